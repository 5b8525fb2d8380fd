import Drawing
import Kernel
import Signing

/// Writes a laid-out sheet as an OFD document (GB/T 33190-2016). Fonts go by name; the advance of every letter goes
/// with the text, so that lines keep their measure in any reader.
public enum OFDWriter {
    /// Work for the processor, about a millisecond a page: run it on a thread pool.
    /// Throws `ofd.metadata_name` when a field's name cannot be the name of an XML element, `ofd.no_pages` for an empty sheet.
    public static func write(_ sheet: LaidOutSheet, _ information: OFDInformation) throws(Problem) -> OFDPackage {
        guard !sheet.pages.isEmpty else { throw Problem("ofd.no_pages", .invalid) }
        guard information.metadata.allSatisfy({ isElementName($0.name) }) else { throw Problem("ofd.metadata_name", .invalid) }
        var build = Build(sheet)
        let pages = sheet.pages.enumerated().map { number, page in
            OFDPackage.File("Doc_0/Pages/Page_\(number)/Content.xml", build.content(of: page))
        }
        var files = [
            OFDPackage.File("Doc_0/Document.xml", document(sheet, build, hasMetadata: !information.metadata.isEmpty)),
            OFDPackage.File("Doc_0/PublicRes.xml", build.resources.fontList),
        ]
        if !build.resources.images.isEmpty {
            files.append(OFDPackage.File("Doc_0/DocumentRes.xml", build.resources.imageList))
            files += build.resources.images.map { OFDPackage.File("Doc_0/Res/\($0.name)", $0.png) }
        }
        files += pages
        if !information.metadata.isEmpty { files += Metadata.attachment(information) }
        return OFDPackage([OFDPackage.File("OFD.xml", entrance(sheet.title, information, over: files))] + files)
    }

    /// 7.4: the order of elements is the schema's. `DocID` is taken from the content, so the same document has the same.
    private static func entrance(_ title: String, _ information: OFDInformation, over files: [OFDPackage.File]) -> [UInt8] {
        var hasher = SM3.Hasher()
        for file in files { hasher.update(file.bytes) }
        let documentID = hasher.finalize().bytes.prefix(16).hex
        return XMLWriter.document("OFD", ["Version": "1.0", "DocType": "OFD"]) {
            $0.element("DocBody") {
                $0.element("DocInfo") {
                    $0.element("DocID", text: documentID)
                    $0.element("Title", text: title)
                    $0.element("Author", text: information.author.printable)
                    if !information.subject.isEmpty { $0.element("Subject", text: information.subject.printable) }
                    $0.element("CreationDate", text: "\(LocalDate(information.created))")
                    $0.element("Creator", text: "Tongban")
                    Metadata.customDatas(information, &$0)
                }
                $0.element("DocRoot", text: "Doc_0/Document.xml")
            }
        }
    }

    /// 7.5: CommonData (MaxUnitID, PageArea, PublicRes, DocumentRes), Pages, Attachments.
    private static func document(_ sheet: LaidOutSheet, _ build: Build, hasMetadata: Bool) -> [UInt8] {
        let size = sheet.pages.first?.size ?? .a4
        return XMLWriter.document("Document") {
            $0.element("CommonData") {
                $0.element("MaxUnitID", text: "\(build.lastID)")
                $0.element("PageArea") { $0.element("PhysicalBox", text: Measure.text(0, 0, size.width, size.height)) }
                $0.element("PublicRes", text: "PublicRes.xml")
                if !build.resources.images.isEmpty { $0.element("DocumentRes", text: "DocumentRes.xml") }
            }
            $0.element("Pages") {
                for (number, id) in build.pageIDs.enumerated() {
                    $0.element("Page", ["ID": "\(id)", "BaseLoc": "Pages/Page_\(number)/Content.xml"])
                }
            }
            if hasMetadata { $0.element("Attachments", text: Metadata.attachments) }
        }
    }

    private static func isElementName(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 64 else { return false }
        return isLetter(first) && name.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
}

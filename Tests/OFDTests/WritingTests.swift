import Drawing
import Kernel
@testable import OFD
import TestKit
import Testing
import XML

@Suite("writing OFD documents")
struct WritingTests {
    @Test("a document has the files of the standard, entrance first")
    func files() throws {
        #expect(try Office.package().files.map(\.path) == [
            "OFD.xml", "Doc_0/Document.xml", "Doc_0/PublicRes.xml", "Doc_0/DocumentRes.xml", "Doc_0/Res/Image_0.png",
            "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Pages/Page_1/Content.xml",
            "Doc_0/Attachs/Attachments.xml", "Doc_0/Attachs/metadata.xml",
        ])
    }

    @Test("what goes into the container comes out, and the same document gives the same bytes")
    func roundTrip() throws {
        let package = try Office.package()
        let bytes = try package.bytes()
        #expect(try OFDPackage(reading: bytes).files == package.files)
        #expect(try Office.package().bytes() == bytes)
    }

    @Test("title and metadata can be read back, odd letters included")
    func metadata() throws {
        let document = try OFDDocument(OFDPackage(reading: Office.package().bytes()))
        #expect(document.title == "食品经营许可证")
        #expect(document.author == "开封市市场监督管理局")
        #expect(document.identifier == Office.identifier)
        #expect(document["certificateHolderName"] == "李<晓>&\"梅\"")
        #expect(document.documentID.utf8.count == 32)
        let attachment = try #require(Office.package()["Doc_0/Attachs/metadata.xml"])
        #expect(try XMLDocument(reading: attachment).root.text(of: "certificateName") == "食品经营许可证")
    }

    @Test("what a document says of itself comes back, whatever stands beside its signs")
    func everyScalar() throws {
        let sheet = try Office.sheet().laidOut()
        let odd = String(String.UnicodeScalarView(EveryScalar.joining.flatMap { ["<", $0, ">", $0, "\"", $0, "&", $0] }))
        let information = OFDInformation(author: odd, subject: odd, created: Office.now, metadata: [.init("certificateHolderName", odd)])
        let document = try OFDDocument(OFDPackage(reading: OFDWriter.write(sheet, information).bytes()))
        #expect(document.author.hasSameBytes(as: odd.printable))
        #expect(document["certificateHolderName"]?.hasSameBytes(as: odd.printable) == true)
    }

    @Test("every number is used once and none exceeds MaxUnitID")
    func numbers() throws {
        let package = try Office.package()
        var ids: [Int] = []
        for file in package.files where file.path.hasSuffix(".xml") && !file.path.contains("Attach") {
            ids += try XMLDocument(reading: file.bytes).root.all.compactMap { $0["ID"] }.compactMap { Int($0) }
        }
        let most = try #require(package.xml("Doc_0/Document.xml").descendant("CommonData", "MaxUnitID")).text
        #expect(ids.count > 15 && Set(ids).count == ids.count)
        #expect(ids.max() == Int(most))
    }

    @Test("each line of text has an advance between any two letters")
    func advances() throws {
        let page = try Office.package().xml("Doc_0/Pages/Page_0/Content.xml")
        let codes = page.all.filter { $0.name == "TextCode" }
        #expect(codes.map(\.text).contains("经营场所：书店街68号 A<B>&C"))
        for code in codes {
            #expect(try count(code["DeltaX"] ?? "") == code.text.unicodeScalars.count - 1)
        }
    }

    @Test("elements stand in the schema's order")
    func order() throws {
        let package = try Office.package()
        let entrance = try package.xml("OFD.xml"), document = try package.xml("Doc_0/Document.xml")
        #expect(entrance.descendant("DocBody")?.children.map(\.name) == ["DocInfo", "DocRoot"])
        #expect(entrance.descendant("DocBody", "DocInfo")?.children.map(\.name)
            == ["DocID", "Title", "Author", "CreationDate", "Creator", "CustomDatas"])
        #expect(document.children.map(\.name) == ["CommonData", "Pages", "Attachments"])
        #expect(document.child("CommonData")?.children.map(\.name) == ["MaxUnitID", "PageArea", "PublicRes", "DocumentRes"])
    }

    @Test("a document without pages, or with a field that cannot be named, is refused")
    func refused() throws {
        let sheet = try Office.sheet().laidOut()
        let empty = try Sheet(title: "", pages: []).laidOut()
        #expect(throws: Problem("ofd.no_pages", .invalid)) { try OFDWriter.write(empty, Office.information) }
        for name in ["", "1a", "a b", "证照", "a>"] {
            let information = OFDInformation(author: "", created: Office.now, metadata: [.init(name, "")])
            #expect(throws: Problem("ofd.metadata_name", .invalid)) { try OFDWriter.write(sheet, information) }
        }
    }

    @Test("measures are written short", arguments: [
        (0, "0"), (210, "210"), (5.6444444, "5.644"), (-0.5, "-0.5"), (1.0004, "1"), (0.05, "0.05"), (.nan, "0"), (.infinity, "0"),
    ])
    func measures(_ value: Double, _ text: String) { #expect(Measure.text(value) == text) }

    @Test("equal advances are counted")
    func deltas() { #expect(Measure.deltas([5, 5, 5, 2.5, 2.5, 1]) == "g 3 5 2.5 2.5 1") }

    private func count(_ deltas: String) -> Int {
        let parts = deltas.split(separator: " ")
        var count = 0, index = 0
        while index < parts.count {
            if parts[index] == "g" { count += Int(parts[index + 1]) ?? 0; index += 3 } else { count += 1; index += 1 }
        }
        return count
    }
}

extension XMLElement {
    /// The element and everything below it.
    var all: [XMLElement] { [self] + children.flatMap(\.all) }
}

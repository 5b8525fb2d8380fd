import Drawing
import Kernel
import Signing

/// Where a stamp stands on the paper.
public struct StampPlace: Sendable, Hashable {
    /// 0 is the first page.
    public var page: Int
    /// Millimetres; the size is that of the seal's picture.
    public var box: Box

    public init(page: Int = 0, box: Box) { (self.page, self.box) = (page, box) }
}

extension OFDPackage {
    /// Puts an electronic seal on the document (GB/T 33190 chapter 18, GB/T 38540-2020): protects every file there is,
    /// earlier stamps included. A private key signs here: run it on a thread pool.
    ///
    /// - Parameters:
    ///   - closing: also protects the list of stamps, so that no other can follow. Leave it out for all but the last stamp.
    ///   - trust: the seal and the signer's certificate are verified before they are used.
    ///
    /// Throws `ofd.malformed`, `ofd.no_such_page`, `ofd.closed` when an earlier stamp closed the document, and the
    /// failed check of `SealSignature.make`.
    public func sealed(
        with seal: ElectronicSeal, by signer: SigningIdentity, at place: StampPlace, time: Timestamp, trusting trust: Trust,
        closing: Bool = true
    ) throws -> OFDPackage {
        let document = try OFDDocument(self)
        guard document.pageIDs.indices.contains(place.page) else { throw Problem("ofd.no_such_page", .invalid) }
        var sealed = self
        let listPath = try sealed.openList(document)
        var list = try SignatureList(reading: sealed, at: listPath)
        for entry in list.entries {
            let earlier = try SignatureFile(reading: self, at: entry.path)
            if earlier.references.contains(where: { $0.path == listPath }) { throw Problem("ofd.closed", .conflict) }
        }
        let number = list.entries.count
        let folder = OFDPath.folders(of: listPath).joined(separator: "/") + "/Sign_\(number)"
        guard !files.contains(where: { $0.path.begins(with: folder + "/") }) else { throw Problem.malformed("\(folder) is taken") }

        list.entries.append(SignatureList.Entry(id: "sign\(number)", type: "Seal", path: "\(folder)/Signature.xml"))
        sealed.put(listPath, list.xml)
        sealed.put("\(folder)/Seal.esl", seal.der)
        let signature = SignatureFile.xml(
            folder: folder, files: sealed.files.filter { closing || $0.path != listPath },
            number: number, pageID: document.pageIDs[place.page], box: place.box, time: time)
        let stamp = try SealSignature.make(
            seal: seal, signer: signer, dataHash: SM3.hash(signature), propertyInfo: "/\(folder)/Signature.xml", at: time, trusting: trust)
        sealed.put("\(folder)/Signature.xml", signature)
        sealed.put("\(folder)/SignedValue.dat", stamp.der)
        return sealed
    }

    /// Where the list of stamps is. The first stamp makes an empty one and names it in OFD.xml, before that is protected.
    private mutating func openList(_ document: OFDDocument) throws(Problem) -> String {
        if let known = document.signaturesPath { return known }
        let path = (OFDPath.folders(of: document.rootPath) + ["Signs", "Signatures.xml"]).joined(separator: "/")
        guard let entrance = self[OFDDocument.entrance], self[path] == nil else {
            throw Problem.malformed("a list of stamps that nothing names")
        }
        put(OFDDocument.entrance, try Self.naming(path, in: entrance))
        put(path, SignatureList().xml)
        return path
    }

    /// Inserts `Signatures` where the schema wants it, last in DocBody, and leaves every other byte as it was.
    private static func naming(_ path: String, in entrance: [UInt8]) throws(Problem) -> [UInt8] {
        for prefix in ["ofd:", ""] {
            let end = Array("</\(prefix)DocBody>".utf8)
            guard let place = entrance.indices.last(where: { entrance[$0...].starts(with: end) }) else { continue }
            let name = "\(prefix)Signatures"
            return Array(entrance[..<place] + "<\(name)>\(XMLText.escaped(path, in: .content))</\(name)>".utf8 + entrance[place...])
        }
        throw Problem.malformed("OFD.xml without DocBody")
    }
}

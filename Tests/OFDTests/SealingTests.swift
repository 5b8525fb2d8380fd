import Drawing
import Kernel
@testable import OFD
import Signing
import Testing
import XML

@Suite("sealing and verifying OFD documents")
struct SealingTests {
    private let office: Office

    init() throws { office = try Office() }

    @Test("a sealed document passes every check")
    func valid() throws {
        let report = try OFDVerification.run(office.sealed().bytes(), trusting: office.trust)
        #expect(report.checks.filter { !$0.passed } == [])
        #expect(report.isValid)
        #expect(report.document?.identifier == Office.identifier)
        #expect(report.stamps.map(\.sealName) == ["开封市市场监督管理局"])
        #expect(report.stamps.map(\.time) == [Office.now])
        #expect(Set(report.checks.map(\.key)).isSuperset(of: [
            "ofd.container", "ofd.document", "ofd.sealed", "ofd.reference", "ofd.seal", "ofd.place", "ofd.covered", "stamp.signature",
            "stamp.document", "signer.chain", "signer.listed", "seal.signature", "seal.period", "maker.chain",
        ]))
    }

    @Test("one changed byte anywhere is found, and the report names the file")
    func changed() throws {
        let sealed = try office.sealed()
        for file in sealed.files {
            for place in [0, file.bytes.count / 3, file.bytes.count / 2, file.bytes.count - 1] {
                var changed = sealed
                var bytes = file.bytes
                bytes[place] ^= 0x01
                changed.put(file.path, bytes)
                let failed = try OFDVerification.run(changed.bytes(), trusting: office.trust).checks.filter { !$0.passed }
                #expect(failed.contains { $0.detail.contains(file.path) || $0.key == "ofd.document" }, "\(file.path) at \(place)")
            }
        }
    }

    @Test("a file taken away, put in or emptied is found")
    func rearranged() throws {
        let sealed = try office.sealed()
        let without = OFDPackage(sealed.files.filter { $0.path != "Doc_0/Attachs/metadata.xml" })
        #expect(try failures(without) == ["ofd.reference Doc_0/Attachs/metadata.xml"])
        var more = sealed
        more.put("Doc_0/Pages/Page_9/Content.xml", Array("<x/>".utf8))
        #expect(try failures(more) == ["ofd.covered Doc_0/Pages/Page_9/Content.xml"])
        var emptied = sealed
        emptied.put("Doc_0/Pages/Page_1/Content.xml", [])
        #expect(try failures(emptied) == ["ofd.reference Doc_0/Pages/Page_1/Content.xml"])
    }

    @Test("several stamps may follow each other until one closes the document")
    func several() throws {
        let two = try office.sealed(office.sealed(closing: false), closing: true, page: 1)
        let report = try OFDVerification.run(two.bytes(), trusting: office.trust)
        #expect(report.checks.filter { !$0.passed } == [])
        #expect(report.stamps.count == 2)
        #expect(throws: Problem("ofd.closed", .conflict)) { try office.sealed(two) }
        #expect(throws: Problem("ofd.no_such_page", .invalid)) { try office.sealed(page: 2) }
    }

    @Test("a document without a stamp is not valid")
    func unsealed() throws {
        let report = try OFDVerification.run(Office.package().bytes(), trusting: office.trust)
        #expect(!report.isValid)
        #expect(report.checks.filter { !$0.passed }.map(\.key) == ["ofd.sealed"])
    }

    @Test("a stamp moved to another document is found")
    func moved() throws {
        let sealed = try office.sealed()
        let other = Sheet(title: "营业执照", pages: [Sheet.Page([]), Sheet.Page([])])
        var forged = try OFDWriter.write(other.laidOut(), Office.information)
        for file in sealed.files where file.path.contains("/Signs/") || file.path == "OFD.xml" { forged.put(file.path, file.bytes) }
        #expect(try failures(forged).contains("ofd.reference Doc_0/Pages/Page_0/Content.xml"))
    }

    @Test("strangers' authorities and revoked signers are found")
    func trust() throws {
        let bytes = try office.sealed().bytes()
        let stranger = try Office()
        #expect(failures(bytes, stranger.trust).contains { $0.hasPrefix("signer.chain") })
        let revoked = { (instant: Timestamp) in
            Trust(roots: [office.authority.identity.certificate], revocations: [Revocation(office.signer.certificate, at: instant)])
        }
        #expect(failures(bytes, revoked(Office.now - .days(1))) == ["signer.revocation Doc_0/Signs/Sign_0/SignedValue.dat"])
        #expect(failures(bytes, revoked(Office.now + .days(1))) == [])
    }

    @Test("Signature.xml is written in the schema's order and names its files absolutely")
    func signatureFile() throws {
        let sealed = try office.sealed()
        let signature = try sealed.xml("Doc_0/Signs/Sign_0/Signature.xml")
        #expect(signature.children.map(\.name) == ["SignedInfo", "SignedValue"])
        let information = try #require(signature.child("SignedInfo"))
        #expect(information.children.map(\.name)
            == ["Provider", "SignatureMethod", "SignatureDateTime", "References", "StampAnnot", "Seal"])
        #expect(information.text(of: "SignatureDateTime") == "20260309020000Z")
        let names = information.child("References")?.children.compactMap { $0["FileRef"] } ?? []
        #expect(Set(names) == Set(sealed.files.map { "/\($0.path)" })
            .subtracting(["/Doc_0/Signs/Sign_0/Signature.xml", "/Doc_0/Signs/Sign_0/SignedValue.dat"]))
    }

    private func failures(_ package: OFDPackage) throws -> [String] { try failures(package.bytes(), office.trust) }

    private func failures(_ bytes: [UInt8], _ trust: Trust) -> [String] {
        OFDVerification.run(bytes, trusting: trust).checks.filter { !$0.passed }.map { "\($0.key) \($0.detail)" }
    }
}

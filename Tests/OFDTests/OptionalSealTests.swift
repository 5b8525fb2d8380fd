import Drawing
import Kernel
@testable import OFD
import Signing
import Testing

/// GB/T 33190 18.2.1: a signature may name the seal's own file. National e-invoices don't: the seal is in the signed value.
@Suite("What a signature need not name, and what is missing") struct OptionalSealTests {
    private let office: Office
    private let folder = "Doc_0/Signs/Sign_0"

    init() throws { office = try Office() }

    /// A sealed document whose Signature.xml names no seal, and which has no file of it.
    private func withoutSeal() throws -> OFDPackage {
        let sealed = try office.sealed(), list = "Doc_0/Signs/Signatures.xml"
        let files = sealed.files.filter { !$0.path.hasPrefix("\(folder)/") }
        let whole = SignatureFile.xml(folder: folder, files: files, number: 0, pageID: "1", box: .init(200, 140, 42, 42), time: Office.now)
        let text = String(decoding: whole, as: UTF8.self).replacing(/\s*<ofd:Seal>.*<\/ofd:Seal>/.dotMatchesNewlines(), with: "")
        #expect(!text.contains("Seal.esl") && sealed[list] != nil)
        let signature = Array(text.utf8)
        let stamp = try SealSignature.make(
            seal: office.seal, signer: office.signer, dataHash: SM3.hash(signature), propertyInfo: "/\(folder)/Signature.xml",
            at: Office.now, trusting: office.trust)
        var package = OFDPackage(files)
        package.put("\(folder)/Signature.xml", signature)
        package.put("\(folder)/SignedValue.dat", stamp.der)
        return package
    }

    private func failures(_ package: OFDPackage) throws -> [String] {
        try OFDVerification.run(package.bytes(), trusting: office.trust).checks.filter { !$0.passed }.map { "\($0.key) \($0.detail)" }
    }

    @Test("a document whose signature names no seal passes by the seal in its signed value")
    func optional() throws {
        let report = try OFDVerification.run(withoutSeal().bytes(), trusting: office.trust)
        #expect(report.checks.filter { !$0.passed } == [])
        #expect(report.isValid && report.stamps.map(\.sealName) == ["开封市市场监督管理局"])
        #expect(!report.checks.contains { $0.key == "ofd.seal" })
    }

    @Test("what is missing is told from what is broken")
    func absent() throws {
        let sealed = try office.sealed()
        let noSeal = OFDPackage(sealed.files.filter { $0.path != "\(folder)/Seal.esl" })
        #expect(try failures(noSeal).contains("ofd.seal.present \(folder)/Seal.esl"))
        #expect(try !failures(noSeal).contains { $0.hasPrefix("ofd.seal ") })
        let noValue = OFDPackage(sealed.files.filter { $0.path != "\(folder)/SignedValue.dat" })
        #expect(try failures(noValue) == ["ofd.value \(folder)/SignedValue.dat"])
        var broken = sealed
        broken.put("\(folder)/SignedValue.dat", [0x30, 0])
        #expect(try failures(broken) == ["stamp.format \(folder)/SignedValue.dat"])
    }

    @Test("a digital signature without a seal is said to be one, and is no valid seal")
    func bare() throws {
        var package = try withoutSeal()
        package.put("\(folder)/SignedValue.dat", [0x30, 3, 2, 1, 1])
        let list = String(decoding: try #require(package["Doc_0/Signs/Signatures.xml"]), as: UTF8.self)
        package.put("Doc_0/Signs/Signatures.xml", Array(list.replacing("Type=\"Seal\"", with: "Type=\"Sign\"").utf8))
        let report = try OFDVerification.run(package.bytes(), trusting: office.trust)
        #expect(!report.isValid && report.stamps.isEmpty)
        #expect(report.checks.contains { $0.key == "ofd.stamp" && !$0.passed })
        #expect(!report.checks.contains { $0.key == "stamp.format" })
    }
}

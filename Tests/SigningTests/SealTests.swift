import Foundation
import Kernel
@testable import Signing
import Testing

/// A seal of the bureau, and the clerk who may use it.
struct SealFixture {
    let keys: PublicKeyFixture
    let maker: SigningIdentity, clerk: SigningIdentity
    let document = SM3.hash("Signature.xml")
    let path = "/Doc_0/Signs/Sign_0/Signature.xml"

    init() throws {
        keys = try PublicKeyFixture()
        maker = try keys.person("制章系统", purpose: .makingSeals)
        clerk = try keys.person("李晓梅")
    }

    func info(signers: SealSigners? = nil, days: Int = 300) -> SealInfo {
        let start = PublicKeyFixture.start + .days(1)
        let property = SealProperty(name: "开封市行政审批专用章", signers: signers ?? .certificates([clerk.certificate.der]),
                                    createdAt: start, validFrom: start, validUntil: start + .days(days))
        return SealInfo(vendor: "Tongban", id: "41020000000001", property: property,
                        picture: SealPicture(type: "PNG", data: [0x89, 0x50, 0x4E, 0x47], width: 42, height: 42))
    }

    func seal(_ info: SealInfo? = nil) throws -> ElectronicSeal { try ElectronicSeal.make(info ?? self.info(), by: maker) }

    func stamp(_ seal: ElectronicSeal? = nil, at instant: Timestamp = PublicKeyFixture.now) throws -> SealSignature {
        try SealSignature.make(seal: seal ?? self.seal(), signer: clerk, dataHash: document, propertyInfo: path,
                               at: instant, trusting: keys.trust)
    }
}

@Suite("Electronic seals and stamps")
struct SealTests {
    let fixture: SealFixture
    let now = PublicKeyFixture.now

    init() throws { fixture = try SealFixture() }

    @Test("a seal comes back from its bytes and passes every check")
    func seal() throws {
        let seal = try ElectronicSeal(der: fixture.seal().der)
        #expect(seal.info == fixture.info())
        #expect(seal.makerCertificate == fixture.maker.certificate)
        let checks = seal.verify(at: now, trusting: fixture.keys.trust)
        #expect(checks.map(\.name) == [
            "seal.signature", "maker.chain", "maker.usage", "maker.validity", "maker.revocation", "maker.purpose", "seal.period",
            "seal.withdrawal",
        ])
        #expect(checks.allPassed)
    }

    @Test("a stamp comes back from its bytes and passes every check")
    func stamp() throws {
        let stamp = try SealSignature(der: fixture.stamp().der)
        #expect(stamp.content.time == now && stamp.content.propertyInfo == fixture.path && stamp.timeStamp == nil)
        #expect(stamp.signerCertificate == fixture.clerk.certificate)
        let checks = SealSignature.verify(der: stamp.der, dataHash: fixture.document, trusting: fixture.keys.trust)
        #expect(checks.map(\.name) == [
            "stamp.format", "stamp.signature",
            "signer.chain", "signer.usage", "signer.validity", "signer.revocation", "signer.purpose", "signer.listed",
            "stamp.document", "seal.signature", "maker.chain", "maker.usage", "maker.validity", "maker.revocation", "maker.purpose",
            "seal.period", "seal.withdrawal",
        ])
        #expect(checks.allPassed)
    }

    @Test("a stamp holds the seal byte for byte")
    func embedding() throws {
        let seal = try fixture.seal()
        #expect(try SealSignature(der: fixture.stamp(seal).der).content.seal.der == seal.der)
    }

    @Test("the structure is that of GB/T 38540")
    func structure() throws {
        var reader = try DER.Reader(fixture.stamp().der), stamp = try reader.sequence(), content = try stamp.sequence()
        #expect(try content.integer() == 4)
        var seal = try content.sequence(), info = try seal.sequence(), header = try info.sequence()
        #expect(try (header.ia5String(), header.integer(), header.ia5String()) == ("ES", 4, "Tongban"))
        #expect(try seal.octetString() == fixture.maker.certificate.der)
        #expect(try seal.oid().description == "1.2.156.10197.1.501")
        #expect(try content.generalizedTime() == now)
        #expect(try content.bitString() == fixture.document.bytes)
        #expect(try stamp.octetString() == fixture.clerk.certificate.der)
    }

    @Test("a changed document is found out")
    func changedDocument() throws {
        let checks = try fixture.stamp().verify(dataHash: SM3.hash("other"), trusting: fixture.keys.trust)
        #expect(checks.filter { !$0.passed }.map(\.name) == ["stamp.document"])
    }

    @Test("a stamp with any byte changed does not pass")
    func tampering() throws {
        let bytes = try fixture.stamp().der
        for place in stride(from: 0, to: bytes.count, by: 11) {
            var changed = bytes
            changed[place] ^= 0x04
            let checks = SealSignature.verify(der: changed, dataHash: fixture.document, trusting: fixture.keys.trust)
            #expect(!checks.allPassed, "byte \(place)")
        }
    }

    @Test("a seal signed over certificate and algorithm too is accepted")
    func olderForm() throws {
        let info = fixture.info().der, maker = fixture.maker
        let signed = DER.encode { $0.sequence { $0.encoded(info); $0.octetString(maker.certificate.der); $0.oid(.sm2WithSM3) } }
        let signature = try maker.key.sign(signed)
        let der = DER.encode { seal in
            seal.sequence { $0.encoded(info); $0.octetString(maker.certificate.der); $0.oid(.sm2WithSM3); $0.bitString(signature) }
        }
        #expect(try ElectronicSeal(der: der).verify(at: now, trusting: fixture.keys.trust).allPassed)
    }

    @Test("only those in the list may use a seal, by certificate or by digest")
    func listed() throws {
        let other = try fixture.keys.person("王强").certificate
        #expect(throws: Problem("check.signer.listed.failed", .conflict)) {
            try fixture.stamp(fixture.seal(fixture.info(signers: .certificates([other.der]))))
        }
        let digest = SealSigners.digests([SealSigners.CertificateDigest(fixture.clerk.certificate)])
        let stamp = try fixture.stamp(fixture.seal(fixture.info(signers: digest)))
        #expect(try SealSignature(der: stamp.der).content.seal.info.property.signers == digest)
    }

    @Test("a seal is not used outside of its time, nor by one who is not trusted")
    func refusedStamps() throws {
        #expect(throws: Problem("check.seal.period.failed", .conflict)) { try fixture.stamp(at: PublicKeyFixture.start + .days(320)) }
        #expect(throws: Problem("check.signer.validity.failed", .conflict)) { try fixture.stamp(at: PublicKeyFixture.start + .days(500)) }
        #expect(throws: Problem("check.signer.chain.failed", .conflict)) {
            try SealSignature.make(seal: fixture.seal(), signer: fixture.clerk, dataHash: fixture.document, propertyInfo: fixture.path,
                                   at: now, trusting: Trust(roots: []))
        }
    }

    @Test("a stamp made before the signer's revocation stays good, one made after does not")
    func revocation() throws {
        let stamp = try fixture.stamp()
        let names = { (instant: Timestamp) in
            let trust = Trust(roots: [fixture.keys.root], revocations: [Revocation(fixture.clerk.certificate, at: instant)])
            return stamp.verify(dataHash: fixture.document, trusting: trust).filter { !$0.passed }.map(\.name)
        }
        #expect(names(now + .days(1)) == [])
        #expect(names(now - .days(1)) == ["signer.revocation"])
    }

    @Test("a seal is not made with dates out of order or by a maker whose time is over")
    func refusedSeals() throws {
        #expect(throws: Problem("seal.period", .invalid)) { try fixture.seal(fixture.info(days: -1)) }
        let expired = try fixture.keys.person("旧制章者", purpose: .makingSeals, days: 1)
        let property = SealProperty(name: "x", signers: .certificates([]), createdAt: now, validFrom: now, validUntil: now + .days(1))
        let info = SealInfo(vendor: "x", id: "1", property: property, picture: fixture.info().picture)
        #expect(throws: Problem("seal.maker", .conflict)) { try ElectronicSeal.make(info, by: expired) }
    }

    @Test("other generations of seals are refused as malformed")
    func otherVersions() throws {
        var bytes = fixture.info().der
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x16, 2, 0x45, 0x53, 2, 1, 4]) })
        bytes[place + 6] = 5
        #expect(throws: Problem("signing.malformed", .invalid)) { try SealInfo(der: bytes) }
    }

    @Test("every check has its words in both languages", arguments: ["zh", "en"])
    func messages(language: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "Sources/Engines/Signing/Messages/\(language).json")
        let messages = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
        let checks = SealSignature.verify(der: try fixture.stamp().der, dataHash: fixture.document, trusting: fixture.keys.trust)
        for check in checks {
            for passed in [true, false] { #expect(messages[Check(check.name, passed).detailKey]?.isEmpty == false, "\(check.name)") }
        }
    }
}

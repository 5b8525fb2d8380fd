import Kernel
@testable import Signing
import Testing

/// Who may make seals (制章者): nobody but who is certified for that, though one root vouches for all.
@Suite("Makers of seals")
struct MakerTests {
    private let fixture: SealFixture
    private let now = PublicKeyFixture.now

    init() throws { fixture = try SealFixture() }

    /// A seal as anybody can put it together who doesn't ask whether he may.
    private func forged(by forger: SigningIdentity, for user: SigningIdentity, madeAt instant: Timestamp? = nil) throws -> ElectronicSeal {
        let known = fixture.info().property
        let property = SealProperty(name: known.name, signers: .certificates([user.certificate.der]), createdAt: instant ?? known.createdAt,
                                    validFrom: known.validFrom, validUntil: known.validUntil)
        let info = SealInfo(vendor: "Tongban", id: "41020000000001", property: property, picture: fixture.info().picture).der
        let signature = try forger.key.sign(info)
        return try ElectronicSeal(der: DER.encode { seal in
            seal.sequence { $0.encoded(info); $0.octetString(forger.certificate.der); $0.oid(.sm2WithSM3); $0.bitString(signature) }
        })
    }

    private func failures(_ seal: ElectronicSeal, _ trust: Trust? = nil) -> [String] {
        seal.verify(at: now, trusting: trust ?? fixture.keys.trust).filter { !$0.passed }.map(\.name)
    }

    @Test("one body's key makes no seal of another body, though the same root vouches for it")
    func forgery() throws {
        let other = try fixture.keys.person("开封市水利局")
        let seal = try forged(by: other, for: other)
        #expect(failures(seal) == ["maker.purpose"])
        #expect(throws: Problem("check.maker.purpose.failed", .conflict)) {
            try SealSignature.make(seal: seal, signer: other, dataHash: fixture.document, propertyInfo: fixture.path, at: now,
                                   trusting: fixture.keys.trust)
        }
        #expect(throws: Problem("seal.maker", .conflict)) { try ElectronicSeal.make(fixture.info(), by: other) }
        #expect(failures(try forged(by: fixture.maker, for: other)).isEmpty)
    }

    @Test("neither a certificate that says nothing of purposes, nor an authority's, makes seals")
    func unmarked() throws {
        let silent = try fixture.keys.person("旧证书", purpose: nil)
        #expect(failures(try forged(by: silent, for: fixture.clerk)) == ["maker.purpose"])
        #expect(failures(try forged(by: fixture.keys.authority.identity, for: fixture.clerk)).contains("maker.purpose"))
        let below = try fixture.keys.person("子机构", usage: [.certificateSigning, .digitalSignature], isAuthority: true)
        #expect(failures(try forged(by: below, for: fixture.clerk)) == ["maker.purpose"])
    }

    @Test("a maker makes seals and uses none")
    func maker() throws {
        let seal = try forged(by: fixture.maker, for: fixture.maker)
        #expect(throws: Problem("check.signer.purpose.failed", .conflict)) {
            try SealSignature.make(seal: seal, signer: fixture.maker, dataHash: fixture.document, propertyInfo: fixture.path, at: now,
                                   trusting: fixture.keys.trust)
        }
    }

    @Test("the mark counts only where it can't be passed over: openssl's certificates with it critical, and not",
          .enabled(if: OpenSSLTool.isPresent), arguments: [true, false])
    func critical(isCritical: Bool) throws {
        let mark = CertificatePurpose.makingSeals.rawValue
        let key = String(decoding: try OpenSSLTool.run(["genpkey", "-algorithm", "SM2"]).output, as: UTF8.self)
        let pem = try OpenSSLTool.run([
            "req", "-x509", "-new", "-key", "key.pem", "-subj", "/CN=Maker", "-sm3", "-sigopt", "distid:1234567812345678",
            "-config", "plain.cnf", "-addext", "basicConstraints=critical,CA:FALSE",
            "-addext", "extendedKeyUsage=\(isCritical ? "critical," : "")\(mark)",
        ], files: ["key.pem": key, "plain.cnf": "[req]\ndistinguished_name=name\n[name]\n"]).output
        let certificate = try Certificate(pem: String(decoding: pem, as: UTF8.self))
        #expect(certificate.isMarked(for: .makingSeals) == isCritical && !certificate.isMarked(for: .stamping))
        #expect(certificate.purposes == (isCritical ? [.makingSeals] : []))
    }

    @Test("openssl reads the mark in what we issue", .enabled(if: OpenSSLTool.isPresent))
    func secondOpinion() throws {
        let shown = try OpenSSLTool.run(["x509", "-noout", "-ext", "extendedKeyUsage,basicConstraints"],
                                        input: Array(fixture.maker.certificate.pem.utf8)).output
        let text = String(decoding: shown, as: UTF8.self)
        #expect(text.contains("Extended Key Usage: critical") && text.contains(CertificatePurpose.makingSeals.rawValue))
        #expect(text.contains("CA:FALSE"))
    }

    @Test("a former maker without the mark is believed for seals made while it was the maker, and for none after")
    func former() throws {
        let former = try fixture.keys.person("旧制章系统", purpose: nil), digest = SM3.hash(former.certificate.der)
        let trust = Trust(roots: [fixture.keys.root], formerMakers: [FormerMaker(digest, until: now)])
        #expect(failures(try forged(by: former, for: fixture.clerk, madeAt: now), trust).isEmpty)
        #expect(failures(try forged(by: former, for: fixture.clerk, madeAt: now + .seconds(1)), trust) == ["maker.purpose"])
        let other = try fixture.keys.person("开封市水利局", purpose: nil)
        #expect(failures(try forged(by: other, for: other, madeAt: now), trust) == ["maker.purpose"])
    }

    @Test("a stamp from before its seal was withdrawn stays good, one from that moment on is nothing")
    func withdrawal() throws {
        let stamp = try fixture.stamp(), seal = stamp.content.seal.info.id
        let failures = { (instant: Timestamp, id: String) in
            let trust = Trust(roots: [fixture.keys.root], withdrawals: [SealWithdrawal(seal: id, at: instant)])
            return stamp.verify(dataHash: fixture.document, trusting: trust).filter { !$0.passed }.map(\.name)
        }
        #expect(failures(now + .seconds(1), seal).isEmpty)
        #expect(failures(now, seal) == ["seal.withdrawal"])
        #expect(failures(now - .days(1), "another").isEmpty)
    }
}

import Kernel
import Signing
import Testing

/// An authority and the people it vouches for, from 2025 to 2035.
struct PublicKeyFixture {
    static let start = LocalDate(year: 2025, month: 1, day: 1).map { $0.at() } ?? Timestamp(milliseconds: 0)
    static let end = start + .days(3650)
    static let now = start + .days(100)

    let authority: CertificateAuthority

    init() throws {
        let name = DistinguishedName(commonName: "开封市政务测试根", organization: "开封市行政审批和政务信息管理局")
        authority = try CertificateAuthority.root(name, key: .generate(), from: Self.start, until: Self.end)
    }

    var root: Certificate { authority.identity.certificate }
    var trust: Trust { Trust(roots: [root]) }

    func person(
        _ name: String, usage: KeyUsage = .signing, purpose: CertificatePurpose? = .stamping, isAuthority: Bool = false, days: Int = 365
    ) throws -> SigningIdentity {
        let key = try SM2PrivateKey.generate()
        let subject = DistinguishedName(commonName: name, organization: "开封市", unit: "窗口")
        let certificate = try authority.issue(to: subject, for: key.publicKey, usage: usage, purpose: isAuthority ? nil : purpose,
                                              isAuthority: isAuthority, from: Self.start, until: Self.start + .days(days))
        return try SigningIdentity(certificate: certificate, key: key)
    }
}

@Suite("Certificates")
struct CertificateTests {
    let keys: PublicKeyFixture

    init() throws { keys = try PublicKeyFixture() }

    @Test("an issued certificate says what it was asked to say")
    func fields() throws {
        let certificate = try keys.person("李晓梅").certificate
        #expect(certificate.subject == DistinguishedName(commonName: "李晓梅", organization: "开封市", unit: "窗口"))
        #expect(certificate.issuer == keys.root.subject)
        #expect(certificate.validFrom == PublicKeyFixture.start)
        #expect(certificate.validUntil == PublicKeyFixture.start + .days(365))
        #expect(certificate.usage == .signing)
        #expect(!certificate.isAuthority && keys.root.isAuthority)
        #expect(certificate.serial.count == 32 && certificate.serial != keys.root.serial)
    }

    @Test("a certificate is verified by its issuer and by nobody else")
    func issuers() throws {
        let person = try keys.person("李晓梅").certificate, stranger = try PublicKeyFixture().root
        #expect(person.verify(issuedBy: keys.root))
        #expect(keys.root.verify(issuedBy: keys.root))
        #expect(!person.verify(issuedBy: stranger))
        #expect(!keys.root.verify(issuedBy: person))
    }

    @Test("DER and PEM come back the same; more bytes, fewer or others are refused")
    func reading() throws {
        let certificate = try keys.person("李晓梅").certificate
        #expect(try Certificate(pem: certificate.pem) == certificate)
        for bytes in [certificate.der + [0], Array(certificate.der.dropLast()), [], [0x30, 0]] {
            #expect(throws: Problem("signing.malformed", .invalid)) { try Certificate(der: bytes) }
        }
        #expect(throws: Problem("signing.malformed", .invalid)) { try Certificate(pem: "no certificate") }
    }

    @Test("a changed certificate is no longer the issuer's")
    func tampering() throws {
        var bytes = try keys.person("李晓梅").certificate.der
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: "李晓梅".utf8) })
        bytes.replaceSubrange(place..<(place + 9), with: "李晓海".utf8)
        #expect(try !Certificate(der: bytes).verify(issuedBy: keys.root))
    }

    @Test("a key is not taken for another's")
    func mismatch() throws {
        let certificate = try keys.person("李晓梅").certificate
        #expect(throws: Problem("signing.key_mismatch", .invalid)) { try SigningIdentity(certificate: certificate, key: .generate()) }
        #expect(throws: Problem("signing.not_authority", .invalid)) { try CertificateAuthority(keys.person("李晓梅")) }
    }

    @Test("trust fails exactly where the trouble is", arguments: [
        ("nothing", []), ("stranger", ["chain"]), ("expired", ["validity"]), ("usage", ["usage"]),
        ("revoked", ["revocation"]), ("revoked later", []),
    ] as [(String, [String])])
    func trust(trouble: String, failures: [String]) throws {
        let now = PublicKeyFixture.now
        let usage: KeyUsage = trouble == "usage" ? .revocationListSigning : .signing
        let person = try keys.person("李晓梅", usage: usage, days: trouble == "expired" ? 50 : 365)
        let revocations = trouble == "revoked" ? [Revocation(person.certificate, at: now - .days(1))]
            : trouble == "revoked later" ? [Revocation(person.certificate, at: now + .days(1))] : []
        let trust = Trust(roots: trouble == "stranger" ? [try PublicKeyFixture().root] : [keys.root], revocations: revocations)
        let failed = trust.checks(of: person.certificate, as: "signer", at: now).filter { !$0.passed }.map(\.name)
        #expect(failed == failures.map { "signer.\($0)" })
    }

    @Test("a chain goes through an authority between, while that is valid and not revoked")
    func chains() throws {
        let middle = try keys.person("开封市子机构", usage: [.certificateSigning], isAuthority: true, days: 200)
        let key = try SM2PrivateKey.generate()
        let person = try CertificateAuthority(middle).issue(
            to: DistinguishedName(commonName: "李晓梅"), for: key.publicKey, from: PublicKeyFixture.start, until: PublicKeyFixture.end)
        let trust = Trust(roots: [keys.root], intermediates: [middle.certificate])
        #expect(trust.chain(of: person, at: PublicKeyFixture.now) == [person, middle.certificate, keys.root])
        #expect(trust.chain(of: person, at: PublicKeyFixture.start + .days(201)) == nil)
        #expect(keys.trust.chain(of: person, at: PublicKeyFixture.now) == nil)
        let revoking = Trust(roots: [keys.root], intermediates: [middle.certificate],
                             revocations: [Revocation(middle.certificate, at: PublicKeyFixture.start)])
        #expect(revoking.checks(of: person, as: "signer", at: PublicKeyFixture.now).firstFailed?.name == "signer.revocation")
    }

    @Test("one who is no authority cannot vouch for others")
    func impostor() throws {
        let impostor = try keys.person("冒名者"), key = try SM2PrivateKey.generate()
        let subject = impostor.certificate.subject
        let forged = try CertificateAuthority.root(subject, key: impostor.key, from: PublicKeyFixture.start, until: PublicKeyFixture.end)
            .issue(to: DistinguishedName(commonName: "李晓梅"), for: key.publicKey, from: PublicKeyFixture.start, until: PublicKeyFixture.end)
        let trust = Trust(roots: [keys.root], intermediates: [impostor.certificate])
        #expect(trust.chain(of: forged, at: PublicKeyFixture.now) == nil)
    }

    @Test("a certificate that ends before it starts is not issued")
    func period() throws {
        #expect(throws: Problem("signing.period", .invalid)) {
            try CertificateAuthority.root(DistinguishedName(commonName: "x"), key: .generate(),
                                          from: PublicKeyFixture.end, until: PublicKeyFixture.start)
        }
    }

    @Test("the openssl command verifies what we issue", .enabled(if: OpenSSLTool.isPresent))
    func secondOpinion() throws {
        let person = try keys.person("李晓梅").certificate, stranger = try PublicKeyFixture().root
        let files = ["root.pem": keys.root.pem, "person.pem": person.pem, "other.pem": stranger.pem]
        let options = ["-x509_strict", "-attime", "1743465600", "-vfyopt", "distid:1234567812345678"]
        let verify = { (root: String) in
            try OpenSSLTool.run(["verify"] + options + ["-CAfile", root, "person.pem"], files: files).status
        }
        #expect(try verify("root.pem") == 0)
        #expect(try verify("other.pem") != 0)
    }

    @Test("we verify what the openssl command issues", .enabled(if: OpenSSLTool.isPresent))
    func otherOpinion() throws {
        let key = String(decoding: try OpenSSLTool.run(["genpkey", "-algorithm", "SM2"]).output, as: UTF8.self)
        let pem = try OpenSSLTool.run(
            ["req", "-x509", "-new", "-key", "key.pem", "-subj", "/C=CN/O=Kaifeng/CN=Root", "-sm3", "-sigopt", "distid:1234567812345678",
             "-addext", "keyUsage=keyCertSign"], files: ["key.pem": key]).output
        let certificate = try Certificate(pem: String(decoding: pem, as: UTF8.self))
        #expect(certificate.subject == DistinguishedName(commonName: "Root", organization: "Kaifeng"))
        #expect(certificate.verify(issuedBy: certificate))
    }
}

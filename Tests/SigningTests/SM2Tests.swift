import Kernel
@testable import Signing
import Testing

/// GB/T 32918.5-2017 annex A.2: message "message digest", default signer identifier.
enum SM2Vector {
    static let d = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"
    static let x = "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    static let y = "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
    static let r = "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
    static let s = "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
    static let message = Array("message digest".utf8)

    static func bytes(_ hex: String) -> [UInt8] { [UInt8](hex: hex) ?? [] }
    static var point: [UInt8] { [4] + bytes(x) + bytes(y) }
    static var signature: [UInt8] {
        DER.encode { $0.sequence { $0.integer(magnitude: bytes(r)); $0.integer(magnitude: bytes(s)) } }
    }
}

@Suite("SM2 signatures")
struct SM2Tests {
    @Test("the published signature is valid for the published key")
    func vector() throws {
        let key = try SM2PublicKey(point: SM2Vector.point)
        #expect(key.verify(SM2Vector.signature, for: SM2Vector.message))
        #expect(!key.verify(SM2Vector.signature, for: "message digesT".utf8))
    }

    @Test("the published number gives the published key, which signs")
    func scalar() throws {
        let key = try SM2PrivateKey(scalar: Secret(SM2Vector.bytes(SM2Vector.d)))
        #expect(try key.publicKey == SM2PublicKey(point: SM2Vector.point))
        #expect(key.publicKey.verify(try key.sign(SM2Vector.message), for: SM2Vector.message))
    }

    @Test("a number outside of 1 to n − 2 is no key", arguments: [
        String(repeating: "0", count: 64), "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54122",
        String(repeating: "F", count: 64), "01",
    ])
    func wrongScalars(hex: String) {
        #expect(throws: Problem("signing.malformed", .invalid)) { try SM2PrivateKey(scalar: Secret(SM2Vector.bytes(hex))) }
    }

    @Test("a point off the curve is no key")
    func wrongPoint() {
        let point = [4] + SM2Vector.bytes(SM2Vector.x) + SM2Vector.bytes(SM2Vector.x)
        #expect(throws: Problem("signing.malformed", .invalid)) { try SM2PublicKey(point: point) }
    }

    @Test("a signature holds for its message, key and bytes only")
    func forgery() throws {
        let key = try SM2PrivateKey.generate(), other = try SM2PrivateKey.generate()
        var signature = try key.sign("text".utf8)
        #expect(key.publicKey.verify(signature, for: "text".utf8))
        #expect(!other.publicKey.verify(signature, for: "text".utf8))
        #expect(!key.publicKey.verify([], for: "text".utf8))
        signature[signature.count - 1] ^= 1
        #expect(!key.publicKey.verify(signature, for: "text".utf8))
    }

    @Test("a key comes back from its export, and its public half from SPKI")
    func export() throws {
        let key = try SM2PrivateKey.generate()
        let again = try SM2PrivateKey(der: key.exported().reveal())
        #expect(again.publicKey == key.publicKey)
        #expect(try SM2PublicKey(spki: key.publicKey.spki) == key.publicKey)
        #expect("\(key)" == "‹private key›")
    }

    @Test("an exported key survives sealing")
    func sealedExport() throws {
        let cipher = try FieldCipher(MasterKey(Secret([UInt8](repeating: 7, count: 32))))
        let key = try SM2PrivateKey.generate()
        let stored = try cipher.seal(key.exported().reveal(), context: "seal.maker_key")
        #expect(try SM2PrivateKey(der: cipher.open(stored, context: "seal.maker_key")).publicKey == key.publicKey)
    }

    @Test("bytes that are no key are refused", arguments: [
        "", "00", "3003020101", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    ])
    func garbage(text: String) {
        #expect(throws: Problem("signing.malformed", .invalid)) { try SM2PrivateKey(der: Array(text.utf8)) }
        #expect(throws: Problem("signing.malformed", .invalid)) { try SM2PrivateKey(pem: text) }
        #expect(throws: Problem("signing.malformed", .invalid)) { try SM2PublicKey(spki: Array(text.utf8)) }
    }

    @Test("keys of the openssl command are read, encrypted or not, and its signatures are valid", .enabled(if: OpenSSLTool.isPresent))
    func interchange() throws {
        let plain = try OpenSSLTool.run(["genpkey", "-algorithm", "SM2"]).output
        let pem = String(decoding: plain, as: UTF8.self)
        let key = try SM2PrivateKey(pem: pem)
        let arguments = ["pkcs8", "-topk8", "-passout", "pass:secret"]
        let encryptedPEM = String(decoding: try OpenSSLTool.run(arguments, input: plain).output, as: UTF8.self)
        let encryptedDER = try OpenSSLTool.run(arguments + ["-outform", "DER"], input: plain).output

        #expect(try SM2PrivateKey(pem: encryptedPEM, passphrase: Secret("secret")).publicKey == key.publicKey)
        #expect(try SM2PrivateKey(der: encryptedDER, passphrase: Secret("secret")).publicKey == key.publicKey)
        for passphrase in [nil, Secret("wrong"), Secret("")] {
            #expect(throws: Problem("signing.malformed", .invalid)) { try SM2PrivateKey(pem: encryptedPEM, passphrase: passphrase) }
            #expect(throws: Problem("signing.malformed", .invalid)) { try SM2PrivateKey(der: encryptedDER, passphrase: passphrase) }
        }
        let signature = try OpenSSLTool.run(
            ["pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-inkey", "key.pem", "-in", "text", "-pkeyopt", "distid:1234567812345678"],
            files: ["key.pem": pem, "text": "message digest"]
        ).output
        #expect(key.publicKey.verify(signature, for: SM2Vector.message))
    }

    @Test("a key on another curve is refused", .enabled(if: OpenSSLTool.isPresent))
    func otherCurve() throws {
        let pem = try OpenSSLTool.run(["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]).output
        #expect(throws: Problem("signing.malformed", .invalid)) { try SM2PrivateKey(pem: String(decoding: pem, as: UTF8.self)) }
    }

    @Test("many tasks sign and verify with one key at once")
    func concurrency() async throws {
        let key = try SM2PrivateKey.generate()
        let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask { key.publicKey.verify(try key.sign("\(number)".utf8), for: "\(number)".utf8) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 64 && answers.allSatisfy { $0 })
    }
}

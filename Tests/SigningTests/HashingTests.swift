import Foundation
import Kernel
import Signing
import Testing

@Suite("SM3 and HMAC-SM3")
struct HashingTests {
    /// GB/T 32905-2016 annex A, the empty text, and ZA of GB/T 32918.5 annex A.
    static let vectors: [(hex: String, digest: String)] = [
        ("616263", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (String(repeating: "61626364", count: 16), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
        ("", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"),
        ("0080" + "31323334353637383132333435363738"
            + "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC"
            + "28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93"
            + "32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"
            + "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0"
            + SM2Vector.x + SM2Vector.y, "b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3"),
    ]

    @Test("SM3 gives the digests of the standards", arguments: vectors)
    func digests(hex: String, digest: String) throws {
        #expect(SM3.hash(try #require([UInt8](hex: hex))).hex == digest)
    }

    @Test("a stream hashed in pieces gives the digest of the whole", arguments: [1, 7, 64, 1000])
    func pieces(size: Int) {
        let bytes = SeededRandom(seed: 1).bytes(5000)
        var hasher = SM3.Hasher()
        for start in stride(from: 0, to: bytes.count, by: size) { hasher.update(bytes[start..<min(start + size, bytes.count)]) }
        #expect(hasher.finalize() == SM3.hash(bytes))
    }

    @Test("a copied hasher goes its own way, and finalizing does not end it")
    func copies() {
        var first = SM3.Hasher()
        first.update("ab".utf8)
        var second = first
        second.update("x".utf8)
        #expect(first.finalize() == SM3.hash("ab"))
        first.update("c".utf8)
        #expect(first.finalize() == SM3.hash("abc"))
        #expect(second.finalize() == SM3.hash("abx"))
    }

    @Test("a digest is written as hexadecimal and refuses other lengths")
    func coding() throws {
        let digest = SM3.hash("abc")
        let json = try JSONEncoder().encode([digest])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(digest.hex)\"]")
        #expect(try JSONDecoder().decode([Digest].self, from: json) == [digest])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Digest].self, from: Data("[\"66c7\"]".utf8)) }
        #expect(Digest(digest.bytes) == digest)
        #expect(Digest([1, 2, 3]) == nil)
    }

    /// FIPS 180-4's examples; RFC 4231, cases 1, 2 and 6.
    @Test("SHA-256 and its keyed form give the digests of the standards")
    func foreign() {
        #expect(SHA256.hash("abc".utf8).hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(SHA256.hash([UInt8]()).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let cases: [(key: [UInt8], text: String, tag: String)] = [
            (Array(repeating: 0x0B, count: 20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (Array("Jefe".utf8), "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
            (Array(repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
             "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        ]
        for (key, text, tag) in cases { #expect(HMACSHA256.authenticate(text.utf8, key: Secret(key)).hex == tag) }
        #expect(HMACSHA256.authenticate([UInt8](), key: Secret([])).hex == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    @Test("a keyed digest is valid for its key and bytes only")
    func keyed() {
        let key = Secret<[UInt8]>([1, 2, 3]), tag = HMACSM3.authenticate("text".utf8, key: key)
        #expect(HMACSM3.isValid(tag, for: "text".utf8, key: key))
        #expect(!HMACSM3.isValid(tag, for: "Text".utf8, key: key))
        #expect(!HMACSM3.isValid(tag, for: "text".utf8, key: Secret([1, 2, 4])))
    }

    @Test("the openssl command agrees", .enabled(if: OpenSSLTool.isPresent))
    func secondOpinion() throws {
        let bytes = SeededRandom(seed: 2).bytes(300)
        #expect(try OpenSSLTool.run(["dgst", "-sm3", "-binary"], input: bytes).output == SM3.hash(bytes).bytes)
        let keyed = try OpenSSLTool.run(["dgst", "-sm3", "-mac", "HMAC", "-macopt", "hexkey:010203", "-binary"], input: bytes)
        #expect(keyed.output == HMACSM3.authenticate(bytes, key: Secret([1, 2, 3])).bytes)
    }
}

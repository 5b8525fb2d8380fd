import Kernel
import Signing
import Testing

@Suite("Sealed fields, passwords and chance")
struct SecretsTests {
    let master = Secret<[UInt8]>((0..<32).map { UInt8($0) })
    let refused = Problem("signing.refused", .invalid)

    @Test("a sealed value opens to what was sealed", arguments: [0, 1, 16, 18, 5000])
    func roundTrip(count: Int) throws {
        let cipher = try FieldCipher(MasterKey(master)), plain = SeededRandom(seed: 3).bytes(count)
        let sealed = try cipher.seal(plain, context: "person.id_number")
        #expect(sealed.count == count + 49)
        #expect(try cipher.open(sealed, context: "person.id_number") == plain)
        #expect(try cipher.seal(plain, context: "person.id_number") != sealed)
    }

    @Test("a sealed value with any byte changed is refused")
    func tampering() throws {
        let cipher = try FieldCipher(MasterKey(master)), sealed = try cipher.seal(Array("410202199003077814".utf8), context: "person")
        for place in sealed.indices {
            var changed = sealed
            changed[place] ^= 0x10
            #expect(throws: refused) { try cipher.open(changed, context: "person") }
        }
        for count in 0..<sealed.count {
            #expect(throws: refused) { try cipher.open(Array(sealed.prefix(count)), context: "person") }
        }
    }

    @Test("another context or another master key cannot open it")
    func misplaced() throws {
        let cipher = try FieldCipher(MasterKey(master)), other = try FieldCipher(MasterKey(Secret(master.reveal().reversed())))
        let sealed = try cipher.seal([1, 2, 3], context: "person.id_number")
        #expect(throws: refused) { try cipher.open(sealed, context: "person.mobile") }
        #expect(throws: refused) { try other.open(sealed, context: "person.id_number") }
        #expect(throws: Problem("signing.master_key", .fault)) { try MasterKey(Secret([1, 2, 3])) }
    }

    @Test("the blind index is the same for the same text, and for nothing else")
    func index() throws {
        let cipher = try FieldCipher(MasterKey(master)), other = try FieldCipher(MasterKey(Secret(master.reveal().reversed())))
        let index = cipher.blindIndex("410202199003077814", context: "person")
        #expect(index == cipher.blindIndex("410202199003077814", context: "person"))
        #expect(index != cipher.blindIndex("410202199003077815", context: "person"))
        #expect(index != cipher.blindIndex("410202199003077814", context: "company"))
        #expect(index != other.blindIndex("410202199003077814", context: "person"))
        #expect(cipher.blindIndex("bc", context: "a") != cipher.blindIndex("c", context: "ab"))
    }

    @Test("two purposes have different keys, none of them the master key; what was kept under a key stays readable")
    func purposes() throws {
        let master = try MasterKey(master), keys = MasterKey.Purpose.allCases.map { master.key(for: $0).reveal() }
        #expect(Set(keys).count == keys.count && keys.allSatisfy { $0.count == 32 && $0 != self.master.reveal() })
        #expect(Set(MasterKey.Purpose.allCases.map(\.rawValue)) == [
            "field-cipher/1/encryption", "field-cipher/1/tag", "field-cipher/1/index", "web/1/mac",
        ])
        // As the first release kept it; made here by the openssl command.
        let kept = "01000102030405060708090a0b0c0d0e0fe4d2995c4b774cfa204760281e495ebb4f8ba53b2af4dd79ea81f142365e265b8a112a2894f0a8a63815f93d78d557c5c867"
        let index = "fc23195083c23c85eada1b03b4ca77ad6eb54489c3fb098acd83f4d07ac4dbd8"
        let cipher = FieldCipher(master)
        #expect(try cipher.open(#require([UInt8](hex: kept)), context: "person") == Array("410202199003077814".utf8))
        #expect(cipher.blindIndex("410202199003077814", context: "person").hex == index)
    }

    @Test("the openssl command decrypts the body", .enabled(if: OpenSSLTool.isPresent))
    func secondOpinion() throws {
        let plain = Array("开封市行政审批服务".utf8)
        let sealed = try FieldCipher(MasterKey(master)).seal(plain, context: "x")
        let key = HMACSM3.authenticate("field-cipher/1/encryption".utf8, key: master).bytes.prefix(16).hex
        let arguments = ["enc", "-d", "-sm4-ctr", "-K", key, "-iv", sealed[1...16].hex]
        #expect(try OpenSSLTool.run(arguments, input: Array(sealed[17..<(17 + plain.count)])).output == plain)
    }

    @Test("a password is verified against what was stored, and nothing else is")
    func password() throws {
        let passwords = Password(cost: .trifling), secret = Secret("汴梁-2025")
        let stored = try passwords.hash(secret)
        #expect(stored.hasPrefix("$scrypt$ln=4,r=8,p=1$"))
        #expect(try passwords.verify(secret, against: stored))
        #expect(try !passwords.verify(Secret("汴梁-2026"), against: stored))
        #expect(try !passwords.verify(secret, against: nil))
        #expect(try passwords.hash(secret) != stored)
    }

    @Test("the third vector of RFC 7914 is verified at its own cost")
    func vector() throws {
        let hash = "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        let text = { (bytes: [UInt8]) in String(Base64.encode(bytes).prefix { $0 != "=" }) }
        let stored = "$scrypt$ln=14,r=8,p=1$\(text(Array("SodiumChloride".utf8)))$\(text(try #require([UInt8](hex: hash))))"
        #expect(try Password(cost: .trifling).verify(Secret("pleaseletmein"), against: stored))
        #expect(try !Password(cost: .trifling).verify(Secret("pleaseletmeout"), against: stored))
    }

    @Test("the default cost works and calls for no new hash")
    func defaultCost() throws {
        let passwords = Password(), stored = try passwords.hash(Secret("a"))
        #expect(stored.hasPrefix("$scrypt$ln=15,r=8,p=1$"))
        #expect(!passwords.needsRehash(stored))
        #expect(Password(cost: .trifling).needsRehash(stored))
    }

    @Test("a stored text that is not ours verifies nothing and calls for a new hash", arguments: [
        "", "$scrypt$", "$scrypt$ln=63,r=8,p=1$AAAA$AAAA", "$scrypt$ln=4,r=99999999,p=1$AAAA$AAAA", "$scrypt$ln=4,r=8$AAAA$AAAA",
        "$scrypt$ln=4,r=8,p=1$AAAA$AAAA", "$argon2id$v=19$m=65536$AAAA$AAAA", "$scrypt$ln=,r=,p=$$", "plain",
    ])
    func hostileStored(text: String) throws {
        let passwords = Password(cost: .trifling)
        #expect(try !passwords.verify(Secret(text), against: text))
        #expect(passwords.needsRehash(text))
    }

    @Test("chance does not repeat itself")
    func chance() {
        let random = SecureRandom()
        #expect(random.bytes(0).isEmpty)
        #expect(random.bytes(32).count == 32)
        #expect(random.bytes(32) != random.bytes(32))
    }

    @Test("base64 is read in both alphabets", arguments: [
        ([], "", ""), ([0xFB, 0xFF], "+/8=", "-_8"), ([1, 2, 3], "AQID", "AQID"), ([0xFF], "/w==", "_w"),
    ] as [([UInt8], String, String)])
    func base64(bytes: [UInt8], usual: String, url: String) {
        #expect(Base64.encode(bytes) == usual)
        #expect(Base64.encodeURL(bytes) == url)
        #expect(Base64.decode(usual) == bytes)
        #expect(Base64.decode(url) == bytes)
    }

    @Test("what is not base64 is nothing", arguments: ["A", "A===", "*AAA", "AA AA"])
    func wrongBase64(text: String) { #expect(Base64.decode(text) == nil) }

    @Test("comparison in constant time compares")
    func comparison() {
        #expect(equalInConstantTime([1, 2], [1, 2]))
        #expect(equalInConstantTime([], []))
        #expect(!equalInConstantTime([1, 2], [1, 3]))
        #expect(!equalInConstantTime([1, 2], [1, 2, 3]))
    }

}

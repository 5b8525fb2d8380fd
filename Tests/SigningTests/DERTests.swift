import Kernel
@testable import Signing
import Testing

@Suite("DER")
struct DERTests {
    let malformed = Problem("signing.malformed", .invalid)

    @Test("integers have their shortest form", arguments: [
        (0, "020100"), (1, "020101"), (127, "02017f"), (128, "02020080"), (256, "02020100"), (-1, "0201ff"), (-128, "020180"),
        (-129, "0202ff7f"), (.max, "02087fffffffffffffff"), (.min, "02088000000000000000"),
    ] as [(Int, String)])
    func integers(value: Int, hex: String) throws {
        #expect(DER.encode { $0.integer(value) }.hex == hex)
        var reader = try DER.Reader(try #require([UInt8](hex: hex)))
        #expect(try reader.integer() == value)
        try reader.finish()
    }

    @Test("a magnitude is never taken for a negative number", arguments: [
        ([0x80], "02020080"), ([0, 0, 1], "020101"), ([], "020100"),
    ] as [([UInt8], String)])
    func magnitudes(bytes: [UInt8], hex: String) {
        #expect(DER.encode { $0.integer(magnitude: bytes) }.hex == hex)
    }

    @Test("object identifiers", arguments: [
        ("1.2.156.10197.1.501", "06082a811ccf55018375"), ("1.2.840.10045.2.1", "06072a8648ce3d0201"),
        ("2.5.29.15", "0603551d0f"), ("2.999.3", "0603883703"),
    ])
    func identifiers(text: String, hex: String) throws {
        let oid = try #require(OID(text))
        #expect(DER.encode { $0.oid(oid) }.hex == hex)
        var reader = try DER.Reader(try #require([UInt8](hex: hex)))
        #expect(try reader.oid() == oid)
        #expect(oid.description == text)
    }

    @Test("texts that are no object identifiers", arguments: [
        "", "1", "3.1", "1.40", "1..2", "1.2.x", "1.2.-3", "1.2.99999999999999999999",
    ])
    func wrongIdentifiers(text: String) { #expect(OID(text) == nil) }

    @Test("times are read and written in UTC", arguments: [
        ("20250102030405Z", Int64(1_735_787_045_000)), ("19700101000000Z", 0),
        ("19691231235959Z", -1000), ("20240229120000Z", 1_709_208_000_000),
    ])
    func times(text: String, milliseconds: Int64) throws {
        let time = Timestamp(milliseconds: milliseconds)
        #expect(DER.encode { $0.generalizedTime(time) } == [0x18, 15] + Array(text.utf8))
        #expect(DER.time(Array(text.utf8)[...]) == time)
    }

    @Test("fractions of a second are read; impossible and local times are not", arguments: [
        ("20250102030405.5Z", Int64(1_735_787_045_500)), ("20250102030405.1239Z", 1_735_787_045_123), ("20250230030405Z", nil),
        ("20250102250405Z", nil), ("20250102030405", nil), ("20250102030405+0800", nil),
        ("202501020304Z", nil), ("20250102030405.Z", nil), ("", nil),
    ] as [(String, Int64?)])
    func oddTimes(text: String, milliseconds: Int64?) {
        #expect(DER.time(Array(text.utf8)[...])?.milliseconds == milliseconds)
    }

    @Test("the most distant times are written without a trap", arguments: [Int64.min, .max])
    func distantTimes(milliseconds: Int64) {
        #expect(DER.text(Timestamp(milliseconds: milliseconds)).utf8.count == 15)
    }

    @Test("every kind of value comes back in order")
    func allKinds() throws {
        let bytes = DER.encode { writer in
            writer.sequence {
                $0.boolean(true)
                $0.octetString([UInt8](repeating: 9, count: 300))
                $0.bitString([1, 2])
                $0.utf8String("印章")
                $0.ia5String("ES")
                $0.printableString("SM3 'x'")
                $0.explicit(0) { $0.integer(5) }
                $0.element(.implicit(1), [7])
            }
        }
        var reader = try DER.Reader(bytes), fields = try reader.sequence()
        try reader.finish()
        #expect(try fields.boolean())
        #expect(try fields.octetString().count == 300)
        #expect(try fields.bitString() == [1, 2])
        #expect(try fields.utf8String() == "印章")
        #expect(try fields.ia5String() == "ES")
        #expect(try fields.printableString() == "SM3 'x'")
        #expect(try fields.explicit(1) == nil)
        var inner = try #require(try fields.explicit(0))
        #expect(try inner.integer() == 5)
        #expect(try fields.integer(as: .implicit(1)) == 7)
        try fields.finish()
        #expect(throws: malformed) { try fields.element() }
    }

    @Test("forms that DER forbids are refused", arguments: [
        ("3080020100 0000", "an indefinite length"), ("02810101", "a long form of a short length"),
        ("0282000101", "a length with a leading zero"),
        ("0285000000000101", "a length of five bytes"), ("0284ffffffff01", "more bytes than there are"),
        ("02", "no length"), ("", "nothing"),
        ("02020001", "a padded integer"), ("0202ff80", "a padded negative integer"),
        ("0200", "an empty integer"), ("1f810100", "a long tag"),
    ])
    func forbidden(hex: String, what: String) throws {
        var reader = try DER.Reader([UInt8](hex: hex.filter { $0 != " " }) ?? [])
        #expect(throws: malformed, "\(what)") { try reader.integer() }
    }

    @Test("values with wrong content are refused")
    func wrongContent() throws {
        func read<Value>(_ hex: String, _ body: (inout DER.Reader) throws -> Value) throws -> Value {
            var reader = try DER.Reader([UInt8](hex: hex) ?? [])
            return try body(&reader)
        }
        #expect(throws: malformed) { try read("010101") { try $0.boolean() } }
        #expect(throws: malformed) { try read("0300") { try $0.bitString() } }
        #expect(throws: malformed) { try read("03020780") { try $0.bitString() } }
        #expect(throws: malformed) { try read("0c01ff") { try $0.utf8String() } }
        #expect(throws: malformed) { try read("160180") { try $0.ia5String() } }
        #expect(throws: malformed) { try read("13012a") { try $0.printableString() } }
        #expect(throws: malformed) { try read("0600") { try $0.oid() } }
        #expect(throws: malformed) { try read("06022a80") { try $0.oid() } }
        #expect(throws: malformed) { try read("0209010000000000000000") { try $0.integer() } }
    }

    @Test("nesting has a limit")
    func depth() throws {
        var bytes: [UInt8] = []
        for _ in 0..<40 { bytes = DER.encode { $0.element(.sequence, bytes) } }
        var reader = try DER.Reader(bytes)
        #expect(throws: malformed) { while true { reader = try reader.sequence() } }
    }

    @Test("random changes to a stamp never trap the reader", arguments: 0..<8)
    func mutations(seed: Int) throws {
        let stamp = try SealFixture().stamp().der, random = SeededRandom(seed: UInt64(seed))
        for _ in 0..<150 {
            var bytes = stamp
            for _ in 0...random.number(below: 3) { bytes[random.number(below: bytes.count)] = random.bytes(1)[0] }
            if random.number(below: 4) == 0 { bytes.removeLast(random.number(below: bytes.count)) }
            if var reader = try? DER.Reader(bytes) { try? walk(&reader) }
            if let parsed = try? SealSignature(der: bytes) { #expect(parsed.der == bytes) }
        }
    }

    /// Reads everything there is, in every way.
    private func walk(_ reader: inout DER.Reader) throws {
        while !reader.isAtEnd {
            var other = reader
            _ = try? other.integer()
            _ = try? other.generalizedTime()
            _ = try? other.oid()
            let element = try reader.element()
            guard element.tag.isConstructed else { continue }
            var inner = try element.opened()
            try walk(&inner)
        }
    }
}

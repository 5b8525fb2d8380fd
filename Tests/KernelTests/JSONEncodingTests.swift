import Foundation
import Kernel
import Testing

@Suite("Values as JSON") struct JSONEncodingTests {
    struct House: Codable, Hashable {
        enum Kind: String, Codable { case shop, flat }
        struct Room: Codable, Hashable { let name: String, area: Double?, doors: [Int] }

        var kind = Kind.shop
        var rooms = [Room(name: "厨房\n\"一\"", area: 30.5, doors: [1, -2]), Room(name: "", area: nil, doors: [])]
        var notes = ["b": "2", "a/b": "\u{1}"], flags = [true, false], count: UInt8 = 7, share: Float = 0.25
        var given: [String: JSON] = ["x": .object(["y": .array([.null, .number(1)])])]
        var nothing: String?
    }

    @Test("a value says what Foundation's encoder makes it say")
    func sameAsFoundation() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let theirs = String(decoding: try encoder.encode(House()), as: UTF8.self)
        #expect(try JSONText.encode(House()) == theirs)
        #expect(try JSONText.decode(House.self, from: theirs) == House())
    }

    @Test("whole numbers keep their digits")
    func wholeNumbers() throws {
        let numbers = [Int64.max, 1 << 53, -(1 << 53) - 1, .min, 0]
        let text = try JSONText.encode(numbers)
        #expect(text.hasPrefix("[9223372036854775807,9007199254740992,-9007199254740993,"))
        #expect(try JSONText.decode([Int64].self, from: text) == numbers)
        #expect(try JSONText.encode(UInt64.max) == "18446744073709551615")
    }

    @Test("a value alone, an empty one and nothing")
    func alone() throws {
        #expect(try JSONText.encode("开封") == "\"开封\"")
        #expect(try JSONText.encode([String: Int]()) == "{}")
        #expect(try JSONText.encode([Int]()) == "[]")
        #expect(try JSONText.encode(Int?.none) == "null")
        #expect(try JSONText.encode([1, nil, 3]) == "[1,null,3]")
    }

    @Test("what JSON has no word for is refused, with its place", arguments: [Double.nan, .infinity])
    func noWord(number: Double) {
        let error = #expect(throws: EncodingError.self) { try JSONText.encode(["a": ["b": number]]) }
        guard case .invalidValue(_, let context) = error else { return }
        #expect(context.codingPath.map(\.stringValue) == ["a", "b"])
    }

    /// Writes its parts in an order of its own, through containers that are open at the same time.
    struct Nested: Encodable {
        enum Keys: String, CodingKey { case inner, list, last }

        func encode(to encoder: any Encoder) throws {
            var outer = encoder.container(keyedBy: Keys.self)
            var list = outer.nestedUnkeyedContainer(forKey: .list)
            var inner = outer.nestedContainer(keyedBy: Keys.self, forKey: .inner)
            try outer.encode(3, forKey: .last)
            try list.encode("a")
            try inner.encodeNil(forKey: .last)
            var deeper = list.nestedContainer(keyedBy: Keys.self)
            try deeper.encode(true, forKey: .list)
            try "above".encode(to: outer.superEncoder())
        }
    }

    @Test("containers may be open side by side")
    func nested() throws {
        #expect(try JSONText.encode(Nested()) == #"{"inner":{"last":null},"last":3,"list":["a",{"list":true}],"super":"above"}"#)
    }
}

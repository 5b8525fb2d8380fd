import Foundation
import Kernel
import Testing

@Suite("JSON") struct JSONTests {
    @Test("numbers keep their digits, and are written as they are", arguments: [
        ("0", "0"), ("-0", "0"), ("1.0", "1"), ("0.10", "0.1"), ("1e2", "100"), ("1E+2", "100"), ("123456789012345", "123456789012345"),
        ("9007199254740993", "9007199254740993"), ("0.1234567890123456789", "0.1234567890123456789"), ("1e308", "1e+308"),
        ("1e400", "1e400"), ("-1e-400", "-1e-400"), ("18446744073709551616", "18446744073709551616"), ("5e-324", "5e-324"),
        ("0.30000000000000004", "0.30000000000000004"), ("12345678901234567890.5", "12345678901234567890.5"),
    ])
    func numbers(text: String, written: String) throws {
        let value = try JSON(parsing: text.utf8)
        #expect(value.encoded == written)
        #expect(try JSON(parsing: written.utf8) == value)
    }

    @Test("one number in two writings is one number", arguments: [
        ("1", "1.0"), ("100", "1e2"), ("0.5", "5e-1"), ("1e400", "10E+399"), ("9007199254740993", "9007199254740993.000"), ("0", "-0.0"),
        ("123456789012345678901234567890", "1.2345678901234567890123456789e29"),
    ])
    func sameNumbers(a: String, b: String) throws { #expect(try JSON(parsing: a.utf8) == JSON(parsing: b.utf8)) }

    @Test("numbers that a Double would take for one another are not the same")
    func differentNumbers() throws {
        let pairs = [("9007199254740992", "9007199254740993"), ("0.1", "0.10000000000000000001"), ("1e400", "1e401"), ("1", "true")]
        for (a, b) in pairs { #expect(try JSON(parsing: a.utf8) != JSON(parsing: b.utf8)) }
    }

    @Test("decimals are in order", arguments: [
        ("-1e400", "-1"), ("-2", "-1.5"), ("0", "1e-400"), ("0.1", "0.10000000000000000001"), ("9.99", "10"), ("1e400", "1.1e400"),
        ("-1", "0"),
        ("99999999999999999999", "100000000000000000000"),
    ])
    func order(small: String, large: String) throws {
        let small = try #require(ExactDecimal(small)), large = try #require(ExactDecimal(large))
        #expect(small < large && !(large < small) && small != large)
    }

    @Test("texts are read with their escapes", arguments: [
        (#""\u5f00\u5c01""#, "开封"), (#""\ud83d\udc32""#, "🐲"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""汉\u0000字""#, "汉\0字"),
        ("\"\u{7f}\"", "\u{7f}"),
    ])
    func texts(text: String, value: String) throws {
        #expect(try JSON(parsing: text.utf8) == .string(value))
        #expect(try JSON(parsing: JSON.string(value).encodedBytes) == .string(value))
    }

    @Test("texts are the same code point by code point")
    func composed() { #expect(JSON.string("\u{e9}") != JSON.string("e\u{301}")) }

    @Test("what isn't JSON is refused, with the place", arguments: [
        ("", .end, 0), (" ", .end, 1), ("[1", .end, 2), ("[1,]", .unexpected, 3), ("[1 2]", .unexpected, 3), ("{\"a\" 1}", .unexpected, 5),
        ("{a:1}", .unexpected, 1), ("{\"a\":1,}", .unexpected, 7), ("1 2", .surplus, 2), ("nul", .end, 3), ("nulL", .unexpected, 3),
        ("01", .number, 1), ("-", .number, 1), ("1.", .number, 2), (".5", .unexpected, 0), ("1e", .number, 2), ("+1", .unexpected, 0),
        ("NaN", .unexpected, 0), ("\"a", .end, 2), ("\"\\x\"", .escape, 3), ("\"\\u12g4\"", .escape, 5), ("\"\\ud800\"", .surrogate, 1),
        ("\"\\ud800\\u0041\"", .surrogate, 1), ("\"\\udc00\"", .surrogate, 1), ("\"a\nb\"", .control, 2),
        ("{\"a\":1,\"\\u0061\":2}", .repeatedName, 7), ("1e10000000", .numberTooLong, 10), ("-01", .number, 2), ("'a'", .unexpected, 0),
    ] as [(String, JSONFault.Reason, Int)])
    func refused(text: String, reason: JSONFault.Reason, offset: Int) {
        #expect(throws: JSONFault(reason: reason, offset: offset)) { try JSON(parsing: text.utf8) }
    }

    @Test("bytes that are not UTF-8 are refused", arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]])
    func encoding(bytes: [UInt8]) { #expect(throws: JSONFault(reason: .encoding, offset: 1)) { try JSON(parsing: bytes) } }

    @Test("a byte order mark is passed over")
    func mark() throws { #expect(try JSON(parsing: "\u{FEFF}[1]".utf8) == .array([.number(1)])) }

    @Test("limits hold: size, depth, digits")
    func limits() throws {
        var limits = JSONLimits()
        (limits.size, limits.depth, limits.numberLength) = (20, 2, 5)
        _ = try JSON(parsing: "[[12345]]".utf8, limits: limits)
        let long = "[\"" + String(repeating: "a", count: 20) + "\"]"
        let cases: [(String, JSONFault.Reason)] = [("[[[1]]]", .tooDeep), ("123456", .numberTooLong), (long, .tooLarge)]
        for (text, reason) in cases {
            do {
                _ = try JSON(parsing: text.utf8, limits: limits)
                Issue.record("\(text) was taken")
            } catch {
                #expect(error.reason == reason)
            }
        }
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONFault(reason: .tooDeep, offset: 256)) { try JSON(parsing: deep.utf8) }
    }

    @Test("the last of two members counts where that is allowed")
    func repeated() throws {
        var limits = JSONLimits()
        limits.allowsRepeatedNames = true
        #expect(try JSON(parsing: #"{"a":1,"a":2}"#.utf8, limits: limits) == .object(["a": .number(2)]))
    }

    @Test("the city's files are read as Foundation reads them")
    func files() throws {
        let folder = URL(filePath: #filePath).resolvingSymlinksInPath().appending(path: "../../../Data/kaifeng/items").standardized
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).filter { $0.hasSuffix(".json") }
        #expect(names.count > 50)
        for name in names {
            let bytes = try Data(contentsOf: folder.appending(path: name)), read = try JSON(parsing: bytes)
            #expect(try JSONDecoder().decode(JSON.self, from: bytes) == read, "\(name)")
            #expect(try JSON(parsing: read.encodedBytes) == read, "\(name)")
        }
    }

    @Test("a text is one line, with its names in order")
    func encoded() throws {
        let text = #"{"a":[1,2.5,true,null,{}],"b":"\"汉\\字\"\n\u0001","甲":[]}"#
        #expect(try JSON(parsing: text.utf8).encoded == text)
    }
}

@Suite("Values out of JSON") struct JSONTextTests {
    struct Sample: Codable, Equatable {
        struct Part: Codable, Equatable { let name: String, size: Int? }
        enum Kind: String, Codable { case large, small }

        let id: Int64, big: UInt64, ratio: Double, isOpen: Bool, kind: Kind, parts: [Part], notes: [String: [String]], any: JSON,
            more: [String: JSON]
        let missing: String?
    }

    static let sample = Sample(
        id: 9_007_199_254_740_993, big: .max, ratio: 0.1, isOpen: true, kind: .small,
            parts: [.init(name: "甲", size: nil), .init(name: "", size: 3)],
        notes: ["a": ["b"]], any: .object(["x": .null]), more: ["y": .array([.bool(false)])], missing: nil)

    @Test("what was written is read back, whole numbers of 64 bits among it")
    func round() throws {
        let text = try JSONText.encode(Self.sample)
        #expect(try JSONText.decode(Sample.self, from: text) == Self.sample)
        #expect(try JSONText.encode(JSONText.decode(JSON.self, from: text)) == text)
    }

    @Test("what doesn't fit is refused with its path", arguments: [
        (#"[{"name": "a"}, {"name": 1}]"#, "Index 1.name"), (#"[{"name": "a", "size": 1.5}]"#, "Index 0.size"), (#"[{}]"#, "Index 0"),
        (#"{}"#, ""), (#"[null]"#, "Index 0"), (#"[{"name": "a", "size": 1e30}]"#, "Index 0.size"), ("[", ""),
        (#"[{"name": "a"}, 1]"#, "Index 1"),
    ])
    func refused(text: String, path: String) {
        do {
            _ = try JSONText.decode([Sample.Part].self, from: text)
            Issue.record("taken")
        } catch let error as DecodingError {
            let context: DecodingError.Context? = switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context): context
            case .keyNotFound(_, let context), .dataCorrupted(let context): context
            @unknown default: nil
            }
            #expect(context?.codingPath.map(\.stringValue).joined(separator: ".") == path)
        } catch {
            Issue.record("\(error)")
        }
    }
}

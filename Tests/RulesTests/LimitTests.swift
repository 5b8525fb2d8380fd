import Foundation
@testable import Rules
import Testing

@Suite("Limits") struct LimitTests {
    static let limits: Limits = {
        var limits = Limits()
        (limits.steps, limits.listLength) = (300_000, 20_000)
        return limits
    }()

    /// A value of which each step is made twice of the one before: small to keep, endless to go through.
    private static func doublings(of first: String, _ next: String) -> String {
        let steps = (1...40).map { "x\($0): " + next.replacing("x", with: "x\($0 - 1)") }
        return "{x0: \(first), \(steps.joined(separator: ", "))}.x40"
    }

    /// Each of these would go on for ever, grow beyond the memory, or end the program.
    @Test("what runs away is stopped", arguments: [
        "{f: function(n) f(n + 1), r: f(1)}.r", "for a in 1..100000, b in 1..100000 return a", "count(for a in 1..1000000000 return a)",
        "for i in 1..100000 return [partial[-1]]", "for i in 1..100000 return partial", doublings(of: "[1, 1]", "[x, x]"),
        doublings(of: "\"0123456789\"", "x + x"), "every x in 1..10000000 satisfies every y in 1..10000000 satisfies true",
        "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a|aa|a*)*$\")",
        "sort(for x in 1..5000 return x, function(a, b) count(for y in 1..1000 return y) > 1)",
        "string(for i in 1..100000 return \"0123456789012345678901234567890123456789\")", "2 ** 999999999999",
        "{f: function(n) [f(n + 1)], r: f(1)}.r", "{f: function(n) sort([1, 2], function(a, b) f(n)), r: f(1)}.r",
        "{f: function(n) for x in [n], y in [n] return f(x), r: f(1)}.r", "{f: function(n) [1][f(n)], r: f(1)}.r",
        "{f: function(n) 1 in (f(n), {a: f(n)}), r: f(1)}.r", "{f: function(n) list replace([1], function(a, b) f(n), f(n)), r: f(1)}.r",
        "{f: function(n: list<number>) {b: f(n: n)}.b, r: f([1])}.r",
    ])
    func runaway(_ text: String) throws {
        let start = ContinuousClock.now
        let result = try FEEL(text, limits: Self.limits).evaluate()
        #expect(result.value.isNull, "\(result.value.kind)")
        #expect(!result.warnings.isEmpty)
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test("brackets, calls and signs go only so deep", arguments: [
        "(", "[", "{a:", "-", "not(", "if true then ", "for x in [1] return ", "function(a) ", "1+(", "a[", "x in (", "[1..a[",
        "x in ]1..(", "{a:[", "f(x:",
    ])
    func nesting(_ part: String) {
        #expect(throws: SyntaxError.self) { try FEEL(String(repeating: part, count: 1_000)) }
    }

    @Test("a sum of many parts is no nesting")
    func long() throws {
        let text = Array(repeating: "1", count: 300).joined(separator: " + ")
        #expect(try FEEL(text).evaluate().value == 300)
    }

    @Test("recursion to an ordinary depth works")
    func recursion() throws {
        #expect(try FEEL("{f: function(n) if n = 0 then 0 else 1 + f(n - 1), r: f(60)}.r").evaluate().value == 60)
    }

    @Test("no bytes trap or hang", .timeLimit(.minutes(5)))
    func fuzz() {
        var random = Random(state: 20_260_501)
        let deadline = ContinuousClock.now + .seconds(5)
        while ContinuousClock.now < deadline {
            RulesFuzz.feel(Array(random.expression().utf8))
            RulesFuzz.dmn(random.mutation(of: Array(YAMLTests.text.utf8)))
            RulesFuzz.dmn(random.mutation(of: Array(Fixtures.xml(Fixtures.input("x") + Fixtures.decision("d", random.expression())).utf8)))
        }
        #expect(random.count > 100)
    }
}

/// SplitMix64: the same texts on every run.
private struct Random {
    var state: UInt64
    private(set) var count = 0

    init(state: UInt64) { self.state = state }

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(bound))
    }

    private static let parts = [
        "1", "0", "-1", "1e6144", "\"a\"", "\"\\u4E2D\"", "a", "b", "c d", "item", "partial", "null", "true", "@\"2026-02-29\"",
        "@\"P1D\"", "@\"P99999999Y\"", "@\"23:59:59Z\"", " + ", " - ", " * ", " / ", " ** ", " < ", " = ", " in ", " and ", " or ",
        "..", "(", ")", "[", "]", "{", "}", ":", ",", ".", "?", "x", "if ", " then ", " else ", "for x in ", " return ",
        "some x in ", " satisfies ", "function(x) ", " instance of ", "number", "list<number>", " between ", "not(", "count(",
        "sort(", "string(", "date(", "substring(", "replace(", "split(", "range(", "duration(", "concatenate(", "sublist(",
        "decimal(", "time offset", ".year", "x", "date(999999999, 12, 31)", "9999999999",
    ]

    mutating func expression() -> String {
        count += 1
        return (0..<next(below: 24) + 1).map { _ in Self.parts[next(below: Self.parts.count)] }.joined()
    }

    mutating func mutation(of bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<next(below: 6) where !bytes.isEmpty {
            let place = next(below: bytes.count)
            switch next(below: 4) {
            case 0: bytes[place] = UInt8(next(below: 256))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(UInt8(next(below: 128)), at: place)
            default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + next(below: 60))], at: next(below: bytes.count))
            }
        }
        return bytes
    }
}

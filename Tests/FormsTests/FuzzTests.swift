import Forms
import Foundation
import Kernel
import Testing

@Suite("Bytes of any kind") struct FuzzTests {
    @Test("whatever is read as a schema, a form and an answer, it comes back", arguments: [1, 2, 3, 4])
    func mutations(seed: UInt64) throws {
        var random = Random(state: seed)
        let seeds = try Self.seeds()
        let clock = ContinuousClock(), start = clock.now
        for _ in 0..<400 where clock.now - start < .seconds(10) {
            var bytes = seeds[random.below(seeds.count)]
            for _ in 0...random.below(6) { Self.mutate(&bytes, seeds, &random) }
            FormTools.fuzz(bytes)
        }
        // A single input may take a second in the worst case; all of them may not hang.
        #expect(clock.now - start < .seconds(60))
    }

    private static func mutate(_ bytes: inout [UInt8], _ seeds: [[UInt8]], _ random: inout Random) {
        guard !bytes.isEmpty else { return }
        let place = random.below(bytes.count)
        switch random.below(12) {
        case 6...: graft(&bytes, seeds, &random)
        case 0: bytes[place] = UInt8(random.below(256))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: words[random.below(words.count)].utf8, at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + random.below(20)))
        case 4:
            let other = seeds[random.below(seeds.count)], start = random.below(other.count)
            bytes.insert(contentsOf: other[start..<min(other.count, start + random.below(40))], at: place)
        default: bytes[place] ^= 1 << UInt8(random.below(8))
        }
    }

    /// Puts a part of one text in the place of a part of another, so that what comes of it is still JSON.
    private static func graft(_ bytes: inout [UInt8], _ seeds: [[UInt8]], _ random: inout Random) {
        guard let stem = try? JSON(parsing: bytes), let donor = try? JSON(parsing: seeds[random.below(seeds.count)]) else { return }
        var part = donor
        while random.below(4) > 0, let below = pick(part, &random) { part = below.value }
        bytes = replaced(stem, with: part, depth: 20, &random).encodedBytes
    }

    private static func replaced(_ value: JSON, with part: JSON, depth: Int, _ random: inout Random) -> JSON {
        guard depth > 0, random.below(5) > 0, let below = pick(value, &random) else { return part }
        let changed = replaced(below.value, with: part, depth: depth - 1, &random)
        switch (value, below.step) {
        case (.object(var members), .name(let name)):
            members[name] = changed
            return .object(members)
        case (.array(var elements), .place(let place)):
            elements[place] = changed
            return .array(elements)
        default: return value
        }
    }

    private static func pick(_ value: JSON, _ random: inout Random) -> (step: FieldPath.Step, value: JSON)? {
        switch value {
        case .object(let members) where !members.isEmpty:
            let member = members.sorted { $0.key < $1.key }[random.below(members.count)]
            return (.name(member.key), member.value)
        case .array(let elements) where !elements.isEmpty:
            let place = random.below(elements.count)
            return (.place(place), elements[place])
        default: return nil
        }
    }

    private static let words = [
        "{}", "[]", "null", "true", "1e999", "-0", "\"\\u0000\"", "\"$ref\":\"#\"", ",", "\"", "\"pattern\":\"(a*)*b\"",
        "\"$dynamicRef\":\"#a\"",
        "\"unevaluatedItems\":false", "9007199254740993", "\"multipleOf\":1e-300", "\"$id\":\"x\"", "\"x-when\":{\"not\":{}}", "🐲",
        "\u{FEFF}",
    ]

    /// The form of the manual, and schemas of the tables with their first value.
    private static func seeds() throws -> [[UInt8]] {
        var seeds = [try foodPermitDefinition().encodedBytes]
        for name in ["references", "unevaluated", "objects", "lists", "values", "numbers", "optional/patterns"] {
            let groups = try JSON(parsing: Data(contentsOf: fixture("suite/\(name).json"))).array ?? []
            seeds += groups.compactMap(\.object).map { group in
                JSON.array([group["schema"] ?? .null, group["tests"]?.array?.first?.object?["data"] ?? .null]).encodedBytes
            }
        }
        return seeds
    }

    /// SplitMix64: the same bytes for the same seed.
    struct Random {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
        }
    }
}

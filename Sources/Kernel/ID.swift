/// A key of ours: 48 bits of time, 80 bits of chance, written in 26 characters that sort by time (the ULID form).
/// `Subject` only keeps the key of one thing from being used for another.
public struct ID<Subject>: Hashable, Sendable, Comparable {
    public let text: String

    /// Accepts 26 characters of Crockford's base 32, upper case; anything else is `nil`.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 26, text.utf8.allSatisfy(crockford.contains) else { return nil }
        self.text = String(text)
    }

    /// A new key.
    public init(at instant: Timestamp, _ random: some RandomSource) {
        let time = UInt64(clamping: instant.milliseconds)
        let chance = random.bytes(16)
        text = String(unsafeUninitializedCapacity: 26) { buffer in
            for place in 0..<10 { buffer[place] = crockford[Int(time >> UInt64(45 - 5 * place) & 31)] }
            for place in 0..<16 { buffer[10 + place] = crockford[Int(chance[place] & 31)] }
            return 26
        }
    }

    /// The least key that can be made at that instant: where a range of keys begins that is a range of time.
    public static func first(at instant: Timestamp) -> ID {
        ID(at: instant, NoChance())
    }

    /// When it was made.
    public var time: Timestamp {
        let digits = text.utf8.prefix(10).map { crockford.firstIndex(of: $0) ?? 0 }
        return Timestamp(milliseconds: digits.reduce(0) { $0 << 5 | Int64($1) })
    }

    /// A key read back from where we kept it.
    public init(trusted text: String) { self.text = text }

    public static func < (a: Self, b: Self) -> Bool { a.text < b.text }
}

extension ID: CustomStringConvertible, Codable {
    public var description: String { text }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = try ID(container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a key has 26 characters")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// Nothing but noughts.
private struct NoChance: RandomSource {
    func bytes(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }
}

private let crockford = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

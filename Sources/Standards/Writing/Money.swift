import Kernel

/// An amount in yuan renminbi, kept in whole fen so that no sum is ever rounded.
public struct Money: Hashable, Comparable, Sendable, Codable {
    public let fen: Int64

    public init(fen: Int64) { self.fen = fen }

    /// Reads `1234.5`, `1,234.50` or `¥1,234.50`, a minus sign before it; `nil` for anything else or for what is too large.
    public init?(_ text: some StringProtocol) {
        let trimmed = text.trimmed, negative = trimmed.rest(after: "-"), signed = negative ?? trimmed
        let parts = (signed.rest(after: "¥") ?? signed.rest(after: "￥") ?? signed).split(at: ".")
        guard (1...2).contains(parts.count), let yuan = Self.yuan(parts[0]), let cents = Self.cents(parts.dropFirst().first) else {
            return nil
        }
        let (product, overflow) = yuan.multipliedReportingOverflow(by: 100)
        let (sum, more) = product.addingReportingOverflow(cents)
        guard !overflow, !more else { return nil }
        fen = negative == nil ? sum : -sum
    }

    /// `1,234.50`
    public var description: String {
        let (yuan, cents) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
        let digits = Array(String(yuan))
        let grouped = digits.enumerated().map { place, digit in
            place > 0 && (digits.count - place).isMultiple(of: 3) ? ",\(digit)" : "\(digit)"
        }
        return "\(fen < 0 ? "-" : "")\(grouped.joined()).\(padded(cents, 2))"
    }

    /// `1,234.50元`
    public var chinese: String { "\(description)元" }

    /// The sum, or `nil` when it is too large.
    public func adding(_ other: Money) -> Money? {
        let (sum, overflow) = fen.addingReportingOverflow(other.fen)
        return overflow ? nil : Money(fen: sum)
    }

    public static func < (a: Self, b: Self) -> Bool { a.fen < b.fen }

    /// Whole yuan; commas must part groups of three.
    private static func yuan(_ text: String) -> Int64? {
        let groups = text.split(at: ",")
        let areThousands = (1...3).contains(groups[0].utf8.count) && groups.dropFirst().allSatisfy { $0.utf8.count == 3 }
        return groups.count == 1 || areThousands ? number(groups.joined()) : nil
    }

    /// One or two digits after the point, or no point at all.
    private static func cents(_ text: String?) -> Int64? {
        guard let text else { return 0 }
        guard (1...2).contains(text.utf8.count) else { return nil }
        return number(text.utf8.count == 1 ? "\(text)0" : text)
    }

    private static func number(_ digits: String) -> Int64? {
        digits.unicodeScalars.allSatisfy(Alphabet.digits.contains) ? Int64(digits) : nil
    }
}

extension Money: CustomStringConvertible {
    public init(from decoder: any Decoder) throws { self.init(fen: try decoder.singleValueContainer().decode(Int64.self)) }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(fen)
    }
}

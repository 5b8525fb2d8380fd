/// A decimal number as it was written, with every digit: `digits` times ten to the power of `exponent`. Each number has one
/// writing only, since zeros at either end are left off: 1.50 is 15 and -1; nought is no digits and 0.
public struct ExactDecimal: Hashable, Sendable {
    public let isNegative: Bool
    /// Without zeros at either end; empty for nought.
    public let digits: String
    public let exponent: Int

    public init(isNegative: Bool, digits: some StringProtocol, exponent: Int) {
        let significant = digits.drop { $0 == "0" }
        let trailing = significant.reversed().prefix { $0 == "0" }.count
        self.digits = String(significant.dropLast(trailing))
        self.isNegative = isNegative && !self.digits.isEmpty
        self.exponent = self.digits.isEmpty ? 0 : exponent + trailing
    }

    /// The shortest decimal that means this Double; `nil` for what is not a number or is infinite.
    public init?(_ double: Double) {
        guard double.isFinite else { return nil }
        self.init(double.description)
    }

    /// Reads what JSON calls a number, such as `-12.50e3`. `nil` for anything else, and for an exponent beyond six figures.
    public init?(_ text: String) {
        let isNegative = text.utf8.first == UInt8(ascii: "-")
        let halves = text.dropFirst(isNegative ? 1 : 0).split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        let parts = halves[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isDigits: (Substring) -> Bool = { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
        guard parts.allSatisfy(isDigits) else { return nil }
        var exponent = 0
        if halves.count > 1 {
            guard halves[1].utf8.count <= 8, let power = Int(halves[1]), power.magnitude < 1_000_000 else { return nil }
            exponent = power
        }
        let fraction = parts.count > 1 ? parts[1] : ""
        self.init(isNegative: isNegative, digits: parts[0] + fraction, exponent: exponent - fraction.utf8.count)
    }

    /// The nearest Double, which may be infinite.
    public var double: Double { Double("\(isNegative ? "-" : "")\(digits.isEmpty ? "0" : digits)e\(exponent)") ?? .infinity }

    public var isInteger: Bool { exponent >= 0 }
}

extension ExactDecimal: Comparable {
    public static func < (a: Self, b: Self) -> Bool {
        if a.isNegative != b.isNegative { return a.isNegative }
        return a.isNegative ? b.isSmaller(than: a) : a.isSmaller(than: b)
    }

    /// Compares magnitudes: first where the point stands, then digit by digit.
    private func isSmaller(than other: Self) -> Bool {
        if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
        let mine = exponent + digits.utf8.count, theirs = other.exponent + other.digits.utf8.count
        return mine == theirs ? digits.utf8.lexicographicallyPrecedes(other.digits.utf8) : mine < theirs
    }
}

extension ExactDecimal: CustomStringConvertible {
    /// As JSON writes it: in full while that is short, otherwise with an exponent.
    public var description: String {
        let sign = isNegative ? "-" : ""
        switch exponent {
        case _ where digits.isEmpty: return "0"
        case 0...40: return sign + digits + String(repeating: "0", count: exponent)
        case -40 ..< 0:
            let padded = String(repeating: "0", count: max(0, 1 - exponent - digits.utf8.count)) + digits
            return "\(sign)\(padded.dropLast(-exponent)).\(padded.suffix(-exponent))"
        default: return "\(sign)\(digits)e\(exponent)"
        }
    }
}

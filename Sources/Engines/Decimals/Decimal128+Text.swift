import CDecimal

extension Decimal128: LosslessStringConvertible, Codable {
    /// Reads `12`, `-0.50`, `.5`, `1.2e-7`; anything else, and what is too great for 34 digits and an exponent of 6144, is `nil`.
    public init?(_ text: String) {
        guard text.utf8.count <= 6_200, Self.isNumeral(text) else { return nil }
        var flags: UInt32 = 0
        var copy = Array(text.utf8CString)
        self.init(finite: __bid128_from_string(&copy, Rounding.halfEven.code, &flags))
    }

    /// In full, without an exponent: 1.20, 0.000001, 12300.
    public var description: String {
        let (isSigned, digits, exponent) = parts
        let sign = isSigned && digits != "0" ? "-" : ""
        if exponent >= 0 { return sign + digits + (digits == "0" ? "" : String(repeating: "0", count: exponent)) }
        let missing = -exponent - digits.utf8.count
        if missing >= 0 { return "\(sign)0.\(String(repeating: "0", count: missing))\(digits)" }
        return "\(sign)\(digits.dropLast(-exponent)).\(digits.suffix(-exponent))"
    }

    /// The digits and the power of ten they stand at; the library writes `+123E-2`.
    private var parts: (isSigned: Bool, digits: String, exponent: Int) {
        var flags: UInt32 = 0
        let written = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer -> String in
            buffer.initialize(repeating: 0)
            __bid128_to_string(buffer.baseAddress, c, &flags)
            return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        let halves = written.dropFirst().split(separator: "E")
        let digits = halves.first.map(String.init) ?? "0"
        return (written.hasPrefix("-"), digits, halves.count > 1 ? Int(halves[1]) ?? 0 : 0)
    }

    private static func isNumeral(_ text: String) -> Bool {
        var rest = text.utf8[...]
        if rest.first == 0x2D || rest.first == 0x2B { rest = rest.dropFirst() }
        let whole = rest.prefix { (48...57).contains($0) }
        rest = rest.dropFirst(whole.count)
        var fraction = 0
        if rest.first == 0x2E {
            fraction = rest.dropFirst().prefix { (48...57).contains($0) }.count
            if fraction == 0 { return false }
            rest = rest.dropFirst(1 + fraction)
        }
        guard whole.count + fraction > 0 else { return false }
        guard rest.first == 0x65 || rest.first == 0x45 else { return rest.isEmpty }
        rest = rest.dropFirst()
        if rest.first == 0x2D || rest.first == 0x2B { rest = rest.dropFirst() }
        return (1...9).contains(rest.count) && rest.allSatisfy { (48...57).contains($0) }
    }

    /// Kept as text, so that no reader rounds it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let number = Decimal128(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a decimal number")
        }
        self = number
    }
}

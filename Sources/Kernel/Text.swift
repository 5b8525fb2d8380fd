extension StringProtocol {
    /// Without white space at both ends, full-width space included.
    public var trimmed: String {
        // Most texts have nothing to be cut off, and begin and end in ASCII.
        let visible = Unicode.Scalar("!")..."~"
        if let first = unicodeScalars.first, let last = unicodeScalars.last, visible ~= first, visible ~= last { return String(self) }
        let isBlank: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace || $0 == "\u{FEFF}" }
        let inside = Substring(self).unicodeScalars.drop(while: isBlank)
        guard let last = inside.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(inside[...last])
    }
}

extension Collection<UInt8> {
    /// Lower-case hexadecimal. Every request and every act asks for some, so callers get a copy made for their type.
    @inlinable public var hex: String {
        String(unsafeUninitializedCapacity: 2 * count) { buffer in
            var place = 0
            for byte in self {
                (buffer[place], buffer[place + 1]) = (hexDigit(byte >> 4), hexDigit(byte & 15))
                place += 2
            }
            return place
        }
    }
}

@inlinable func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }

extension Array<UInt8> {
    /// Bytes from hexadecimal of either case, or `nil`.
    public init?(hex: some StringProtocol) {
        let digits = hex.utf8.map { byte -> UInt8? in
            switch byte {
            case 48...57: byte - 48
            case 65...70: byte - 55
            case 97...102: byte - 87
            default: nil
            }
        }
        guard digits.count.isMultiple(of: 2), !digits.contains(nil) else { return nil }
        self = stride(from: 0, to: digits.count, by: 2).map { digits[$0]! << 4 | digits[$0 + 1]! }
    }
}

/// How personal data is shown to those who need not see it whole (脱敏).
public enum Mask {
    /// 李晓梅 → 李*梅, 李梅 → 李*
    public static func name(_ name: String) -> String {
        let letters = Array(name)
        switch letters.count {
        case 0: return ""
        case 1: return "*"
        case 2: return "\(letters[0])*"
        default: return "\(letters[0])\(String(repeating: "*", count: letters.count - 2))\(letters[letters.count - 1])"
        }
    }

    /// 410202199003077814 → 4102**********7814; shorter numbers keep a quarter at each end.
    public static func number(_ number: String) -> String {
        let letters = Array(number)
        let shown = Swift.min(4, letters.count / 4)
        return String(letters.prefix(shown)) + String(repeating: "*", count: letters.count - 2 * shown) + String(letters.suffix(shown))
    }

    /// 13812345678 → 138****5678
    public static func mobile(_ mobile: String) -> String {
        mobile.count == 11 ? "\(mobile.prefix(3))****\(mobile.suffix(4))" : number(mobile)
    }
}

import Kernel

/// 行政区划代码 of twelve digits: 2 province, 2 city, 2 county (GB/T 2260), 3 town (GB/T 10114), 3 village.
/// Two series exist below the county, the statistical and the civil-affairs one; they must never be joined by number.
public struct RegionCode: StandardCode {
    public enum Level: Int, Sendable, Codable, CaseIterable, Comparable {
        case province = 1, city, county, town, village

        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

        /// How many of the twelve digits say it.
        var width: Int { [2, 4, 6, 9, 12][rawValue - 1] }
    }

    public let text: String
    public let level: Level

    /// Takes 12 digits, or the short forms of 6 and 9. Throws `region.length`, `region.character` or `region.province`.
    public init(checking text: String) throws(StandardError) {
        let given = text.trimmed.unicodeScalars.count
        let digits = try text.normalised("region", length: given == 6 || given == 9 ? given : 12, .digits)
        guard !digits.begins(with: "00") else { throw StandardError("region.province") }
        self.init(significant: digits)
    }

    /// The region one level up; a town that lies directly under a city has the city. `nil` for a province.
    public var parent: RegionCode? {
        guard let above = Level(rawValue: level.rawValue - 1) else { return nil }
        return RegionCode(significant: text.part(0..<above.width))
    }

    /// Whether that region is this one or lies within it.
    public func contains(_ other: RegionCode) -> Bool { other.text.begins(with: prefix) }

    /// The digits that every code within begins with: `4102` for the city 410200000000.
    public var prefix: String { text.part(0..<level.width) }

    /// The six digits of GB/T 2260, as forms and older systems write a region.
    public var six: String { text.part(0..<6) }

    private init(significant digits: String) {
        let whole = digits.padding(to: 12)
        let isZero: (Range<Int>) -> Bool = { whole.part($0).utf8.allSatisfy { $0 == UInt8(ascii: "0") } }
        text = whole
        level = if !isZero(9..<12) { .village } else if !isZero(6..<9) { .town } else if !isZero(4..<6) { .county }
            else if !isZero(2..<4) { .city } else { .province }
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: "0", count: Swift.max(0, width - utf8.count)) }
}

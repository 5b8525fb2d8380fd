/// An administrative division (行政区划), from the city down to the village.
public struct Region: Sendable, Codable, Hashable, Identifiable {
    public enum Level: String, Sendable, Codable, CaseIterable, Comparable {
        case city, county, town, village

        /// How far below the city: 0 ... 3.
        public var depth: Int {
            switch self {
            case .city: 0
            case .county: 1
            case .town: 2
            case .village: 3
            }
        }

        public static func < (a: Self, b: Self) -> Bool { a.depth < b.depth }
    }

    /// Where a row of the published series stands. Villages were last published in 2016, so some have lost their town since.
    public enum Status: String, Sendable, Codable, CaseIterable {
        case current
        /// A village of the older edition; its town is unchanged.
        case snapshot
        /// A village of the older edition whose town was renamed, merged or recoded; `parent` is the town of today.
        case moved = "snapshot-moved"
        /// A town without a successor, kept as the parent of its villages.
        case historic
        /// A community that exists only in the statistics (虚拟村).
        case dummy
    }

    /// Twelve digits of the statistical series. Below the county it must not be joined with the ministry's by number.
    public let code: String
    public let name: String
    public let level: Level
    /// `nil` for the city.
    public let parent: String?
    /// 市辖区, 县, 街道, 镇, 乡, 居委会, 村委会 ...
    public let type: String
    /// The edition that the row was taken from: `NBS-2022-10-31`.
    public let edition: String
    public let status: Status
    /// The code of the same town in the series of the Ministry of Civil Affairs (民政部), where there is one.
    public let ministryCode: String?

    public var id: String { code }

    /// Whether people can be asked to choose it: statistics' own communities are left out.
    public var isOffered: Bool { status != .dummy }

    public init(code: String, name: String, level: Level, parent: String?, type: String,
                edition: String = "", status: Status = .current, ministryCode: String? = nil) {
        (self.code, self.name, self.level, self.parent, self.type) = (code, name, level, parent, type)
        (self.edition, self.status, self.ministryCode) = (edition, status, ministryCode)
    }
}

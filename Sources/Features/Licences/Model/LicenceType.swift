import Kernel

/// A type of licence (证照类型): what it is called, who defines it, how long it is good for, what stands on its face.
public struct LicenceType: Sendable, Codable, Hashable {
    public struct Field: Sendable, Codable, Hashable {
        public let key: String
        public let label: String
        public let labelEn: String?
    }

    public struct Validity: Sendable, Codable, Hashable {
        public let years: Int?
        public let months: Int?
    }

    public struct Layout: Sendable, Codable, Hashable {
        public let title: String
        /// `landscape` or `portrait`.
        public let orientation: String
        /// `#rrggbb`: the colour of the frame and the title.
        public let accent: String
    }

    /// 证照类型代码, 21 characters.
    public let code: String
    public let name: String
    public let nameEn: String?
    /// `person`, `legal` or `either`.
    public let holder: String
    public let definedBy: String
    public let definedByCode: String
    /// `nil`: without end.
    public let validity: Validity?
    /// 证照 or 批文.
    public let category: String
    /// 照面 fields beyond those that every licence has.
    public let fields: [Field]
    public let layout: Layout

    public func name(english: Bool) -> String { english ? nameEn ?? name : name }

    /// The last day on which a licence issued on this day is good; `nil` when it has no end.
    public func validUntil(from day: LocalDate) -> LocalDate? {
        guard let validity else { return nil }
        let end = day.adding(months: (validity.years ?? 0) * 12 + (validity.months ?? 0))
        // The day of issue counts, so the day before the corresponding one is the last; a month that has none is used to its end.
        return end.day == day.day ? end.adding(days: -1) : end
    }
}

/// All types of the city (`licence-types.json`), by code.
public struct LicenceTypes: Sendable {
    public let all: [LicenceType]
    private let byCode: [String: LicenceType]

    /// - Throws: `licence.types` when the list can't be read or names a code twice.
    public init(json: [UInt8]) throws {
        all = try JSONText.decode([LicenceType].self, from: json)
        byCode = Dictionary(all.map { ($0.code, $0) }) { first, _ in first }
        guard byCode.count == all.count else { throw Problem("licence.types", .fault, reason: "a type code stands twice") }
    }

    public subscript(code: String) -> LicenceType? { byCode[code] }
}

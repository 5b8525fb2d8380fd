/// 申请材料: one row of an item's list of materials.
public struct Material: Sendable, Codable, Hashable {
    /// 必要性
    public enum Need: String, Sendable, Codable {
        case required, optional
        /// 容缺后补: acceptance doesn't wait for it.
        case deferrable
    }

    /// How the applicant gives it.
    public enum How: String, Sendable, Codable {
        case upload
        /// 免提交: the government has it.
        case exempt
        /// 告知承诺: a signed promise stands in for it.
        case commit
    }

    public let key: String
    public let name: String
    public let nameEn: String?
    public internal(set) var need: Need
    public let how: How
    /// 来源渠道: `applicant`, `government` or `licence`.
    public let source: String
    /// Where the government has it from, in words.
    public let sourceNote: String?
    public let licenceType: String?
    public let formats: [String]?
    public let maxMB: Int?
    /// Why it is asked for.
    public let why: String
    public let basis: String?
    /// A sample file, below the city's `samples/`.
    public let sample: String?
}

extension Material {
    public func name(english: Bool) -> String { english ? nameEn ?? name : name }

    /// Endings that an upload may have.
    public var acceptedFormats: [String] { formats ?? ["pdf", "jpg", "png", "ofd"] }

    /// The largest upload, in bytes.
    public var maxBytes: Int { min(maxMB ?? 20, 100) * 1_048_576 }

    /// Whether the case can't be submitted without it.
    public var mustBeUploaded: Bool { how == .upload && need == .required }
}

import Kernel

/// One published version of an item: what the public reads, and what a case keeps for as long as it runs.
public struct PublishedItem: Sendable, Hashable {
    public let item: ServiceItem
    /// 事项版本: + 1 at each publication.
    public let version: Int
    public let publishedAt: Timestamp

    public var code: String { item.code }
}

/// 人生大事, 企业一生: an occasion in the life of a person or an enterprise, and the items it takes.
public struct LifeEvent: Sendable, Codable, Hashable {
    public let key: String
    public let name: String
    public let nameEn: String?
    /// `person` or `enterprise`.
    public let group: String
    public let icon: String
    /// Slugs of its items.
    public let items: [String]

    public func name(english: Bool) -> String { english ? nameEn ?? name : name }
}

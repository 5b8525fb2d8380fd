import Forms
import Kernel
import Rules
import Workflow

/// One published version of an item: what the public reads, and what a case keeps for as long as it runs.
public struct PublishedItem: Sendable {
    public let item: ServiceItem
    /// 事项版本: + 1 at each publication.
    public let version: Int
    public let publishedAt: Timestamp
    private let handling: ItemHandling

    /// - Parameter plain: the form of an item that has none of its own.
    public init(item: ServiceItem, version: Int, publishedAt: Timestamp, plain: Form) {
        (self.item, self.version, self.publishedAt, handling) = (item, version, publishedAt, ItemHandling(item, plain: plain))
    }

    public var code: String { item.code }

    /// 申请表: the item's own, or the city's plain one.
    /// - Throws: `schema…`, `layout…` when what was published can't be read any more.
    public var form: Form { get throws(Problem) { try handling.form.value.get() } }

    /// What depends on the situation; `nil` when nothing does.
    /// - Throws: `rules…` when what was published can't be read any more.
    public var rules: DecisionModel? { get throws(Problem) { try handling.rules.value.get() } }

    /// What follows from the situation, by those rules.
    public var decisions: ItemDecisions { handling.decisions.value }

    /// 办理流程
    /// - Throws: `workflow…` when what was published can't be read any more.
    public var procedure: ProcessDefinition { get throws(Problem) { try handling.procedure.value.get() } }
}

extension PublishedItem: Hashable {
    public static func == (one: PublishedItem, other: PublishedItem) -> Bool { one.version == other.version && one.item == other.item }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(version)
    }
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

import Organisations

/// The whole published catalogue at one moment, in memory, with its indexes: what every page of the portal reads.
/// A new publication makes a new snapshot; whoever holds the old one is undisturbed.
public final class CatalogueSnapshot: Sendable {
    /// All items that may be applied for, by name.
    public let items: [PublishedItem]
    public let lifeEvents: [LifeEvent]
    private let bySlug: [String: PublishedItem]
    private let byCode: [String: PublishedItem]
    private let byBody: [String: [PublishedItem]]
    private let byTheme: [String: [PublishedItem]]
    private let index: SearchIndex

    init(items: [PublishedItem], lifeEvents: [LifeEvent], bodies: [String: Body]) {
        self.items = items.sorted { $0.item.name < $1.item.name }
        self.lifeEvents = lifeEvents
        bySlug = Dictionary(items.map { ($0.item.slug, $0) }) { _, last in last }
        byCode = Dictionary(items.map { ($0.code, $0) }) { _, last in last }
        byBody = Dictionary(grouping: self.items) { $0.item.body }
        byTheme = self.items.reduce(into: [:]) { themes, item in
            for theme in item.item.themes { themes[theme, default: []].append(item) }
        }
        index = SearchIndex(self.items.map { item in
            let item = item.item
            let names = [(item.name, 10.0), (item.plain, 3.0), (bodies[item.body]?.name ?? "", 2.0), (item.nameEn ?? "", 6.0)]
            let texts = names + item.keywords.map { ($0, 8.0) } + item.themes.map { ($0, 4.0) }
            return SearchIndex.Entry(key: item.slug, texts: texts.map { (text: $0.0, weight: $0.1) })
        })
    }

    public func item(slug: String) -> PublishedItem? { bySlug[slug] }
    public func item(code: String) -> PublishedItem? { byCode[code] }
    public func items(of body: String) -> [PublishedItem] { byBody[body] ?? [] }
    public func items(theme: String) -> [PublishedItem] { byTheme[theme] ?? [] }
    public func lifeEvent(_ key: String) -> LifeEvent? { lifeEvents.first { $0.key == key } }
    public func items(lifeEvent: LifeEvent) -> [PublishedItem] { lifeEvent.items.compactMap { bySlug[$0] } }

    /// Codes of the bodies that offer anything, the busiest first.
    public var bodiesWithItems: [(body: String, count: Int)] {
        byBody.map { (body: $0.key, count: $0.value.count) }.sorted { ($1.count, $0.body) < ($0.count, $1.body) }
    }

    /// Found by words, everyday words, pinyin or initials, best first.
    public func search(_ query: String, limit: Int = 20) -> [PublishedItem] {
        index.find(query, limit: limit).compactMap { bySlug[$0] }
    }
}

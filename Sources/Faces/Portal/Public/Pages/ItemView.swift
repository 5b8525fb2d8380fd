import Catalogue
import Hummingbird
import Kernel
import Organisations
import Web

/// An item as a row of a list.
struct ItemView: Sendable {
    let path: String
    let name: String
    let plain: String
    let body: String
    let limit: String
    let tags: [TagView]

    init(_ published: PublishedItem, _ context: TongbanContext, _ directory: OrganisationDirectory) {
        let item = published.item
        path = "/guide/\(item.slug)"
        name = item.name(english: context.isEnglish)
        plain = item.plain(english: context.isEnglish)
        body = directory.name(ofBody: item.body, english: context.isEnglish)
        limit = item.limitWords(context)
        tags = item.tags(context)
    }
}

extension ServiceItem {
    /// 当场办好, or: 承诺 3 个工作日.
    func limitWords(_ context: TongbanContext) -> String {
        isImmediate ? context.text("portal.limit.immediate") : context.text("portal.limit.promised", ["limit": context.words(promised)])
    }

    /// What is good to know at a glance: 全程网办, 最多跑一次, 全市通办.
    func tags(_ context: TongbanContext) -> [TagView] {
        if online, visits == 0 { return [TagView(context.text("portal.tag.online"), .green)] }
        let visit = TagView(context.text(visits <= 1 ? "portal.tag.once" : "portal.tag.counter"))
        return online ? [TagView(context.text("portal.tag.partly"), .green), visit] : [visit]
    }
}

extension [PublishedItem] {
    /// The stretch after the item of that slug; a slug that is no longer in the list begins from its head.
    func page(after slug: String?, limit: Int) -> Page<PublishedItem> {
        let start = firstIndex { $0.item.slug == slug }.map { $0 + 1 } ?? 0
        return Page(Array(self[start...].prefix(limit + 1)), limit: limit) { $0.item.slug }
    }
}

extension CatalogueSnapshot {
    /// Items with a form of their own are the ones worked out for doing on line: they stand on the front page.
    var popular: [PublishedItem] { Array(items.lazy.filter { $0.item.form != nil }.prefix(6)) }

    /// The first of an item's everyday words names it best.
    func hotWords(_ context: TongbanContext) -> [LinkView] {
        popular.map { published in
            let item = published.item
            return LinkView(context.isEnglish ? item.name(english: true) : item.keywords.first ?? item.name, "/guide/\(item.slug)")
        }
    }
}

/// A life event as a tile.
struct EventTile: Sendable {
    let path: String
    let name: String
    let icon: String
    let count: Int

    init(_ event: LifeEvent, _ context: TongbanContext) {
        path = "/life-events/\(event.key)"
        name = event.name(english: context.isEnglish)
        icon = "icon/\(Self.icons[event.icon] ?? "star")"
        count = event.items.count
    }

    /// The data name the thing in the picture; our icons are named by what they stand for.
    private static let icons = [
        "person": "birth", "cap": "school", "briefcase": "work", "rings": "marriage", "house": "house", "medical": "doctor",
        "clock": "retire", "memorial": "afterlife", "building": "open-business", "fork": "restaurant", "works": "construction",
        "people": "hiring", "roof": "property", "leaf": "environment", "yuan": "tax", "cross": "close-business",
    ]
}

/// A body as a row of a list: who, how to reach it, how many items.
struct BodyView: Sendable {
    let path: String
    let name: String
    let address: String
    let phone: String
    let hours: String
    let count: Int
    let hasItems: Bool

    init(_ body: Body, count: Int, english: Bool) {
        path = "/departments/\(body.code)"
        (name, address, phone, hours) = (body.name(english: english), body.address, body.phone, body.hours)
        (self.count, hasItems) = (count, count > 0)
    }
}

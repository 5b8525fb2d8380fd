import Catalogue
import Hummingbird
import Organisations
import Web

/// What was found.
struct SearchPage: Sendable {
    static let most = 30

    let search: [String: String]
    let hasQuery: Bool
    let items: [ItemView]
    let hasItems: Bool
    let isNothing: Bool
    let isCut: Bool
    let found: String
    let events: [LinkView]
    let hasEvents: Bool
    let bodies: [LinkView]
    let hasBodies: Bool
    let hot: [LinkView]

    init(_ query: String, _ catalogue: CatalogueSnapshot, _ context: TongbanContext, _ directory: OrganisationDirectory) {
        let english = context.isEnglish
        search = [
            "path": "/search", "label": context.text("portal.search.label"), "value": query,
            "placeholder": context.text("portal.search.placeholder"), "suggest": "/search/suggest",
        ]
        items = query.isEmpty ? [] : catalogue.search(query, limit: Self.most).map { ItemView($0, context, directory) }
        let matches: (String) -> Bool = { !query.isEmpty && $0.lowercased().contains(query.lowercased()) }
        events = catalogue.lifeEvents.map { LinkView($0.name(english: english), "/life-events/\($0.key)") }.filter { matches($0.label) }
        let named = directory.bodies.map { LinkView($0.name(english: english), "/departments/\($0.code)") }
        bodies = Array(named.filter { matches($0.label) }.prefix(6))
        (hasEvents, hasBodies) = (!events.isEmpty, !bodies.isEmpty)
        (hasQuery, hasItems, isNothing, isCut) = (!query.isEmpty, !items.isEmpty, !query.isEmpty && items.isEmpty, items.count == Self.most)
        found = context.text("portal.search.found", ["query": query, "count": "\(items.count)"])
        hot = catalogue.hotWords(context)
    }
}

import Catalogue
import Hummingbird
import Kernel
import Organisations
import Web

/// All items, narrowed by what is asked for.
struct ItemsController: Sendable {
    let parts: PortalParts

    func add(to router: Router<TongbanContext>) {
        router.get("/items") { _, context in
            let filter = ItemFilter(context.query)
            let page = ItemsPage(filter, parts.catalogue.current, context, parts.organisations.directory)
            return try context.page("portal/items", title: context.text("portal.items.title"), page, at: "items")
        }
    }
}

/// What a reader of the list asks for, as the address carries it.
struct ItemFilter: Sendable {
    static let pageSize = 20

    let theme: String, body: String, type: String, object: String
    let isOnline: Bool, isImmediate: Bool
    /// The slug of the last item of the page before.
    let after: String?

    init(_ query: FormInput) {
        (theme, body, type, object) = (query["theme"], query["body"], query["type"], query["object"])
        (isOnline, isImmediate) = (query["online"] == "1", query["immediate"] == "1")
        after = query["after"].isEmpty ? nil : query["after"]
    }

    /// The list's address with these filters and without the place in it.
    var path: String {
        let wanted = [("theme", theme), ("body", body), ("type", type), ("object", object), ("online", isOnline ? "1" : ""),
                      ("immediate", isImmediate ? "1" : "")].filter { !$0.1.isEmpty }
        return wanted.isEmpty ? "/items" : "/items?" + wanted.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&")
    }

    var isNarrowed: Bool { path != "/items" }

    func takes(_ item: ServiceItem) -> Bool {
        (theme.isEmpty || item.themes.contains(theme)) && (body.isEmpty || item.body == body) && (type.isEmpty || item.type == type)
            && (object != "person" || item.servesPersons) && (object != "legal" || item.servesLegalPersons)
            && (!isOnline || item.online) && (!isImmediate || item.isImmediate)
    }

    /// The items of this page, in the catalogue's order, and how many there are in all.
    func page(of catalogue: CatalogueSnapshot) -> (page: Page<PublishedItem>, total: Int) {
        let all = catalogue.items.filter { takes($0.item) }
        return (all.page(after: after, limit: Self.pageSize), all.count)
    }
}

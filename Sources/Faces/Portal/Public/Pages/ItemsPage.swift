import Catalogue
import Hummingbird
import Kernel
import Organisations
import Web

/// The list of items with its filters.
struct ItemsPage: Sendable {
    struct Select: Sendable {
        struct Option: Sendable { let value: String, label: String, isChosen: Bool }

        let name: String
        let label: String
        let options: [Option]
    }

    struct Tick: Sendable { let name: String, label: String, isChosen: Bool }

    let crumbs: [LinkView]
    let selects: [Select]
    let ticks: [Tick]
    let items: [ItemView]
    let hasItems: Bool
    let isNarrowed: Bool
    let total: Int
    let pager: PagerView

    init(_ filter: ItemFilter, _ catalogue: CatalogueSnapshot, _ context: TongbanContext, _ directory: OrganisationDirectory) {
        crumbs = [LinkView(context.text("portal.home.title"), "/"), LinkView(context.text("portal.items.title"))]
        let select = { (name: String, chosen: String, options: [(String, String)]) in
            Select(name: name, label: context.text("portal.filter.\(name)"), options: options.map {
                Select.Option(value: $0.0, label: $0.1, isChosen: $0.0 == chosen)
            })
        }
        let all = catalogue.items.map(\.item)
        selects = [
            select("theme", filter.theme, Set(all.flatMap(\.themes)).sorted().map { ($0, $0) }),
            select("body", filter.body, catalogue.bodiesWithItems.map { entry in
                (entry.body, directory.name(ofBody: entry.body, english: context.isEnglish))
            }),
            select("type", filter.type, Set(all.map(\.type)).sorted().map { ($0, context.text("portal.type.\($0)")) }),
            select("object", filter.object, ["person", "legal"].map { ($0, context.text("portal.object.\($0)")) }),
        ]
        ticks = [("online", filter.isOnline), ("immediate", filter.isImmediate)].map { name, isChosen in
            Tick(name: name, label: context.text("portal.filter.\(name)"), isChosen: isChosen)
        }
        let (page, total) = filter.page(of: catalogue)
        items = page.elements.map { ItemView($0, context, directory) }
        (hasItems, isNarrowed, self.total) = (!page.elements.isEmpty, filter.isNarrowed, total)
        pager = PagerView(filter.path, after: filter.after, next: page.next)
    }
}

import Catalogue
import Hummingbird
import Kernel
import Organisations
import Web

/// Finding items by words, everyday words, pinyin or initials; and proposals while somebody is typing.
struct SearchController: Sendable {
    let parts: PortalParts

    func add(to router: Router<TongbanContext>) {
        router.get("/search") { _, context in try search(context) }
        router.get("/search/suggest") { _, context in try suggest(context) }
    }

    private func search(_ context: TongbanContext) throws -> Response {
        let query = String(context.query["q"].prefix(60))
        let page = SearchPage(query, parts.catalogue.current, context, parts.organisations.directory)
        let title = query.isEmpty ? context.text("portal.search.title") : context.text("portal.search.title.of", ["query": query])
        return try context.page("portal/search", title: title, page, at: "items")
    }

    private func suggest(_ context: TongbanContext) throws -> Response {
        let query = String(context.query["q"].prefix(60))
        let found = parts.catalogue.current.search(query, limit: 8)
        return try context.json(found.map { published in
            let view = ItemView(published, context, parts.organisations.directory)
            return Suggestion(value: view.name, label: view.name, note: "\(view.body) · \(view.limit)", path: view.path)
        })
    }
}

/// One proposal, in the form in which the script of the pages takes it.
struct Suggestion: Encodable, Sendable {
    let value: String
    let label: String
    let note: String
    let path: String
}

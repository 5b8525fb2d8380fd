import Hummingbird
import Kernel
import Organisations
import Web

/// The region switch: from the city down to the village, and back to where one came from.
struct RegionsController: Sendable {
    let parts: PortalParts

    func add(to router: Router<TongbanContext>) {
        router.get("/regions") { _, context in
            let query = context.query, directory = parts.organisations.directory
            let shown = query["in"].isEmpty ? context.region : query["in"]
            guard let region = directory.region(shown) ?? directory.city else { throw Problem("page.not_found", .notFound) }
            let page = RegionsPage(region, returnTo: safeReturn(query["return"]), context, directory)
            return try context.page("portal/regions", title: context.text("portal.regions.title"), page)
        }
        // The regions below one, for the script that offers the next level in a form.
        router.get("/regions/below") { _, context in
            let below = parts.organisations.directory.children(of: context.query["of"]).filter(\.isOffered)
            return try context.json(below.map { ["value": $0.code, "label": $0.name] })
        }
    }
}

/// One region with its way up and its parts; each can be chosen or opened.
struct RegionsPage: Sendable {
    struct Row: Sendable {
        let name: String
        let type: String
        /// Chooses the region.
        let choose: String
        /// Shows its parts; `nil` where there are none.
        let open: String?
        let count: Int
    }

    let chosen: String
    let name: String
    let choose: String
    let isChosen: Bool
    let crumbs: [LinkView]
    let rows: [Row]
    let hasRows: Bool

    init(_ region: Region, returnTo: String, _ context: TongbanContext, _ directory: OrganisationDirectory) {
        let back = percentEncoded(returnTo)
        let open = { (code: String) in "/regions?in=\(code)&return=\(back)" }
        let choose = { (code: String) in "/preferences?region=\(code)&return=\(back)" }
        chosen = directory.pathName(of: context.region)
        name = region.name
        self.choose = choose(region.code)
        isChosen = region.code == context.region
        crumbs = directory.ancestors(of: region.code).map { LinkView($0.name, open($0.code)) } + [LinkView(region.name)]
        rows = directory.children(of: region.code).filter(\.isOffered).map { child in
            let below = directory.children(of: child.code).count { $0.isOffered }
            let path = below > 0 ? open(child.code) : nil
            return Row(name: child.name, type: child.type, choose: choose(child.code), open: path, count: below)
        }
        hasRows = !rows.isEmpty
    }
}

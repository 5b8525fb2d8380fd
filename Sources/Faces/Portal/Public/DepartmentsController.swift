import Catalogue
import Hummingbird
import Kernel
import Organisations
import Web

/// Bodies of the city: which items they do, and where and when one finds them.
struct DepartmentsController: Sendable {
    let parts: PortalParts

    func add(to router: Router<TongbanContext>) {
        router.get("/departments") { _, context in try list(context) }
        router.get("/departments/:code") { _, context in try one(context) }
    }

    private func list(_ context: TongbanContext) throws -> Response {
        let page = DepartmentsPage(parts.organisations.directory, parts.catalogue.current, context)
        return try context.page("portal/departments", title: context.text("portal.departments.title"), page, at: "departments")
    }

    private func one(_ context: TongbanContext) throws -> Response {
        let directory = parts.organisations.directory
        guard let body = directory.body(try context.parameter("code")) else { throw Problem("page.not_found", .notFound) }
        let page = DepartmentPage(body, parts.catalogue.current.items(of: body.code), context, directory)
        return try context.page("portal/department", title: page.name, page, at: "departments")
    }
}

/// The bodies that a visitor of this region has to do with: those of the region itself and of all above it.
struct DepartmentsPage: Sendable {
    struct Group: Sendable { let id: String, region: String, bodies: [BodyView] }

    let crumbs: [LinkView]
    let region: String
    let groups: [Group]

    init(_ directory: OrganisationDirectory, _ catalogue: CatalogueSnapshot, _ context: TongbanContext) {
        crumbs = [LinkView(context.text("portal.home.title"), "/"), LinkView(context.text("portal.departments.title"))]
        region = directory.pathName(of: context.region)
        let line = directory.ancestors(of: context.region) + [directory.region(context.region)].compactMap { $0 }
        groups = line.reversed().compactMap { region in
            let bodies = directory.bodies(in: region.code).map { body in
                BodyView(body, count: catalogue.items(of: body.code).count, english: context.isEnglish)
            }
            guard !bodies.isEmpty else { return nil }
            // Whoever offers most stands first; a hall without items of its own is still worth a visit.
            let sorted = bodies.sorted { ($1.count, $0.path) < ($0.count, $1.path) }
            return Group(id: "region-\(region.code)", region: region.name, bodies: sorted)
        }
    }
}

struct DepartmentPage: Sendable {
    static let pageSize = 30

    let name: String
    let region: String
    let address: String
    let phone: String
    let hours: String
    let items: [ItemView]
    let hasItems: Bool
    let count: Int
    let pager: PagerView
    let crumbs: [LinkView]

    init(_ body: Body, _ items: [PublishedItem], _ context: TongbanContext, _ directory: OrganisationDirectory) {
        name = body.name(english: context.isEnglish)
        region = directory.pathName(of: body.region)
        (address, phone, hours) = (body.address, body.phone, body.hours)
        let after = context.query["after"]
        let page = items.page(after: after, limit: Self.pageSize)
        self.items = page.elements.map { ItemView($0, context, directory) }
        (hasItems, count) = (!items.isEmpty, items.count)
        pager = PagerView("/departments/\(body.code)", after: after.isEmpty ? nil : after, next: page.next)
        crumbs = [LinkView(context.text("portal.home.title"), "/"), LinkView(context.text("portal.departments.title"), "/departments")]
            + [LinkView(name)]
    }
}

import Catalogue
import Hummingbird
import Kernel
import Organisations
import Web

/// 人生大事, 企业一生: what an occasion in life takes, in one place.
struct LifeEventsController: Sendable {
    let parts: PortalParts

    func add(to router: Router<TongbanContext>) {
        router.get("/life-events") { _, context in
            let events = parts.catalogue.current.lifeEvents
            let page = LifeEventsPage(
                person: events.filter { $0.group == "person" }.map { EventTile($0, context) },
                enterprise: events.filter { $0.group != "person" }.map { EventTile($0, context) },
                crumbs: [LinkView(context.text("portal.home.title"), "/"), LinkView(context.text("portal.events.title"))])
            return try context.page("portal/life-events", title: context.text("portal.events.title"), page, at: "life-events")
        }
        router.get("/life-events/:key") { _, context in
            let catalogue = parts.catalogue.current
            guard let event = catalogue.lifeEvent(try context.parameter("key")) else { throw Problem("page.not_found", .notFound) }
            let items = catalogue.items(lifeEvent: event).map { ItemView($0, context, parts.organisations.directory) }
            let page = LifeEventPage(event, items, context)
            return try context.page("portal/life-event", title: page.name, page, at: "life-events")
        }
    }
}

struct LifeEventsPage: Sendable {
    let person: [EventTile]
    let enterprise: [EventTile]
    let crumbs: [LinkView]
}

struct LifeEventPage: Sendable {
    let name: String
    let items: [ItemView]
    let hasItems: Bool
    let count: Int
    let crumbs: [LinkView]

    init(_ event: LifeEvent, _ items: [ItemView], _ context: TongbanContext) {
        name = event.name(english: context.isEnglish)
        (self.items, hasItems, count) = (items, !items.isEmpty, items.count)
        crumbs = [LinkView(context.text("portal.home.title"), "/"), LinkView(context.text("portal.events.title"), "/life-events")]
            + [LinkView(name)]
    }
}

import Cases
import Catalogue
import Hummingbird
import Identity
import Kernel
import Ledger
import Organisations
import Web

/// The front page.
struct HomeController: Sendable {
    let parts: PortalParts

    func add(to router: Router<TongbanContext>) {
        router.get("/") { _, context in try await home(context) }
    }

    private func home(_ context: TongbanContext) async throws -> Response {
        let cases = try await newestCases(context)
        let acts = try await parts.ledger.head()?.size ?? 0
        let page = HomePage(parts.catalogue.current, cases: cases, acts: acts, context, parts.organisations.directory)
        return try context.page("portal/home", title: context.text("portal.home.title"), page, at: "home")
    }

    /// A citizen's own; staff and visitors have none here.
    private func newestCases(_ context: TongbanContext) async throws -> [Case] {
        guard let session = context.session, session.actor.kind == .person else { return [] }
        let actor = parts.cases.actor(try await parts.identity.holder(of: session), session.actor)
        return try await parts.cases.mine(actor.scope, limit: 2).elements
    }
}

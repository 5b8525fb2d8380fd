import Cases
import Catalogue
import Hummingbird
import Kernel
import Licences
import Organisations
import Web

/// `/me`: what is asked of me on top, then what I began, what is under way, what I was given.
struct DashboardController: Sendable {
    let parts: PortalParts

    func add(to router: RouterGroup<TongbanContext>) {
        router.get("/me", use: show)
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let citizen = try await parts.citizen(context)
        let cases = try await parts.cases.mine(citizen.actor.scope, limit: 50).elements
        let drafts = try await parts.cases.drafts(of: citizen.account).filter { !$0.isCorrection }
        let licences = try await parts.licences.mine(citizen.sight, limit: 3).elements
        var begun: [DashboardPage.Begun] = []
        for draft in drafts {
            let item = try await parts.catalogue.item(draft.itemCode, version: draft.itemVersion)
            let open = try OpenDraft(draft, item, citizen, parts.organisations.directory, today: parts.clock.today)
            begun.append(DashboardPage.Begun(open, context))
        }
        let page = DashboardPage(citizen, cases, begun, licences, parts, context)
        return try context.page("mine/dashboard", title: context.text("mine.title"), page, at: "me")
    }
}

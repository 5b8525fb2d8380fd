import Cases
import Hummingbird
import Identity
import Kernel
import Web

/// Who a signed-in page is for: the person, in the capacity that he acts in now, and how far he sees.
struct Citizen: Sendable {
    let session: SessionView
    let holder: Holder
    let actor: CaseActor

    /// The account's key: by it his drafts and cases are found, in whichever capacity he began them.
    var account: String { holder.account.id.text }
    /// By what licences are found.
    let sight: Sight
}

extension PortalParts {
    /// - Throws: `auth.required`, which leads to sign-in and back; `identity.no_mandate` when the mandate acted under is over.
    func citizen(_ context: TongbanContext) async throws -> Citizen {
        let session = try context.requireSession()
        let holder = try await identity.holder(of: session)
        return Citizen(session: session, holder: holder, actor: cases.actor(holder, session.actor), sight: holder.sight(at: clock.now))
    }
}

/// Keeps the pages behind it for citizens: visitors sign in first, staff are led to their desks.
struct CitizensOnly: RouterMiddleware {
    func handle(
        _ request: Request, context: TongbanContext, next: (Request, TongbanContext) async throws -> Response
    ) async throws -> Response {
        let session = try context.requireSession()
        guard session.actor.kind == .staff else { return try await next(request, context) }
        return context.redirect(to: IdentityPages.desk(session), notice: "mine.staff")
    }
}

import Cases
import Hummingbird
import Kernel
import Ledger
import Web

/// `/me/messages`: what others did in my cases, the newest first. Nothing is kept for it: the ledger says it all.
struct InboxController: Sendable {
    let parts: PortalParts

    func add(to router: RouterGroup<TongbanContext>) {
        router.get("/me/messages", use: list)
    }

    /// Pages by case: each stretch tells of ten cases.
    @Sendable private func list(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let citizen = try await parts.citizen(context), after = context.query["after"]
        let page = try await parts.cases.mine(citizen.actor.scope, before: after.isEmpty ? nil : after, limit: 10)
        var told: [(act: Act, record: Case)] = []
        for record in page.elements {
            let acts = try await parts.ledger.allActs(of: record.subject).map(\.act)
            told += acts.filter { $0.actor.id != citizen.account }.map { ($0, record) }
        }
        let messages = told.sorted { $0.act.at > $1.act.at }.compactMap { MessageRow($0.act, $0.record, parts, context) }
        let model: [String: Any] = [
            "crumbs": [LinkView(context.text("mine.title"), "/me"), LinkView(context.text("mine.messages.title"))],
            "messages": messages, "hasMessages": !messages.isEmpty,
            "pager": PagerView("/me/messages", after: after.isEmpty ? nil : after, next: page.next),
        ]
        return try context.page("mine/messages", title: context.text("mine.messages.title"), model, at: "me")
    }
}

/// One thing that happened, and where to read on.
struct MessageRow: Sendable {
    let text: String
    let name: String
    let at: String
    let path: String
    let isAsked: Bool

    /// `nil` for what needs no message.
    init?(_ act: Act, _ record: Case, _ parts: PortalParts, _ context: TongbanContext) {
        let kinds: Set<String> = [
            "case.accepted", "case.correction_requested", "case.not_accepted", "case.granted", "case.refused", "case.suspended",
            "case.resumed", "case.lapsed", "licence.issued",
        ]
        guard kinds.contains(act.kind) else { return nil }
        isAsked = act.kind == "case.correction_requested" && record.standing.phase == .correcting
        text = context.text("mine.message.\(act.kind)")
        name = "\(parts.name(of: record, context)) \(record.query)"
        at = context.words(act.at)
        path = isAsked ? "/me/cases/\(record.id)/correction" : "/me/cases/\(record.id)"
    }
}

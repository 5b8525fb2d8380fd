import Cases
import Catalogue
import Identity
import Kernel
import Ledger
import Organisations
import Standards
import Web

/// A case laid out on a desk: everything that its page shows, read in the actor's sight.
struct OpenCase: Sendable {
    let station: Station
    let actor: CaseActor
    let file: CaseFile
    let published: PublishedItem
    /// What the item's rules say of the case's situation.
    let ruling: Ruling
    let acts: [Act]
    /// The staff of the deciding body: to say who comes next.
    let colleagues: [StaffMember]
    let parts: DeskParts

    var item: ServiceItem { published.item }
    var record: Case { file.record }
    var procedure: Procedure { Procedure(item) }
    var path: String { station.path(of: record.id) }

    /// - Throws: `case.not_found`.
    init(_ id: ID<Case>, _ parts: DeskParts, _ station: Station, _ actor: CaseActor) async throws {
        try await self.init(parts.cases.file(id, in: actor.scope), parts, station, actor)
    }

    init(_ file: CaseFile, _ parts: DeskParts, _ station: Station, _ actor: CaseActor) async throws {
        (self.file, self.parts, self.station, self.actor) = (file, parts, station, actor)
        published = try await parts.cases.item(of: file.record)
        ruling = published.decisions.ruling(file.content.situation, form: file.content.values)
        acts = try await parts.ledger.acts(of: file.record.subject, limit: 200).elements.map(\.act)
        colleagues = try await parts.identity.staff(of: file.record.body)
    }

    func may(_ event: CaseEvent) -> Bool { CasePolicy.mayDo(event, on: record, by: actor, procedure: procedure) }

    /// Whoever may take the case further now judges its materials.
    var mayJudge: Bool { [.accept, .pass, .grant].contains(where: may) }

    /// 郑红（行政审批科 科长）, or what the role is called when the body has named nobody.
    func people(for stage: String, _ context: TongbanContext) -> String {
        let role = procedure.role(of: stage)
        let named = colleagues.filter { $0.roles.contains { $0.rawValue == role } }.prefix(3)
        guard role != "window", !named.isEmpty else { return context.text("desk.role.\(role)") }
        let open = context.language == .zh ? ("（", "）") : (" (", ")")
        return named.map { "\($0.name)\(open.0)\($0.post)\(open.1)" }.joined(separator: context.language == .zh ? "、" : ", ")
    }
}

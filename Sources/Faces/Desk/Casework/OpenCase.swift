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
    let procedure: Procedure
    /// What waits to be done, and by whom.
    let tasks: [CaseTask]
    let acts: [Act]
    /// Why the actor may open the papers; `nil` when he has to say first.
    let reason: RevealReason?
    /// The staff of the deciding body: to say who comes next.
    let colleagues: [StaffMember]
    let parts: DeskParts

    var item: ServiceItem { published.item }
    var record: Case { file.record }
    var path: String { station.path(of: record.id) }

    /// - Throws: `case.not_found`.
    init(_ id: ID<Case>, _ parts: DeskParts, _ station: Station, _ actor: CaseActor) async throws {
        try await self.init(parts.cases.file(id, in: actor.scope), parts, station, actor)
    }

    init(_ file: CaseFile, _ parts: DeskParts, _ station: Station, _ actor: CaseActor) async throws {
        (self.file, self.parts, self.station, self.actor) = (file, parts, station, actor)
        published = try await parts.cases.item(of: file.record)
        ruling = published.decisions.ruling(file.content.situation, form: file.content.values)
        procedure = try Procedure(published)
        tasks = procedure.tasks(file.course)
        acts = try await parts.ledger.acts(of: file.record.subject, limit: 1000).elements.map(\.act)
        reason = try await parts.cases.reasonToLook(at: file, by: actor)
        colleagues = try await parts.identity.staff(of: file.record.body)
    }

    /// Every step that the actor may take now, each with the work item that it is about.
    var offers: [StepOffer] {
        let mine = tasks.filter { CasePolicy.holds($0, of: record, actor) }
        let offers = mine.flatMap { task in StepKind.allCases.flatMap { StepOffer.all($0, at: task, self) } }
        var seen: Set<StepKind> = []
        // Whatever stands still or goes on as a whole is offered once.
        return offers.filter { $0.event.isOfOneWork || seen.insert($0.kind).inserted }.map { offer in
            var offer = offer
            offer.isOneOfSeveral = mine.count > 1
            return offer
        }
    }

    func offer(_ kind: StepKind) -> StepOffer? { offers.first { $0.kind == kind } }

    /// Whoever may take the case further now judges its materials.
    var mayJudge: Bool { offers.contains { $0.task.isHeld == false } }

    /// What is open once this step is taken and wasn't before: tried, not done.
    func next(after offer: StepOffer) -> [CaseTask] {
        guard let matters = try? CaseMatters(published, { [file] in file.content }) else { return [] }
        let id = actor.actor.id, now = parts.clock.now
        let tried = try? procedure.step(file.course, offer.event, work: offer.task.work, by: id, matters, now: now)
        let known = Set(tasks.map(\.work))
        return tried.map { procedure.tasks($0.course).filter { !known.contains($0.work) } } ?? []
    }

    /// 郑红（行政审批科 科长）, or what the role is called when the body has named nobody.
    func people(for tasks: [CaseTask], _ context: TongbanContext) -> String {
        let roles = tasks.map(\.role).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return roles.map { people(for: tasks, inRole: $0, context) }.joined(separator: context.language == .zh ? "、" : ", ")
    }

    /// Those of the body who may do one of these work items: whoever had his hand in the case before may be kept from it.
    private func able(_ tasks: [CaseTask], inRole role: String) -> [StaffMember] {
        let mine = tasks.filter { $0.role == role }
        return colleagues.filter { $0.roles.contains { $0.rawValue == role } && !isBarred($0.id, from: mine) }
    }

    private func isBarred(_ id: String, from tasks: [CaseTask]) -> Bool {
        record.acceptedBy == id || tasks.allSatisfy { task in
            task.outcomes.contains { task.hands.bar(CaseEvent(outcome: $0), by: id) }
        } && !tasks.isEmpty
    }

    /// Whether anybody but the actor may do what is open.
    func hasOther(for tasks: [CaseTask]) -> Bool {
        tasks.contains { task in able([task], inRole: task.role).contains { $0.id != actor.actor.id } }
    }

    private func people(for tasks: [CaseTask], inRole role: String, _ context: TongbanContext) -> String {
        let named = able(tasks, inRole: role).prefix(3)
        guard role != "window", !named.isEmpty else { return context.text("desk.role.\(role)") }
        let open = context.language == .zh ? ("（", "）") : (" (", ")")
        return named.map { "\($0.name)\(open.0)\($0.post)\(open.1)" }.joined(separator: context.language == .zh ? "、" : ", ")
    }
}

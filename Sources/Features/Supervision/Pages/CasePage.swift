import Cases
import Catalogue
import Kernel
import Ledger
import Organisations
import Standards
import Web
import Workflow

/// Why a case has its light, and all that was done to it.
struct CasePage {
    struct Fact { let label: String, value: String }

    let title: String, number: String
    let lamp: String, word: String, reason: String, since: String
    let figures: [Fact]
    let facts: [Fact]
    /// How the promised day came about, step by step; empty before acceptance.
    let steps: [String]
    let hasSteps: Bool
    let acts: [ActRow]
    /// The procedure with how far it is.
    let pictureHTML: SafeHTML?
    let hasPicture: Bool

    /// - Parameters:
    ///   - course: how far it is in its procedure.
    ///   - record: the case as case handling has it, for what is shown only masked.
    init(
        _ light: CaseLight, _ record: Case, _ course: Course, _ published: PublishedItem, _ recorded: [RecordedAct],
        _ supervision: Supervision, _ context: TongbanContext
    ) {
        let row = LightRow(light, supervision, context), item = published.item, procedure = try? published.procedure
        title = item.name(english: context.language == .en)
        (number, lamp, word, reason) = (light.number, row.lamp, row.word, row.reason)
        since = context.text("supervision.case.since", ["date": context.longDate(light.since)])
        figures = Self.figures(light, supervision, context)
        facts = Self.facts(light, row, record, procedure, supervision.directory, context)
        steps = Self.deadline(of: light, supervision.judge.calendar)?.steps.map { context.words($0) } ?? []
        hasSteps = !steps.isEmpty
        pictureHTML = procedure.map { context.picture(of: $0, course.instance) }
        hasPicture = pictureHTML != nil
        acts = zip(recorded, [nil] + recorded.map(\.act.at)).map { recorded, before in
            ActRow(recorded, after: before, of: light.caseID, supervision.directory, context)
        }
    }

    private static func figures(_ light: CaseLight, _ supervision: Supervision, _ context: TongbanContext) -> [Fact] {
        var figures: [Fact] = []
        if let clock = supervision.judge.clock(of: light) {
            let used = clock.used(on: light.closedOn ?? supervision.clock.today)
            figures = [("used", used), ("promise", clock.promise), ("statutory", clock.statutory)].map {
                Fact(label: context.text("supervision.case.\($0.0)"), value: context.days($0.1))
            }
            let left = clock.promise - used
            if light.isOpen {
                let label = context.text(left < 0 ? "supervision.case.over" : "supervision.case.left")
                figures.append(Fact(label: label, value: context.days(abs(left))))
            }
        }
        if light.isOpen, let next = supervision.judge.nextChange(of: light, after: max(light.since, supervision.clock.today)) {
            let arguments = ["date": context.longDate(next.date), "light": context.word(next.lamp)]
            let change = context.text("supervision.case.next_to", arguments)
            figures.append(Fact(label: context.text("supervision.case.next"), value: change))
        }
        return figures
    }

    private static func facts(
        _ light: CaseLight, _ row: LightRow, _ record: Case, _ procedure: ProcessDefinition?, _ directory: OrganisationDirectory,
        _ context: TongbanContext
    ) -> [Fact] {
        let values: [(String, String?)] = [
            ("applicant", record.holderMasked), ("body", row.body), ("region", directory.pathName(of: light.region)),
            ("source", context.text("supervision.source.\(light.source)")),
            ("phase", context.text("supervision.phase.\(light.phase.rawValue)")),
            ("stage", light.isOpen ? procedure?.name(ofStage: light.stage) ?? light.stage : nil),
            ("accepted_on", light.acceptedOn.map { context.longDate($0) }), ("due_on", context.longDate(light.dueOn)),
            ("statutory_due_on", light.statutoryDueOn.map { context.longDate($0) }),
            ("closed_on", light.closedOn.map { context.longDate($0) }),
            ("result", light.result.map { context.text("supervision.result.\($0.rawValue)") }),
        ]
        return values.compactMap { key, value in value.map { Fact(label: context.text("supervision.fact.\(key)"), value: $0) } }
    }

    private static func deadline(of light: CaseLight, _ calendar: WorkingCalendar) -> Deadline? {
        guard let accepted = light.acceptedOn, let promised = light.promised else { return nil }
        let counted = Deadline(from: accepted, promised, suspensions: light.suspensions, calendar: calendar)
        // Closed before the calendar changed, or not counted anew yet: nobody is told two days.
        return counted.due == light.dueOn ? counted : nil
    }
}

/// An act in its place.
struct ActRow {
    let position: String, what: String, detail: String
    let who: String, when: String, gap: String
    /// Where its receipt is; empty while it waits for its place.
    let receiptPath: String, hasReceipt: Bool

    init(
        _ recorded: RecordedAct, after before: Timestamp?, of id: ID<Case>, _ directory: OrganisationDirectory, _ context: TongbanContext
    ) {
        let act = recorded.act
        position = recorded.position.map { grouped($0 + 1) } ?? context.text("supervision.act.waiting")
        what = context.text("supervision.act.\(act.kind)", otherwise: act.kind)
        detail = Self.detail(of: act, context)
        who = Self.name(of: act.actor, directory, context)
        when = context.longMoment(act.at)
        gap = before.map { context.words(act.at - $0) } ?? ""
        receiptPath = recorded.position == nil ? "" : "/supervision/cases/\(id)/acts/\(act.id)/receipt.json"
        hasReceipt = recorded.position != nil
    }

    /// What an act says besides, where that can be said in words.
    private static func detail(of act: Act, _ context: TongbanContext) -> String {
        if let lamp = CardAct.lamp(of: act) {
            return "\(context.word(lamp))\(context.text("form.colon"))\(context.text(act.facts["reason"] ?? ""))"
        }
        if let before = act.facts["wasDueOn"].flatMap({ LocalDate($0) }), let now = act.facts["dueOn"].flatMap({ LocalDate($0) }) {
            return context.text("supervision.act.moved", ["from": context.longDate(before), "to": context.longDate(now)])
        }
        if let days = act.facts["approvedDays"] { return context.text("supervision.act.approved_days", ["days": days]) }
        return ""
    }

    private static func name(of actor: Actor, _ directory: OrganisationDirectory, _ context: TongbanContext) -> String {
        guard actor.kind != .system else { return context.text("supervision.actor.system") }
        let body = actor.kind == .staff ? actor.body.map { directory.name(ofBody: $0, english: context.language == .en) } : nil
        let capacity = context.text("supervision.actor.\(actor.capacity)", otherwise: actor.capacity)
        return [actor.name, capacity, body].compactMap(\.self).joined(separator: " · ")
    }
}

import Cases
import Catalogue
import Kernel
import Ledger
import Organisations
import Standards
import Web
import Workflow

/// What happened to a case, told like a parcel's way: the newest on top, above it what comes next.
struct CaseTimeline {
    struct Stop: Sendable {
        /// The stylesheet's class: `next`, `now`, `stop` or nothing.
        let tone: String
        let title: String
        let at: String?
        let who: String?
        let detail: [String]
        /// How much time lay between the step before and this one.
        let took: String?
    }

    private let story: MyCase
    private let parts: PortalParts
    private let context: TongbanContext
    private var record: Case { story.record }

    init(_ story: MyCase, _ parts: PortalParts, _ context: TongbanContext) {
        (self.story, self.parts, self.context) = (story, parts, context)
    }

    var stops: [Stop] {
        let told = story.acts.map(\.act).filter { Self.told.contains($0.kind) }
        let stops = told.enumerated().map { place, act in
            stop(act, after: place > 0 ? told[place - 1] : nil, isNewest: place == told.count - 1)
        }
        return [next].compactMap { $0 } + stops.reversed()
    }

    /// Acts that mean something to the applicant; others (a document sealed, a material judged) are seen elsewhere on the page.
    private static let told: Set<String> = [
        "case.submitted", "case.accepted", "case.correction_requested", "case.correction_supplied", "case.not_accepted", "case.passed",
        "case.granted", "case.refused", "case.suspended", "case.resumed", "case.special_begun", "case.special_ended", "case.withdrawn",
        "case.lapsed", "case.due_recounted", "licence.issued",
    ]

    private static let ends: Set<String> = ["case.not_accepted", "case.refused", "case.withdrawn", "case.lapsed"]

    private func stop(_ act: Act, after earlier: Act?, isNewest: Bool) -> Stop {
        let tone = Self.ends.contains(act.kind) ? "stop" : isNewest && record.isOpen ? "now" : ""
        let stage = context.stepName(of: act, in: story.procedure)
        let title = context.text("portal.act.\(act.kind)", ["stage": stage, "licence": act.facts["typeName"] ?? ""])
        return Stop(tone: tone, title: title, at: context.words(act.at), who: who(act), detail: detail(act),
                    took: earlier.flatMap { took(act.at - $0.at) })
    }

    private func who(_ act: Act) -> String? {
        switch act.actor.kind {
        case .person: return act.actor.id == story.citizen.account ? context.text("mine.act.you") : act.actor.name
        case .staff:
            let body = act.actor.body.map { parts.organisations.directory.name(ofBody: $0, english: context.isEnglish) } ?? ""
            return "\(body) \(act.actor.name)"
        case .system, .anonymous: return context.text(act.actor.id == "timer" ? "mine.act.timer" : "mine.act.system")
        }
    }

    private func detail(_ act: Act) -> [String] {
        switch act.kind {
        case "case.submitted": [context.text("mine.act.source.\(record.source.rawValue)", ["count": act.facts["materials"] ?? "0"])]
        case "case.correction_requested": story.points(context).map { "\($0.label)\(context.text("form.colon"))\($0.value)" }
        case "case.refused", "case.not_accepted": story.file.steps.filter { $0.at == act.at && !$0.opinion.isEmpty }.map(\.opinion)
        case "case.suspended": story.item.specialProcedures.filter { $0.kind == act.facts["special"] }.map { special in
            context.text("mine.act.special", ["name": special.name, "days": "\(special.days)"])
        }
        case "case.special_begun": [context.text("mine.act.special", [
            "name": context.stepName(of: act, in: story.procedure), "days": act.facts["approvedDays"] ?? "",
        ])]
        case "case.due_recounted": [context.text("mine.act.moved", [
            "from": day("wasDueOn", of: act), "to": day("dueOn", of: act),
        ])]
        default: []
        }
    }

    private func day(_ fact: String, of act: Act) -> String { act.facts[fact].flatMap { LocalDate($0) }.map { context.words($0) } ?? "" }

    /// Said from a minute on: less is no news.
    private func took(_ time: Duration) -> String? {
        time < .minutes(1) ? nil : context.text("mine.act.took", ["time": context.words(time)])
    }

    /// What is open now, and what people do after that, in the order of the file.
    private var ahead: [ProcedureStage] {
        let open = Set(story.tasks.map(\.element)), steps = story.procedure?.steps ?? []
        let first = steps.firstIndex { open.isEmpty ? $0.key == record.standing.stage : open.contains($0.element) }
        let done = Set(story.file.course.instance.trail.filter { $0.end == .passed }.map(\.at))
        return first.map { steps[$0...].filter { open.contains($0.element) || !done.contains($0.element) } } ?? []
    }

    /// What comes next, by when; nothing once the case is closed and its licence is there.
    private var next: Stop? {
        guard record.isOpen else { return nil }
        let rest = ahead.map { context.name(of: $0, in: story.procedure) }
        let names = rest.joined(separator: context.isEnglish ? ", " : "、")
        let date = context.words(record.dueOn), phase = record.standing.phase.rawValue
        return Stop(tone: "next", title: context.text("mine.next.\(phase).title", ["stages": names]), at: nil, who: nil,
                    detail: [context.text("mine.next.\(phase)", ["date": date])], took: nil)
    }
}

extension MyCase {
    /// What the notice of correction asked for: the material and what is wrong with it.
    func points(_ context: TongbanContext) -> [AnswerView] {
        (file.correction?.points ?? []).map { point in
            let name = item.materials.first { $0.key == point.key }?.name(english: context.isEnglish)
            return AnswerView(label: name ?? context.text("mine.correction.form"), value: point.reason)
        }
    }
}

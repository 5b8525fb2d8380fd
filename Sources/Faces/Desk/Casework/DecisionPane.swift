import Cases
import Catalogue
import Kernel
import Organisations
import Standards
import Web

/// What can be done with the case now, by this actor; or who has to act instead, and why.
struct DecisionPane {
    /// Why there is nothing to be done here; `nil` when there is.
    let waiting: String?
    let main: [ActionView]
    /// What is done less often, folded away.
    let others: [ActionView]
    /// That the one notice of correction has been used.
    let corrected: String?
    /// What was typed for a step that is no longer to be taken here: shown, so that it can be copied.
    let kept: String?

    init(_ opened: OpenCase, _ typed: CaseTyped?, _ context: TongbanContext) {
        let offered = StepKind.allCases.filter { opened.may($0.event) && ($0 != .requestCorrection || opened.file.correction == nil) }
            .filter { $0 != .suspend || !opened.item.specialProcedures.isEmpty }
        let actions = offered.map { ActionView($0, opened, typed, context) }
        main = actions.filter { $0.kind.isMain }
        others = actions.filter { !$0.kind.isMain }
        waiting = actions.isEmpty ? Self.waiting(opened, context) : nil
        kept = Self.kept(typed, actions)
        corrected = opened.file.correction.flatMap { correction in
            guard opened.may(.requestCorrection) else { return nil }
            return context.text("desk.decision.corrected", ["date": context.shortDate(LocalDate(correction.requestedAt))])
        }
    }

    /// Whether what was sent can still be drawn in its own form.
    private static func kept(_ typed: CaseTyped?, _ actions: [ActionView]) -> String? {
        guard let typed, !actions.contains(where: { $0.kind.rawValue == typed.step }) else { return nil }
        let texts = typed.form.names.filter { $0 == "opinion" || $0.hasPrefix("point.") }.map { typed.form[$0] }.filter { !$0.isEmpty }
        return texts.isEmpty ? nil : texts.joined(separator: "\n")
    }

    private static func waiting(_ opened: OpenCase, _ context: TongbanContext) -> String {
        let record = opened.record, stage = record.standing.stage
        let role = opened.procedure.role(of: stage)
        let facts = ["stage": opened.procedure.name(of: stage), "who": opened.people(for: stage, context)]
        switch record.standing.phase {
        case .closed:
            let day = record.closedAt.map { context.longDate(LocalDate($0)) } ?? ""
            return context.text("desk.decision.closed", ["result": CaseWords.state(record, context).text, "date": day])
        case .correcting:
            let asked = opened.file.correction.map { context.shortDate(LocalDate($0.requestedAt)) } ?? ""
            return context.text("desk.decision.correcting", ["asked": asked, "due": context.longDate(record.dueOn)])
        default:
            let isMine = opened.actor.roles.contains { $0.rawValue == role }
            let isSamePerson = isMine && record.acceptedBy == opened.actor.actor.id
            return context.text(isSamePerson ? "desk.decision.samePerson" : "desk.decision.elsewhere", facts)
        }
    }
}

/// One step that may be taken, with all that it needs and what will follow.
struct ActionView {
    struct Phrase { let text: String, path: String }
    /// A line to write on: what was typed comes back with what is wrong with it.
    struct Line { let id: String, name: String, label: String, value: String, error: String? }

    let kind: StepKind
    let path: String, revision: Int
    let title: String, what: String, button: String, confirm: String?
    let isDanger: Bool, isOpen: Bool
    let opinion: Line?
    let phrases: [Phrase]
    /// The kinds of special procedure that the item knows.
    let kinds: FieldView?
    let points: [Line]
    let hasPoints: Bool
    let pointPhrases: [String]
    let pointError: String?

    init(_ kind: StepKind, _ opened: OpenCase, _ typed: CaseTyped?, _ context: TongbanContext) {
        let sent = typed?.step == kind.rawValue ? typed : nil
        let key = "desk.step.\(kind.rawValue)"
        self.kind = kind
        (path, revision) = ("\(opened.path)/steps/\(kind.rawValue)", opened.record.revision)
        (title, button, isDanger) = (context.text("\(key).title"), context.text("\(key).button"), kind.isAgainst)
        what = opened.consequence(of: kind, context)
        confirm = kind.isFinal ? context.text("\(key).confirm") : nil
        let texts = opened.parts.phrases.phrases(for: kind)
        phrases = texts.enumerated().map { Phrase(text: $1, path: "\(opened.path)?phrase=\(kind.rawValue)-\($0)#step-\(kind.rawValue)") }
        let prefilled = zip(texts.indices, texts).first { context.query["phrase"] == "\(kind.rawValue)-\($0.0)" }?.1
        isOpen = sent != nil || prefilled != nil
        let text = sent?.form["opinion"] ?? prefilled ?? ""
        opinion = kind == .accept || kind == .requestCorrection ? nil
            : Line(id: "opinion-\(kind.rawValue)", name: "opinion", label: context.text("\(key).opinion"), value: text,
                   error: sent?.error("opinion", context))
        kinds = kind == .suspend ? opened.specialProcedures(sent, context) : nil
        points = kind == .requestCorrection ? opened.points(sent, context) : []
        hasPoints = !points.isEmpty
        pointPhrases = kind == .requestCorrection ? opened.parts.phrases.returns : []
        pointError = sent?.error("points", context)
    }
}

extension Phrases {
    func phrases(for kind: StepKind) -> [String] {
        switch kind {
        case .pass, .grant: opinions
        case .refuse, .declineToAccept: refusals
        default: []
        }
    }
}

extension OpenCase {
    /// What happens next when this step is taken, and to whom.
    fileprivate func consequence(of kind: StepKind, _ context: TongbanContext) -> String {
        let next = procedure.next(after: record.standing.stage)
        let due = Deadline(from: parts.clock.today, ruling.promised, calendar: parts.calendar).due
        let stage = next?.key ?? record.standing.stage
        let facts = [
            "stage": procedure.name(of: stage), "who": people(for: stage, context), "due": context.longDate(due),
            "licence": item.result.name,
        ]
        let suffix = kind == .grant && item.result.licenceType != nil ? "whatLicence" : "what"
        return context.text("desk.step.\(kind.rawValue).\(suffix)", facts)
    }

    /// The kinds of special procedure that the item knows, with the days that each may take.
    fileprivate func specialProcedures(_ sent: CaseTyped?, _ context: TongbanContext) -> FieldView {
        let options = item.specialProcedures.map { special in
            FieldView.Option(special.kind, context.text("desk.clock.upTo", ["name": special.name, "days": "\(special.days)"]),
                             hint: special.basis ?? "")
        }
        let chosen = sent?.form["kind"] ?? options.first?.value ?? ""
        return .radio("kind", context.text("desk.step.suspend.kind"), options: options, value: chosen)
    }

    /// A line for each material and one for the form; what was returned already stands there with its reason.
    fileprivate func points(_ sent: CaseTyped?, _ context: TongbanContext) -> [ActionView.Line] {
        let wanted = ruling.materials.filter { $0.how == .upload }
        let rows = wanted.map { ($0.key, $0.name(english: context.language == .en)) } + [("", context.text("desk.step.correction.form"))]
        return rows.map { key, label in
            let name = "point.\(key)"
            let returned = file.materials.last { $0.key == key && $0.verdict == .returned }?.reason ?? ""
            return .init(id: "point-\(key.isEmpty ? "form" : key)", name: name, label: label, value: sent.map { $0.form[name] } ?? returned,
                         error: sent?.error("reason.\(key)", context))
        }
    }
}

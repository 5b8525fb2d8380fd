import Cases
import Catalogue
import Kernel
import Organisations
import Standards
import Web
import Workflow

/// What can be done with the case now, by this actor; or who has to act instead, and why.
struct DecisionPane {
    /// Why there is nothing to be done here, or not what comes next; `nil` when there is.
    let waiting: String?
    let main: [ActionView]
    /// What is done less often, folded away.
    let others: [ActionView]
    /// That the one notice of correction has been used.
    let corrected: String?
    /// What was typed for a step that is no longer to be taken here: shown, so that it can be copied.
    let kept: String?

    init(_ opened: OpenCase, _ typed: CaseTyped?, _ context: TongbanContext) {
        let actions = opened.offers.map { ActionView($0, opened, typed, context) }
        main = actions.filter { $0.kind.isMain }
        others = actions.filter { !$0.kind.isMain }
        waiting = actions.isEmpty || Self.isBarred(opened) ? Self.waiting(opened, context) : nil
        kept = Self.kept(typed, actions)
        corrected = opened.file.correction.flatMap { correction in
            guard opened.offer(.accept) != nil else { return nil }
            return context.text("desk.decision.corrected", ["date": context.shortDate(LocalDate(correction.requestedAt))])
        }
    }

    /// Whether what was sent can still be drawn in its own form.
    private static func kept(_ typed: CaseTyped?, _ actions: [ActionView]) -> String? {
        guard let typed, !actions.contains(where: { $0.kind.rawValue == typed.step }) else { return nil }
        let texts = typed.form.names.filter { $0 == "opinion" || $0.hasPrefix("point.") }.map { typed.form[$0] }.filter { !$0.isEmpty }
        return texts.isEmpty ? nil : texts.joined(separator: "\n")
    }

    /// Whether the decision is his by his post, but not in this case, which he has reviewed.
    private static func isBarred(_ opened: OpenCase) -> Bool {
        let actor = opened.actor, record = opened.record
        return opened.tasks.contains { task in
            CasePolicy.holds(task, of: record, actor) && task.takes(.grant) && task.hands.bar(.grant, by: actor.actor.id)
        }
    }

    private static func waiting(_ opened: OpenCase, _ context: TongbanContext) -> String {
        let record = opened.record
        let facts = ["stage": opened.names(of: opened.tasks, context), "who": opened.people(for: opened.tasks, context)]
        switch record.standing.phase {
        case .closed:
            let day = record.closedAt.map { context.longDate(LocalDate($0)) } ?? ""
            return context.text("desk.decision.closed", ["result": CaseWords.state(record, context).text, "date": day])
        case .correcting:
            let asked = opened.file.correction.map { context.shortDate(LocalDate($0.requestedAt)) } ?? ""
            return context.text("desk.decision.correcting", ["asked": asked, "due": context.longDate(record.dueOn)])
        default:
            guard opened.tasks.contains(where: { CasePolicy.holds($0, of: record, opened.actor) }) else {
                return context.text("desk.decision.elsewhere", facts)
            }
            let isSamePerson = record.acceptedBy == opened.actor.actor.id
            let why = context.text(isSamePerson ? "desk.decision.samePerson" : "desk.decision.sameReviewer", facts)
            return opened.hasOther(for: opened.tasks) ? why : why + context.text("desk.decision.nobodyElse")
        }
    }
}

/// One step that may be taken, with all that it needs and what will follow.
struct ActionView {
    struct Phrase { let text: String, path: String }
    /// A line to write on: what was typed comes back with what is wrong with it.
    struct Line { let id: String, name: String, label: String, value: String, error: String? }

    let kind: StepKind
    /// Unlike that of every other action on the page.
    let id: String
    let path: String, revision: Int, work: Int
    /// The name of what will be sent: pressed twice, it is one request.
    let once = SystemRandom().text(20, from: "23456789abcdefghijkmnpqrstuvwxyz")
    /// The opinion, where only this procedure knows it.
    let outcome: String?
    /// Of which step it is, when several could be meant.
    let step: String?
    /// The steps to which it may be returned.
    let targets: FieldView?
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

    init(_ offer: StepOffer, _ opened: OpenCase, _ typed: CaseTyped?, _ context: TongbanContext) {
        let kind = offer.kind
        let sent = typed?.step == kind.rawValue && typed?.isAbout(offer) ?? true ? typed : nil
        let key = "desk.step.\(kind.rawValue)"
        (self.kind, work, outcome) = (kind, offer.task.work, kind == .opinion ? offer.event.outcome : nil)
        id = offer.id
        targets = kind == .sendBack ? opened.targets(of: offer, sent, context) : nil
        (path, revision) = ("\(opened.path)/steps/\(kind.rawValue)", opened.record.revision)
        let words = ["outcome": context.word(forOutcome: outcome ?? "")], name = context.text("\(key).title", words)
        title = offer.isOneOfSeveral ? context.text("desk.step.of", ["step": offer.task.name, "what": name]) : name
        (button, isDanger) = (context.text("\(key).button", words), kind.isAgainst)
        step = offer.isOneOfSeveral && kind.isMain ? offer.task.name : nil
        what = opened.consequence(of: offer, context)
        confirm = kind.isFinal ? context.text("\(key).confirm") : nil
        let texts = opened.parts.phrases.phrases(for: kind)
        phrases = texts.enumerated().map { Phrase(text: $1, path: "\(opened.path)?phrase=\(offer.id)-\($0)#step-\(offer.id)") }
        let prefilled = zip(texts.indices, texts).first { context.query["phrase"] == "\(offer.id)-\($0.0)" }?.1
        isOpen = sent != nil || prefilled != nil
        let text = sent?.form["opinion"] ?? prefilled ?? ""
        opinion = kind == .accept || kind == .requestCorrection ? nil
            : Line(id: "opinion-\(offer.id)", name: "opinion", label: context.text("\(key).opinion", words), value: text,
                   error: sent?.error("opinion", context))
        kinds = kind == .suspend ? opened.specialProcedures(sent, context) : nil
        points = kind == .requestCorrection ? opened.points(sent, context) : []
        hasPoints = !points.isEmpty
        pointPhrases = kind == .requestCorrection ? opened.parts.phrases.returns : []
        pointError = sent?.error("points", context)
    }
}

extension StepOffer {
    /// Unlike that of any other on the page: the kind, and where that isn't enough the work item and the opinion.
    var id: String {
        let parts = [kind.rawValue, isOneOfSeveral ? "\(task.work)" : nil, kind == .opinion ? event.outcome : nil]
        return parts.compactMap(\.self).joined(separator: "-")
    }
}

extension CaseTyped {
    /// Whether what was sent is about this work item, and gives this opinion.
    fileprivate func isAbout(_ offer: StepOffer) -> Bool {
        let isWork = form["work"].isEmpty || form["work"] == "\(offer.task.work)"
        return isWork && (offer.kind != .opinion || form["outcome"] == offer.event.outcome)
    }
}

extension TongbanContext {
    /// What an opinion is called: the usual ones have words, others are called as the procedure calls them.
    func word(forOutcome outcome: String) -> String {
        let key = "desk.outcome.\(outcome)", text = text(key)
        return text == key ? outcome : text
    }
}

extension Phrases {
    func phrases(for kind: StepKind) -> [String] {
        switch kind {
        case .pass, .grant, .opinion: opinions
        case .refuse, .declineToAccept: refusals
        default: []
        }
    }
}

extension OpenCase {
    /// What happens next when this step is taken, and to whom.
    fileprivate func consequence(of offer: StepOffer, _ context: TongbanContext) -> String {
        let due = Deadline(from: parts.clock.today, ruling.promised, calendar: parts.calendar).due, next = next(after: offer)
        let facts = [
            "stage": names(of: next, context), "who": people(for: next, context), "due": context.longDate(due), "licence": item.result.name,
        ]
        return context.text("desk.step.\(offer.kind.rawValue).\(suffix(of: offer.kind, next))", facts)
    }

    private func suffix(of kind: StepKind, _ next: [CaseTask]) -> String {
        if kind == .grant, item.result.licenceType != nil { return "whatLicence" }
        return [.pass, .opinion].contains(kind) && next.isEmpty ? "whatWaits" : "what"
    }

    /// What the steps of work items are called.
    func names(of tasks: [CaseTask], _ context: TongbanContext) -> String {
        let names = tasks.map(\.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return names.joined(separator: context.language == .zh ? "、" : ", ")
    }

    /// The steps to which it may be returned.
    fileprivate func targets(of offer: StepOffer, _ sent: CaseTyped?, _ context: TongbanContext) -> FieldView {
        let options = procedure.returns(of: offer.task.work, in: file.course).map { FieldView.Option($0.id, $0.title) }
        return .radio("to", context.text("desk.step.return.to"), options: options, value: sent?.form["to"] ?? options.first?.value ?? "")
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

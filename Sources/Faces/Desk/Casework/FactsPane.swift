import Cases
import Catalogue
import Forms
import Kernel
import Organisations
import Standards
import Web

/// What the case is about: who applies, what he says, and how the time stands. Personal data is masked until it is asked for.
struct FactsPane {
    struct Row { let label: String, value: String }
    struct Section { let title: String, rows: [Row] }

    let applicant: [Row]
    let isRevealed: Bool
    let revealPath: String
    let reveal: FieldView
    let isRevealOpen: Bool
    let situation: [Row], hasSituation: Bool
    let sections: [Section]
    let clock: [Row]
    /// How the day came about, step by step; empty before acceptance.
    let why: [String]
    let hasWhy: Bool

    init(_ opened: OpenCase, _ typed: CaseTyped?, isRevealed: Bool, _ context: TongbanContext) throws {
        self.isRevealed = isRevealed
        let content = opened.file.content, isEnglish = context.language == .en
        applicant = Self.applicant(content.holder, isRevealed, context)
        revealPath = "\(opened.path)/reveal"
        reveal = context.reasons(typed, "reveal")
        isRevealOpen = !reveal.error.isEmpty
        situation = Self.situation(opened.published, content.situation, isEnglish)
        hasSituation = !situation.isEmpty
        sections = try Self.sections(opened, isRevealed, isEnglish)
        clock = Self.clock(opened, context)
        why = opened.parts.cases.deadline(of: opened.file, item: opened.published)?.steps.map { step in
            context.text(step.key, step.arguments.mapValues { LocalDate($0).map(context.shortDate) ?? $0 })
        } ?? []
        hasWhy = !why.isEmpty
    }

    /// The questions that were asked and what was answered.
    static func situation(_ item: PublishedItem, _ answers: [String: String], _ isEnglish: Bool) -> [Row] {
        item.decisions.asked(answers).map { question in
            let chosen = question.options.first { $0.value == answers[question.key] }
            return Row(label: question.text(english: isEnglish), value: chosen?.text(english: isEnglish) ?? "")
        }
    }

    private static func sections(_ opened: OpenCase, _ isRevealed: Bool, _ isEnglish: Bool) throws -> [Section] {
        let content = opened.file.content, directory = opened.parts.organisations.directory
        let words = { (field: FieldDefinition, value: JSON) in
            (isRevealed ? nil : masked(field, value, content.holder, isEnglish))
                ?? (field.limits.format == "region-code" ? directory.pathName(of: value.text) : nil)
        }
        let pages = try opened.published.form.readBack(.of(content.situation, content.values), english: isEnglish, words: words)
        return pages.map { page in
            Section(title: page.title, rows: page.answers.compactMap { answer in answer.value.map { Row(label: answer.label, value: $0) } })
        }.filter { !$0.rows.isEmpty }
    }

    private static func applicant(_ holder: CaseHolder, _ isRevealed: Bool, _ context: TongbanContext) -> [Row] {
        let isPerson = holder.kind == .person
        let agent = isRevealed ? holder.contactName : Mask.name(holder.contactName)
        let contact = isPerson ? [] : [Row(label: context.text("desk.facts.agent"), value: agent)]
        return [
            Row(label: context.text("desk.facts.\(holder.kind.rawValue)"), value: isRevealed ? holder.name : holder.masked),
            Row(label: context.text(isPerson ? "desk.facts.idNumber" : "desk.facts.creditCode"),
                value: isRevealed || !isPerson ? holder.code : Mask.number(holder.code)),
        ] + contact + [Row(label: context.text("desk.facts.mobile"), value: isRevealed ? holder.mobile : Mask.mobile(holder.mobile))]
    }

    /// The mask of a value that names a person; `nil` for what may be seen. Of a person within the form, the name is masked, too.
    private static func masked(_ field: FieldDefinition, _ value: JSON, _ holder: CaseHolder, _ isEnglish: Bool) -> String? {
        let source = field.prefill?.account, isOfPerson = holder.kind == .person || source?.hasPrefix("account.") ?? false
        switch (field.limits.format, source) {
        case ("citizen-id", _): return Mask.number(value.text)
        case ("mobile-cn", _): return Mask.mobile(value.text)
        case (_, "account.name"), (_, "holder.name") where isOfPerson: return Mask.name(value.text)
        case (_, "account.idNumber"), (_, "holder.code"), (_, "holder.number") where isOfPerson: return Mask.number(value.text)
        default: break
        }
        guard field.widget == .person, let members = value.object else { return nil }
        let parts = field.fields.compactMap { part in members[part.key].map { (part, $0) } }
        return parts.map { part, value in
            part.key == "name" ? Mask.name(value.text) : masked(part, value, holder, isEnglish) ?? part.display(value, english: isEnglish)
        }.joined(separator: isEnglish ? ", " : "、")
    }

    private static func clock(_ opened: OpenCase, _ context: TongbanContext) -> [Row] {
        let record = opened.record, item = opened.item, parts = opened.parts
        let limit = { (limit: Limit) in context.text("desk.limit.\(limit.unit.rawValue)", ["days": "\(limit.count)"]) }
        let row = { (key: String, value: String) in Row(label: context.text("desk.clock.\(key)"), value: value) }
        let received = row("received", context.longDate(record.receivedOn))
        guard let accepted = record.acceptedOn else { return [received, row("acceptBy", context.longDate(record.dueOn))] }
        let clock = CaseClock(accepted: accepted, promise: opened.ruling.promised, statutory: item.statutory,
                              suspensions: opened.file.suspensions.map(\.stretch), calendar: parts.calendar)
        let today = min(parts.clock.today, record.closedAt.map { LocalDate($0) } ?? parts.clock.today)
        let stopped = opened.file.suspensions.map { suspension in
            let name = item.specialProcedures.first { $0.kind == suspension.kind }?.name ?? suspension.kind
            return row("suspended", context.text("desk.clock.upTo", ["name": name, "days": "\(suspension.approvedDays)"]))
        }
        return [received, row("accepted", context.longDate(accepted)), row("promised", limit(opened.ruling.promised)),
                row("used", context.text("desk.limit.working_day", ["days": "\(clock.used(on: today))"]))] + stopped
            + [row("due", context.longDate(record.dueOn))] + (record.statutoryDueOn.map { [row("statutory", context.longDate($0))] } ?? [])
    }
}

extension TongbanContext {
    /// For what somebody looks, to be chosen.
    func reasons(_ typed: CaseTyped?, _ step: String) -> FieldView {
        let reasons = RevealReason.allCases.map { FieldView.Option($0.rawValue, text("desk.reveal.\($0.rawValue)")) }
        return FieldView.radio("reason", text("desk.reveal.why"), options: reasons)
            .with { ($0.mark, $0.error) = (step, (typed?.step == step ? typed?.error("reason", self) : nil) ?? "") }
    }
}

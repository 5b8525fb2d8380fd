import Catalogue
import Forms
import Identity
import Kernel
import Organisations
import Standards

/// What somebody writes into an item's form: something that passes, different each time.
struct Answers {
    let holder: Holder
    let regions: [String]
    let today: LocalDate
    let chance: Chance

    /// A situation in which one may apply, with an answer to every question that is asked.
    func situation(_ item: PublishedItem) -> [String: String] {
        let situations = item.decisions.completions(of: [:]) ?? []
        return chance.pick(situations.filter { item.decisions.ruling($0).obstacles.isEmpty }) ?? [:]
    }

    /// An answer to every field that applies. Fields are gone through until no answer makes another apply.
    func values(_ form: Form, _ situation: [String: String]) -> [String: JSON] {
        var values: [String: JSON] = [:]
        for _ in 0..<3 {
            let facts = FormFacts.of(situation, values)
            for field in form.pages.flatMap({ $0.fields(for: facts) }) where values[field.key] == nil { values[field.key] = value(field) }
        }
        return form.check(values, facts: .of(situation, values), today: today).values
    }

    private func value(_ field: FieldDefinition) -> JSON {
        if let known = field.prefill?.account.flatMap(holder.value) { return .string(known) }
        if let constant = field.limits.constant { return constant }
        if let choice = chance.pick(field.choices), field.kind != .list { return choice.value }
        switch field.kind {
        case .boolean: return .bool(chance.percent(50))
        case .number, .integer: return .number(number(field))
        case .list: return .array([chance.pick(field.choices)?.value ?? "其他"])
        case .text: return .string(text(field))
        case .group: return .object(members(field))
        case .rows: return .array((0..<chance.number(max(1, field.limits.minItems ?? 1)...3)).map { _ in .object(members(field)) })
        }
    }

    private func members(_ field: FieldDefinition) -> [String: JSON] {
        field.fields.reduce(into: [:]) { $0[$1.key] = value($1) }
    }

    private func number(_ field: FieldDefinition) -> Double {
        let least = Int(max(-1e9, min(field.limits.minimum?.number ?? 1, 1e9)).rounded(.up))
        return Double(chance.number(least...max(least, Int(max(-1e9, min(field.limits.maximum?.number ?? 500, 1e9))))))
    }

    private func text(_ field: FieldDefinition) -> String {
        if let pattern = field.limits.pattern { return PatternText(pattern).example(chance) }
        switch field.limits.format {
        case "citizen-id": return holder.account.idNumber ?? ""
        case "uscc": return holder.creditCode ?? "92410202MAKF00015N"
        case "mobile-cn": return holder.mobile
        case "region-code": return chance.pick(regions) ?? ""
        case "date": return today.adding(days: chance.number(-400...400)).description
        case "money": return "\(chance.number(1...90_000)).50"
        case "email": return "someone@example.com"
        default: return words(field.limits)
        }
    }

    private func words(_ limits: FieldDefinition.Limits) -> String {
        let some = chance.pick(["按规定办理，内容属实", "因经营需要申请办理", "首次申请，材料已备齐", "情况与证件一致，请予办理"]) ?? "申请"
        let least = limits.minLength ?? 0, enough = String(repeating: some, count: least / max(1, some.count) + 1)
        return String(enough.prefix(max(least, min(some.count, limits.maxLength ?? 2000))))
    }
}

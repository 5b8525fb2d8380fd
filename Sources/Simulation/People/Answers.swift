import Catalogue
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

    func values(_ item: ServiceItem, _ situation: [String: String]) -> [String: JSON] {
        // In a fixed order: a dictionary's own is another in every run.
        item.effectiveForm.properties.sorted { $0.key < $1.key }.reduce(into: [:]) { values, entry in
            let (key, field) = entry
            guard field.when?.holds(situation) ?? true else { return }
            values[key] = field.prefill.flatMap(holder.value).map(JSON.string) ?? value(field)
        }
    }

    private func value(_ field: FormField) -> JSON {
        switch field.type {
        case .boolean: .bool(chance.percent(50))
        case .number, .integer: .number(number(field))
        case .array: .array([.string(chance.pick(field.options ?? ["其他"]) ?? "其他")])
        case .string: .string(text(field))
        }
    }

    private func number(_ field: FormField) -> Double {
        let least = Int(max(-1e9, min(field.minimum ?? 1, 1e9))), most = Int(max(-1e9, min(field.maximum ?? 500, 1e9)))
        return Double(chance.number(least...max(least, most)))
    }

    private func text(_ field: FormField) -> String {
        if let options = field.options { return chance.pick(options) ?? "" }
        if let pattern = field.pattern { return PatternText(pattern).example(chance) }
        switch field.format {
        case "citizen-id": return holder.account.idNumber ?? ""
        case "uscc": return holder.creditCode ?? "92410202MAKF00015N"
        case "mobile-cn": return holder.mobile
        case "region-code": return chance.pick(regions) ?? ""
        case "date": return today.adding(days: chance.number(-400...400)).description
        case "money": return "\(chance.number(1...90_000)).50"
        case "email": return "someone@example.com"
        default: return words(field)
        }
    }

    private func words(_ field: FormField) -> String {
        let some = chance.pick(["按规定办理，内容属实", "因经营需要申请办理", "首次申请，材料已备齐", "情况与证件一致，请予办理"]) ?? "申请"
        let least = field.minLength ?? 0, enough = String(repeating: some, count: least / max(1, some.count) + 1)
        return String(enough.prefix(max(least, min(some.count, field.maxLength ?? 2000))))
    }
}

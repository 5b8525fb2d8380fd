import Forms
import Kernel
import Rules
import Standards

extension ItemCheck {
    /// Whether the item's rules can be read and keep the contract of `docs/extend/rules.md`. Each of its situations is tried.
    static func rules(_ item: ServiceItem, _ calendar: WorkingCalendar) -> [FieldProblem] {
        let model: DecisionModel
        do throws(Problem) {
            guard let text = item.rules else { return [] }
            model = try ItemHandling.model(text)
        } catch {
            let parts = error.fields.map { FieldProblem("rules.\($0.field)", $0.code, $0.arguments) }
            return parts.isEmpty ? [FieldProblem("rules", error.code, error.arguments)] : parts
        }
        let questions = item.situations?.questions ?? []
        // The plain form is the same for all and asks nothing that rules could go by.
        let fields = item.form.flatMap { try? Form($0) }?.fields ?? []
        let inputs = Set(questions.map(\.key) + fields.map(\.key))
        let unknown = model.inputs.filter { !inputs.contains($0) }
        guard unknown.isEmpty else { return unknown.map { FieldProblem("rules", "item.rules_input", ["value": $0]) } }
        return RulesTrial(item, model, calendar).problems
    }
}

/// Asks the rules about every situation that there can be.
private struct RulesTrial {
    private let item: ServiceItem
    private let model: DecisionModel
    private let calendar: WorkingCalendar
    private var materials: Set<String> = []
    private var questions: Set<String> = []

    /// The faults, each once.
    private(set) var problems: [FieldProblem] = []

    init(_ item: ServiceItem, _ model: DecisionModel, _ calendar: WorkingCalendar) {
        (self.item, self.model, self.calendar) = (item, model, calendar)
        let decisions = ItemDecisions(item, .success(model))
        guard let situations = decisions.completions(of: [:], limit: 4096) else {
            problems = [FieldProblem("rules", "item.rules_too_many")]
            return
        }
        for situation in situations {
            let inquiry = Inquiry(model, situation, [:])
            questions.formUnion(decisions.asked(situation).map(\.key))
            for name in DecisionName.allCases { inquiry.decided(name).map { look(at: $0, name, isWhole: decisions.formInputs.isEmpty) } }
        }
        if let start = Inquiry(model, [:], [:]).decided(.questions) { look(at: start, .questions, isWhole: true) }
        // What only the form decides can't be tried without one.
        guard decisions.formInputs.isEmpty else { return }
        if model.decisions.contains(DecisionName.materials.rawValue) {
            for material in item.materials where !materials.contains(material.key) { note("item.rules_material_never", material.key) }
        }
        for question in item.situations?.questions ?? [] where !questions.contains(question.key) {
            note("item.rules_question_never", question.key)
        }
    }

    private mutating func look(at decided: Decided, _ name: DecisionName, isWhole: Bool) {
        for warning in isWhole ? decided.warnings : [] { note("item.rules_fails", warning, in: "rules.\(name.rawValue)") }
        for row in decided.rows {
            switch name {
            case .questions:
                let key = row["question"].text
                if item.situations?.questions.contains(where: { $0.key == key }) != true { note("item.rules_question", key) }
            case .materials: look(atMaterial: row)
            case .eligibility: if row["reason"].text.isEmpty { note("item.rules_reason", name.rawValue) }
            case .fees: if row["name"].isBlank || row["amount"].isBlank { note("item.rules_fee", row["name"].text) }
            case .limit:
                // In the unit in which the item promises.
                let days = row["days"].number.flatMap(Int.init(exactly:)) ?? -1
                let limit = try? Limit(days, item.promised.unit)
                let isUnlawful = limit.map { calendar.dayOfEnding($0, after: item.statutory) != nil } ?? true
                if isUnlawful { note("item.rules_limit", row["days"].text) }
            }
        }
    }

    private mutating func look(atMaterial row: Decided.Row) {
        let key = row["material"].text
        materials.insert(key)
        if !item.materials.contains(where: { $0.key == key }) { note("item.rules_material", key) }
        if !row["need"].isBlank, Material.Need(rawValue: row["need"].text) == nil { note("item.rules_need", row["need"].text) }
    }

    private mutating func note(_ code: String, _ value: String, in field: String = "rules") {
        let problem = FieldProblem(field, code, ["value": value])
        if !problems.contains(problem) { problems.append(problem) }
    }
}

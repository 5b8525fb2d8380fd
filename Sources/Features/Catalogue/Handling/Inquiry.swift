import Kernel
import Rules

/// The decisions that the platform asks an item's rules for. Others may stand beside them, for these to use.
enum DecisionName: String, CaseIterable {
    /// Which questions are asked: rows with `question`.
    case questions
    /// 申请材料: rows with `material` and, if it differs from the list, `need`.
    case materials
    /// 申请条件: rows with `reason`, `reasonEn`; whoever one holds for can't apply.
    case eligibility
    /// 收费: rows with `name`, `amount`, `basis`.
    case fees
    /// 承诺时限: `days`, in working days.
    case limit

    /// What a row of one value is.
    fileprivate var value: String {
        switch self {
        case .questions: "question"
        case .materials: "material"
        case .eligibility: "reason"
        case .fees: "name"
        case .limit: "days"
        }
    }
}

/// One asking of an item's rules: with every input that they take, unknown ones as null.
struct Inquiry {
    let inputs: [String: JSON]
    private let model: DecisionModel

    init(_ model: DecisionModel, _ answers: [String: String], _ form: [String: JSON]) {
        self.model = model
        inputs = Dictionary(model.inputs.map { ($0, answers[$0].map(JSON.string) ?? form[$0] ?? .null) }) { first, _ in first }
    }

    var openInputs: Set<String> { Set(inputs.filter { $0.value == .null }.keys) }

    /// `nil` when the rules don't decide this.
    func decided(_ name: DecisionName) -> Decided? {
        guard model.decisions.contains(name.rawValue) else { return nil }
        return (try? model.evaluate(name.rawValue, json: .object(inputs))).map { Decided($0, as: name) }
    }
}

/// The rows of a decision's answer.
struct Decided {
    struct Row {
        let values: [String: JSON]
        /// The inputs that its rule looks at.
        let conditions: [String]
        /// The rule's annotation `because` (依据).
        let because: String

        subscript(_ name: String) -> JSON { values[name] ?? .null }

        func looks(at inputs: Set<String>) -> Bool { conditions.contains(where: inputs.contains) }
    }

    let rows: [Row]
    /// The keys of the warnings.
    let warnings: [String]

    /// Whether all of it could be worked out.
    var isSound: Bool { warnings.isEmpty }

    fileprivate init(_ answer: DecisionModel.Answer, as name: DecisionName) {
        // A table in which no rule holds answers null.
        let values = answer.value == .null ? [] : answer.value.array ?? [answer.value]
        let steps = answer.explanation.decisions.last { $0.name == name.rawValue }
        let rules = steps?.tables.first?.rules ?? []
        rows = values.enumerated().map { place, value in
            let rule = rules.count == values.count ? rules[place] : nil
            return Row(values: value.object ?? [name.value: value],
                       conditions: rule?.conditions.filter { $0.text != "-" }.map(\.name) ?? [],
                       because: rule?.annotations.first { ["because", "依据"].contains($0.name) }?.text ?? "")
        }
        warnings = answer.warnings.map(\.code)
    }
}

import Forms
import Kernel
import Rules
import Workflow

/// Conditions and scripts of procedures, and conditions of forms, are FEEL: the rules engine works out what the other engines ask.
public struct FEELExpressions: Expressions {
    /// Expressions that were read, by their text and those names that may stand in it.
    private static let read = Memo<FEEL>(bound: 2000)

    public init() {}

    public func evaluate(_ text: String, _ variables: [String: JSON]) throws -> JSON {
        try Self.expression(text, variables).evaluate(json: .object(variables)).value
    }

    public func fault(in text: String) -> String? {
        do {
            _ = try FEEL(text)
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// For the conditions of forms (``FormFacts``): the variables are the answers to the situation's questions and the form's values by
    /// their keys. A condition that can't be read holds: a field too many can be left empty, one too few can't be filled.
    public static let ofForms: FormFacts.Expressions = { text, facts in
        let variables = facts.answers.merging(facts.situation.mapValues(JSON.string)) { answer, _ in answer }
        guard let expression = try? expression(text, variables) else { return true }
        return expression.evaluate(json: .object(variables)).value == .bool(true)
    }

    private static func expression(_ text: String, _ variables: [String: JSON]) throws -> FEEL {
        let names = variables.keys.filter(text.contains).sorted()
        return try read.value(([text] + names).joined(separator: "\n")) { try FEEL(text, names: names) }
    }
}

import Forms
import Kernel

extension FormFacts {
    /// What is known while an item's form is filled: the situation's answers, and the form's so far.
    public static func of(_ situation: [String: String], _ answers: [String: JSON] = [:]) -> FormFacts {
        FormFacts(situation: situation, answers: answers, expressions: FEELExpressions.ofForms)
    }
}

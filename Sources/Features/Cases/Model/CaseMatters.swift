import Catalogue
import Kernel
import Rules
import Workflow

/// What conditions of a procedure see of a case: the situation's answers and the form's values under their keys. They are unsealed only
/// when an expression asks for more than the latest opinion, and never become variables of the procedure.
public struct CaseMatters: CaseFacts {
    private let feel = FEELExpressions()
    private let rules: DecisionModel?
    private let content: Lazily<Result<CaseContent, any Error>>

    public init(_ item: PublishedItem, _ content: @escaping @Sendable () throws -> CaseContent) throws(Problem) {
        rules = try item.rules
        self.content = Lazily { Result(catching: content) }
    }

    public func evaluate(_ text: String, _ variables: [String: JSON]) throws -> JSON {
        let known = Self.asksOnlyOpinion(text) ? [:] : try answers
        return try feel.evaluate(text, known.merging(variables) { $1 })
    }

    public func fault(in text: String) -> String? { feel.fault(in: text) }

    public func decide(_ decision: String) throws -> JSON {
        guard let rules else { throw Problem("case.no_rules", .fault, reason: decision) }
        return try rules.evaluate(decision, json: .object(answers), explained: false).value
    }

    private var answers: [String: JSON] {
        get throws {
            let content = try content.value.get()
            return content.values.merging(content.situation.mapValues(JSON.string)) { $1 }
        }
    }

    /// Whether, texts in quotation marks left out, nothing but `outcome` is named.
    private static func asksOnlyOpinion(_ text: String) -> Bool {
        let named = text.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset.isMultiple(of: 2) }
        return !named.contains { $0.element.replacing("outcome", with: "").contains(where: \.isLetter) }
    }
}

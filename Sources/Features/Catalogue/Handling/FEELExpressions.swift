import Kernel
import Rules
import Workflow

/// Conditions and scripts of procedures are FEEL: the rules engine works out what the workflow engine asks.
public struct FEELExpressions: Expressions {
    public init() {}

    public func evaluate(_ text: String, _ variables: [String: JSON]) throws -> JSON {
        try FEEL(text, names: variables.keys).evaluate(json: .object(variables)).value
    }

    public func fault(in text: String) -> String? {
        do {
            _ = try FEEL(text)
            return nil
        } catch {
            return "\(error)"
        }
    }
}

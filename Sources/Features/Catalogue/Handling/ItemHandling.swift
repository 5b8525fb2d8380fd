import Forms
import Kernel
import Rules
import Workflow

/// What is made of an item's texts so that it can be run: read when it is first asked for, and kept with the published version.
final class ItemHandling: Sendable {
    let form: Lazily<Result<Form, Problem>>
    let rules: Lazily<Result<DecisionModel?, Problem>>
    let decisions: Lazily<ItemDecisions>
    let procedure: Lazily<Result<ProcessDefinition, Problem>>

    init(_ item: ServiceItem, plain: Form) {
        form = Lazily { [definition = item.form] in
            Self.result { () throws(Problem) in if let definition { try Form(definition) } else { plain } }
        }
        let rules = Lazily { [text = item.rules] in Self.result { () throws(Problem) in try text.map(Self.model) } }
        self.rules = rules
        decisions = Lazily { ItemDecisions(item, rules.value) }
        procedure = Lazily { [text = item.procedure] in
            Self.result { () throws(Problem) in try ProcessDefinition(reading: Array(text.utf8)) }
        }
    }

    /// DMN is XML; whatever isn't is a plain table in YAML.
    static func model(_ text: String) throws(Problem) -> DecisionModel {
        let isXML = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }.hasPrefix("<")
        return try (isXML ? DecisionModel(reading: Array(text.utf8)) : DecisionModel(yaml: text)).checked()
    }

    private static func result<Value>(_ make: () throws(Problem) -> Value) -> Result<Value, Problem> {
        do { return .success(try make()) } catch { return .failure(error) }
    }
}

@testable import Rules
import Testing

/// What an expression must be worked out to, both as FEEL writes them.
struct Expectation: CustomTestStringConvertible, Sendable {
    let expression: String
    let value: String
    var testDescription: String { expression }

    init(_ expression: String, _ value: String) { (self.expression, self.value) = (expression, value) }

    /// Variables that the expressions may use.
    static let variables: Context = [
        "门店 面积": 86, "业态": "餐饮", "Pre-bureau risk": "HIGH", "a": 3, "b": 2, "a-b": 100, "full name": "李晓梅",
        "applicant": .context(["name": "李晓梅", "monthly income": 5200, "years in business": 4]),
        "staff": .list([.context(["name": "A", "age": 30]), .context(["name": "B", "age": 20]), .context(["name": "C", "age": 40])]),
    ]

    static let names = variables.names + ["monthly income", "years in business", "name", "age"]

    func check(_ location: SourceLocation = #_sourceLocation) {
        do {
            let result = try FEEL(expression, names: Self.names).evaluate(Self.variables, now: Fixtures.now)
            #expect(result.value.description == value, "\(result.warnings)", sourceLocation: location)
            if result.value.isNull, expression != "null" { return }
            #expect(!result.warnings.contains { $0.code == "rules.warning.limit" }, sourceLocation: location)
        } catch {
            #expect(value == "syntax", "\(error)", sourceLocation: location)
        }
    }
}

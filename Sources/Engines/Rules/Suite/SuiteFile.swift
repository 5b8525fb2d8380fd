import Decimals
import Kernel
import XML

/// A file of test cases: what is given, and what must come of it.
struct SuiteFile {
    let model: String
    let tests: [Test]

    struct Test {
        let id: String
        /// The service or function that is called, when it isn't a decision that is asked.
        let invocable: String?
        let inputs: [Input]
        let results: [Result]
    }

    struct Input {
        let name: String
        let namespace: String?
        let value: Value
    }

    struct Result {
        let name: String
        let expected: Value
    }

    init(reading bytes: [UInt8]) throws(Problem) {
        let root = try XMLDocument(reading: bytes).root
        guard root.name == "testCases" else { throw Problem("rules.suite.root", .invalid, ["name": root.name]) }
        model = root.text(of: "modelName") ?? ""
        tests = root.children("testCase").map { element in
            Test(
                id: element["id"] ?? "", invocable: element["invocableName"],
                inputs: element.children("inputNode").map {
                    Input(name: $0["name"] ?? "", namespace: $0["namespace"], value: Self.value($0))
                },
                results: element.children("resultNode").map {
                    Result(name: $0["name"] ?? "", expected: $0.child("expected").map(Self.value) ?? .null)
                })
        }
    }

    /// A value, a list, or components, whichever stands within.
    private static func value(_ element: XMLElement) -> Value {
        if let list = element.child("list") { return list[instance, "nil"] == "true" ? .null : .list(list.children("item").map(value)) }
        let components = element.children("component")
        if !components.isEmpty { return .context(Context(components.map { ($0["name"] ?? "", value($0)) })) }
        guard let plain = element.child("value"), plain[instance, "nil"] != "true" else { return .null }
        return Self.plain(plain.text, plain[instance, "type"] ?? "xsd:string")
    }

    private static let instance = "http://www.w3.org/2001/XMLSchema-instance"

    private static func plain(_ text: String, _ type: String) -> Value {
        let trimmed = text.trimmed
        switch type.split(separator: ":").last {
        case "boolean": return .boolean(trimmed == "true" || trimmed == "1")
        case "decimal", "double", "float", "integer", "int", "long": return Decimal128(trimmed).map(Value.number) ?? .null
        case "date": return TemporalText.date(trimmed).map(Value.date) ?? .null
        case "time": return TemporalText.time(trimmed).map(Value.time) ?? .null
        case "dateTime": return TemporalText.dateTime(trimmed).map(Value.dateTime) ?? .null
        case "duration", "dayTimeDuration", "yearMonthDuration":
            return TemporalText.days(trimmed).map(Value.days) ?? TemporalText.months(trimmed).map(Value.months) ?? .null
        default: return .string(text)
        }
    }

    /// Whether a value is the one that was expected. Numbers may differ where the file wrote fewer digits than were worked out.
    static func agree(_ expected: Value, _ value: Value) -> Bool {
        switch (expected, value) {
        case (.number(let a), .number(let b)): isNear(a, b)
        case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy(agree)
        case (.context(let a), .context(let b)):
            a.count == b.count && a.pairs.allSatisfy { name, value in b[name].map { agree(value, $0) } ?? false }
        default: expected == value
        }
    }

    /// Equal, or equal to eight significant digits.
    private static func isNear(_ a: Decimal128, _ b: Decimal128) -> Bool {
        let difference = a.subtracting(b)?.magnitude, bound = max(a.magnitude, b.magnitude).multiplied(by: tolerance)
        guard let difference, let bound else { return false }
        return difference <= bound
    }

    private static let tolerance = Decimal128("0.00000001") ?? .zero
}

extension SuiteFile.Test {
    /// What the model answers.
    func outcome(of result: SuiteFile.Result, _ model: DecisionModel, _ now: CivilDateTime?) -> (Value, [Warning]) {
        guard let id = model.id(named: invocable ?? result.name) else { return (.string("no decision of that name"), []) }
        if case .knowledge(let knowledge) = model.nodes.all[id] {
            let evaluation = Evaluation(now: now, limits: model.limits)
            let value = evaluation.call(model.nodes.function(knowledge, id), named: inputs.map { ($0.name, $0.value) })
            return (value, evaluation.warnings)
        }
        let outcome = model.evaluate(id, given: given(model), now: now)
        if case .service(let service) = model.nodes.all[id], service.outputs.count > 1, let part = outcome.value.context?[result.name] {
            return (part, outcome.warnings)
        }
        return (outcome.value, outcome.warnings)
    }

    private func given(_ model: DecisionModel) -> [NodeID: Value] {
        var given: [NodeID: Value] = [:]
        for input in inputs {
            for (id, node) in model.nodes.all where node.name == input.name && id.namespace == input.namespace ?? id.namespace {
                given[id] = input.value
            }
        }
        return given
    }
}

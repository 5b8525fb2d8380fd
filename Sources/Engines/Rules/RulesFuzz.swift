import Kernel

/// Doors for a fuzzer: whatever the bytes are, each comes back, and soon.
public enum RulesFuzz {
    /// Reads the bytes as an expression and as unary tests, and works out what could be read.
    public static func feel(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let variables: Context = ["a": 1, "b": "文字", "c d": .list([1, .context(["x": 2])]), "?": 3]
        _ = try? FEEL(text, names: variables.names, limits: limits).evaluate(variables, now: noon)
        _ = try? FEEL.test(text, input: 5, variables, limits: limits)
    }

    /// Reads the bytes as a model and as tables in YAML, and asks every decision.
    public static func dmn(_ bytes: [UInt8]) {
        ask(try? DecisionModel(reading: bytes, limits: limits))
        ask(try? DecisionModel(yaml: String(decoding: bytes, as: UTF8.self), limits: limits))
    }

    /// Reads the bytes as a table on a sheet, and asks its decision.
    public static func xlsx(_ bytes: [UInt8]) { ask(try? DecisionModel(xlsx: bytes, limits: limits)) }

    private static func ask(_ model: DecisionModel?) {
        guard let model else { return }
        let inputs = Context(model.inputs.map { ($0, Value.number(1)) })
        for decision in model.decisions.prefix(20) { _ = try? model.evaluate(decision, inputs, now: noon, explained: true).value.json }
    }

    private static let noon = TemporalText.dateTime("2026-05-01T12:00:00Z")

    /// Small, so that even what goes to every limit is over soon.
    private static let limits: Limits = {
        var limits = Limits()
        (limits.steps, limits.listLength, limits.textLength, limits.patternSteps) = (50_000, 5_000, 50_000, 20_000)
        (limits.expressionLength, limits.modelSize, limits.answerSize) = (20_000, 200_000, 50_000)
        return limits
    }()
}

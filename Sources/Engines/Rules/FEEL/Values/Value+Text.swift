import Decimals

extension Value: CustomStringConvertible {
    /// The text that FEEL's `string()` gives: a text is itself.
    public var text: String { if case .string(let text) = self { text } else { description } }

    /// The value as an expression would write it: a text within quotation marks.
    public var description: String {
        switch self {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .number(let value): value.description
        case .string(let value): quoted(value)
        case .date(let value): value.description
        case .time(let value): value.description
        case .dateTime(let value): value.description
        case .days(let value): value.description
        case .months(let value): value.description
        case .list(let values): "[\(values.map(\.description).joined(separator: ", "))]"
        case .context(let context): "{\(context.pairs.map { "\(key($0.name)): \($0.value)" }.joined(separator: ", "))}"
        case .range(let range): range.description
        case .function(let function): "function(\(function.parameters.map(\.name).joined(separator: ", ")))"
        }
    }

    private func key(_ name: String) -> String {
        let isName = NameTable.tokens(of: name).map { !$0.isEmpty } ?? false
        return isName && !name.unicodeScalars.contains { "\"\\".unicodeScalars.contains($0) } ? name : quoted(name)
    }
}

extension ValueRange: CustomStringConvertible {
    public var description: String {
        switch (low, high) {
        case (let low?, _) where form != .interval: "\(form == .only ? "=" : "!=") \(low)"
        case (nil, let high?): "\(includesHigh ? "<=" : "<") \(high)"
        case (let low?, nil): "\(includesLow ? ">=" : ">") \(low)"
        default: "\(includesLow ? "[" : "(")\(low ?? .null)..\(high ?? .null)\(includesHigh ? "]" : ")")"
        }
    }
}

func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}

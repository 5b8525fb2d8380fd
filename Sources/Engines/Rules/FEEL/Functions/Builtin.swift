import Decimals

/// A function that FEEL brings along (DMN 1.5, 10.3.4): one name, perhaps with several ways to be called.
struct Builtin: Sendable {
    let name: String
    let overloads: [Overload]

    struct Overload: Sendable {
        let parameters: [Function.Parameter]
        /// How many must be given.
        let required: Int
        /// Whether the last may come many times: `min(1, 2, 3)`.
        let isVariadic: Bool
        let body: @Sendable (Arguments) -> Value?
    }

    /// By name.
    static let all: [String: Builtin] = {
        let groups = [conversions, logic, strings, patterns, lists, listChanges, aggregates, numbers, moments, contexts, ranges, relations]
        let named = groups.joined().map { ($0.name, $0) }
        return Dictionary(named) { Builtin(name: $0.name, overloads: $0.overloads + $1.overloads) }
    }()

    /// The signature is written `string: string, start position: number, length?: number`; a variadic one `list...: Any`.
    init(_ name: String, _ signature: String, _ body: @escaping @Sendable (Arguments) -> Value?) {
        self.init(name: name, overloads: [Overload(signature, body)])
    }

    private init(name: String, overloads: [Overload]) { (self.name, self.overloads) = (name, overloads) }

    /// As a value that can be handed on.
    var function: Function { Function(name, overloads.first?.parameters ?? [], .builtin(self)) }

    func call(_ values: [Value], _ evaluation: Evaluation) -> Value {
        guard let overload = overloads.first(where: { $0.takes(values.count) }) else { return evaluation.badArguments(name) }
        if overload.isVariadic {
            let rest = overload.parameters.count - 1
            return run(overload, Array(values[..<rest]) + [overload.rest(Array(values[rest...]))], evaluation)
        }
        // Of several ways to be called the one counts that takes values of these kinds.
        let fitting = overloads.first { $0.takes(values.count) && !$0.isVariadic && $0.fits(values, evaluation) } ?? overload
        return run(fitting, values, evaluation)
    }

    func call(named arguments: [(name: String, value: Value)], _ evaluation: Evaluation) -> Value {
        let given = Dictionary(arguments.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        guard given.count == arguments.count else { return evaluation.badArguments(name) }
        let possible = overloads.compactMap { overload in
            overload.placed(given, isOnly: overloads.count == 1).map { (overload: overload, values: $0) }
        }
        guard let chosen = possible.first(where: { $0.overload.fits($0.values, evaluation) }) ?? possible.first else {
            return evaluation.badArguments(name)
        }
        return run(chosen.overload, chosen.values, evaluation)
    }

    private func run(_ overload: Overload, _ values: [Value], _ evaluation: Evaluation) -> Value {
        guard evaluation.enter() else { return .null }
        defer { evaluation.leave() }
        guard let arguments = Arguments(values, overload.parameters, evaluation), let result = overload.body(arguments) else {
            return evaluation.badArguments(name)
        }
        return evaluation.limited(result)
    }
}

extension Builtin.Overload {
    init(_ signature: String, _ body: @escaping @Sendable (Arguments) -> Value?) {
        let parts = signature.isEmpty ? [] : signature.split(separator: ", ").map { $0.split(separator: ": ") }
        let names = parts.map { String($0[0]) }
        self.body = body
        isVariadic = names.last?.hasSuffix("...") ?? false
        required = names.filter { !$0.hasSuffix("?") }.count
        parameters = zip(names, parts).map { name, part in
            Function.Parameter(name: name.filter { !"?.".contains($0) }, type: FEELType(name: String(part[part.count - 1])) ?? .any)
        }
    }

    func takes(_ count: Int) -> Bool { isVariadic ? count >= parameters.count : (required...parameters.count).contains(count) }

    func fits(_ values: [Value], _ evaluation: Evaluation) -> Bool {
        zip(parameters, values).allSatisfy { $0.type.contains($1, evaluation) || ($0.type.isAny && $1.isNull) }
    }

    /// Named arguments in the order of the parameters; `nil` when they aren't these. Where a function takes anything, nothing too, what
    /// isn't named is nothing.
    func placed(_ given: [String: Value], isOnly: Bool) -> [Value]? {
        let names = parameters.map(\.name), takesNothing = isOnly && !isVariadic && parameters.allSatisfy(\.type.isAny)
        guard Set(given.keys).isSubset(of: names) else { return nil }
        var values = takesNothing ? names.map { given[$0] ?? .null } : names.prefix { given[$0] != nil }.compactMap { given[$0] }
        guard values.count >= max(given.count, required) else { return nil }
        if isVariadic, let last = values.popLast() { values.append(rest([last])) }
        return values
    }

    /// What comes many times is a list; one list alone is that list, unless it is lists that come many times.
    func rest(_ values: [Value]) -> Value {
        if parameters.count == 1, values.count == 1, parameters[0].type.isAny {
            return values[0].isNull ? .null : .list(values[0].elements ?? [])
        }
        return .list(values)
    }
}

extension FEELType {
    var isAny: Bool { if case .any = self { true } else { false } }
}

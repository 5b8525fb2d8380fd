/// Calls of functions.
extension Evaluation {
    func invoked(_ callee: Expression, _ arguments: [Expression], in scope: Scope) -> Value {
        guard let function = function(callee, in: scope) else { return .null }
        return call(function, arguments.map { value($0, in: scope) })
    }

    func invoked(_ callee: Expression, named arguments: [(name: String, value: Expression)], in scope: Scope) -> Value {
        guard let function = function(callee, in: scope) else { return .null }
        return call(function, named: arguments.map { ($0.name, value($0.value, in: scope)) })
    }

    private func function(_ callee: Expression, in scope: Scope) -> Function? {
        let value = value(callee, in: scope)
        if let function = value.function { return function }
        if !value.isNull { warn(.noFunction, ["kind": value.kind]) }
        return nil
    }

    func call(_ function: Function, _ arguments: [Value]) -> Value {
        if case .builtin(let builtin) = function.body { return builtin.call(arguments, self) }
        guard arguments.count == function.parameters.count else { return badArguments(function.name) }
        return run(function, arguments)
    }

    func call(_ function: Function, named arguments: [(name: String, value: Value)]) -> Value {
        if case .builtin(let builtin) = function.body { return builtin.call(named: arguments, self) }
        let given = Dictionary(arguments.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        let values = function.parameters.compactMap { given[$0.name] }
        guard arguments.count == function.parameters.count, values.count == arguments.count else { return badArguments(function.name) }
        return run(function, values)
    }

    func badArguments(_ name: String) -> Value { null(.arguments, ["function": name]) }

    private func run(_ function: Function, _ arguments: [Value]) -> Value {
        guard enter() else { return .null }
        defer { leave() }
        var values: [Value] = []
        for (parameter, argument) in zip(function.parameters, arguments) {
            guard parameter.type.isAny || charge(argument), let value = parameter.type.coerced(argument, self) else {
                return null(.type, ["name": parameter.name, "type": parameter.type.description, "kind": argument.kind])
            }
            values.append(value)
        }
        let result = run(function, with: values)
        return function.result.coerced(result, self)
            ?? null(.type, ["name": function.name, "type": function.result.description, "kind": result.kind])
    }

    /// A function that has a name knows itself by it.
    private func run(_ function: Function, with values: [Value]) -> Value {
        switch function.body {
        case .closure(let expression, let outer): return value(expression, in: scope(of: function, with: values, in: outer))
        case .boxed(let boxed, let outer): return value(boxed, in: scope(of: function, with: values, in: outer))
        case .model(let run): return run(values, self)
        case .external: return null(.external)
        case .builtin(let builtin): return builtin.call(values, self)
        }
    }

    private func scope(of function: Function, with values: [Value], in outer: Scope) -> Scope {
        let around = function.name.isEmpty ? outer : Scope(function.name, .function(function), in: outer)
        return Scope(Context(zip(function.parameters.map(\.name), values)), in: around)
    }
}

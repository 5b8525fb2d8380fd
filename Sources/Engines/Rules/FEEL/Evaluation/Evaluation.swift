import Decimals

/// One evaluation: the moment it happens at, what it may still use up, and the warnings so far. It belongs to one thread.
final class Evaluation {
    let limits: Limits
    /// What `now()` answers; `nil` where time isn't told, and `now()` is null.
    let now: CivilDateTime?
    /// The element of the model that is being worked out, for warnings.
    var element = ""
    private(set) var warnings: [Warning] = []
    private(set) var isExhausted = false
    private var steps: Int
    private var depth = 0
    let patterns = PatternCache()
    /// Writes down which rules held, when somebody wants to know.
    var recorder: ExplanationRecorder?

    init(now: CivilDateTime?, limits: Limits) {
        (self.now, self.limits) = (now, limits)
        steps = limits.steps
    }

    func value(_ expression: Expression, in scope: Scope) -> Value {
        switch expression {
        case .literal(let value): return value
        case .name(let name): return value(named: name, in: scope)
        default: break
        }
        guard enter() else { return .null }
        defer { leave() }
        return composite(expression, in: scope)
    }

    /// Records why there is no value.
    func null(_ code: Warning.Code, _ arguments: [String: String] = [:]) -> Value {
        warn(code, arguments)
        return .null
    }

    func warn(_ code: Warning.Code, _ arguments: [String: String] = [:]) {
        guard warnings.count < limits.warnings, !isExhausted else { return }
        warnings.append(Warning(code, arguments.mapValues { String($0.prefix(200)) }, element: element))
    }

    /// Uses up steps; false when there are none left, and then everything is null.
    func spend(_ count: Int) -> Bool {
        guard !isExhausted else { return false }
        steps -= count
        if steps < 0 { exhaust("steps") }
        return !isExhausted
    }

    /// Uses up as many steps as it takes to go through a value.
    func charge(_ value: Value) -> Bool {
        switch value {
        case .list, .context: spend(value.weight(within: steps))
        default: !isExhausted
        }
    }

    /// Goes a call deeper; whoever was let in leaves again.
    func enter() -> Bool {
        guard spend(1) else { return false }
        if depth >= limits.depth { exhaust("depth") }
        if isExhausted { return false }
        depth += 1
        return true
    }

    func leave() { depth -= 1 }

    private func exhaust(_ what: String) {
        warn(.limit, ["limit": what])
        isExhausted = true
    }

    /// The value when it isn't too large to be kept.
    func limited(_ value: Value) -> Value {
        switch value {
        case .list(let elements) where elements.count > limits.listLength: null(.limit, ["limit": "list"])
        case .string(let text) where text.utf8.count > limits.textLength: null(.limit, ["limit": "text"])
        default: value
        }
    }

    /// The answer to whoever asked from outside: nothing when the limits were reached, or when it is too large to be written down.
    func answer(_ value: Value) -> Value {
        if value.weight(within: limits.answerSize) > limits.answerSize { exhaust("size") }
        return isExhausted ? .null : value
    }

    private func value(named name: String, in scope: Scope) -> Value {
        if let value = scope.value(name) { return value }
        if let builtin = Builtin.all[name] { return .function(builtin.function) }
        return null(.unknownName, ["name": name])
    }
}

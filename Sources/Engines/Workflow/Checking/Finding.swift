/// One thing that is wrong with a definition, by the element it concerns. The code is the key of its message, `workflow.check.…`.
public struct Finding: Sendable, Hashable {
    public enum Code: String, Sendable, CaseIterable {
        /// A branch waits at a join for another that never comes.
        case deadlock
        /// Two branches go on side by side where one was meant: they were parted as parallel and brought together without waiting.
        case unsynchronised
        /// No way leads there.
        case dead
        /// From there the procedure can't come to an end.
        case endless
        case noEnd = "no_end"
        case implicitEnd = "implicit_end"
        case noDefault = "no_default"
        case noCondition = "no_condition"
        case expression
        case noRole = "no_role"
        case unknownRole = "unknown_role"
        case overPromise = "over_promise"
        case eventTarget = "event_target"
        case noLink = "no_link"
        case noCalled = "no_called"
        /// A join that may decide early, whose branches don't begin at one gateway.
        case openBlock = "open_block"
        case quorum
        /// Too many states to look at them all.
        case tooLarge = "too_large"
    }

    public let code: Code
    public let element: String
    /// With the element's name under `name` and its id under `element`.
    public let arguments: [String: String]

    /// A warning doesn't keep the definition from being published.
    public var isWarning: Bool { code == .implicitEnd || code == .tooLarge }

    /// The key of the message.
    public var key: String { "workflow.check.\(code.rawValue)" }

    init(_ code: Code, _ node: FlowNode, _ arguments: [String: String] = [:]) {
        (self.code, element) = (code, node.id)
        self.arguments = arguments.merging(["element": node.id, "name": node.title]) { $1 }
    }

    init(_ code: Code, _ definition: ProcessDefinition, _ arguments: [String: String] = [:]) {
        (self.code, element) = (code, definition.id)
        let name = definition.name.isEmpty ? definition.id : definition.name
        self.arguments = arguments.merging(["element": definition.id, "name": name]) { $1 }
    }
}

extension ProcessDefinition {
    /// What must be mended before the definition may be published, in the order of the file. Every state that its tokens can be in is
    /// looked at, sub-process by sub-process, up to a bound.
    /// - Parameters:
    ///   - roles: those that exist; when not given, they aren't looked at.
    ///   - promise: the promised working days, when they are not in the file.
    public func check(
        roles: Set<String>? = nil, promise: Int? = nil, expressions: (any Expressions)? = nil, states: Int = 20_000
    ) -> [Finding] {
        var findings = StructureCheck(definition: self, roles: roles, expressions: expressions).findings()
        let scopes: [Int?] = [nil] + nodes.indices.filter { nodes[$0].isScope }.map { $0 }
        for scope in scopes { findings += StateSpace(self, scope: scope, limit: states).findings() }
        let budget = Budget(self)
        if let limit = promise ?? self.promise, budget.total > limit {
            let path = budget.path.map { nodes[$0].title }.joined(separator: "、")
            findings.append(Finding(.overPromise, self, ["days": "\(budget.total)", "promise": "\(limit)", "path": path]))
        }
        let order = graph.index
        return findings.enumerated()
            .sorted { (order[$0.element.element] ?? -1, $0.offset) < (order[$1.element.element] ?? -1, $1.offset) }
            .map(\.element)
    }
}

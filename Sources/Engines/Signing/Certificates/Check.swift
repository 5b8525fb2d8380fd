/// One thing that was looked at when verifying, and how it came out.
public struct Check: Hashable, Sendable, Codable {
    /// Such as `signer.chain`.
    public let name: String
    public let passed: Bool

    public init(_ name: String, _ passed: Bool) { (self.name, self.passed) = (name, passed) }

    /// The key of the message that says it to people: `check.signer.chain.passed` or `….failed`.
    public var detailKey: String { "check.\(name).\(passed ? "passed" : "failed")" }
}

extension Sequence<Check> {
    public var allPassed: Bool { allSatisfy(\.passed) }
    public var firstFailed: Check? { first { !$0.passed } }
}

import Kernel
import Signing

/// What became of a simulated city.
public struct Summary: Sendable, Hashable {
    /// Closed cases by how they ended; `open` are the others.
    public let outcomes: [String: Int]
    public let decided: Int, onTime: Int
    /// 黄牌 and 红牌 on the ledger.
    public let yellowCards: Int, redCards: Int
    public let acts: Int, documents: Int, licences: Int
    public let restarts: Int
    /// SM3 over all acts without what chance and keys put into them: the same plan gives the same.
    public let digest: String

    init(_ books: Books, restarts: Int) {
        outcomes = books.cases.reduce(into: [:]) { $0[$1.result ?? "open", default: 0] += 1 }
        (decided, onTime) = (books.decided.values.reduce(0, +), books.onTime.values.reduce(0, +))
        let cards = books.acts.filter { $0.kind == "light.changed" }
        yellowCards = cards.count { $0.facts["light"] == "yellow" }
        redCards = cards.count { $0.facts["light"] == "red" }
        (acts, documents, licences, self.restarts) = (books.acts.count, books.documents.count, books.licences.count, restarts)
        digest = Self.digest(of: books.acts)
    }

    public var cases: Int { outcomes.values.reduce(0, +) }

    private static func digest(of acts: [ActEntry]) -> String {
        // In the order of time: engines may put acts of one instant in another order.
        let lines = acts.map { "\($0.at.milliseconds) \($0.plain)" }.sorted()
        return String(SM3.hash(lines.joined(separator: "\n")).hex.prefix(16))
    }
}

extension ActEntry {
    /// The act without chance: keys are cut to the time in them; digests of sealed files and the numbers of certificates are left out.
    fileprivate var plain: String {
        let said = facts.filter { ![16, 32].contains([UInt8](hex: $0.value)?.count) }.sorted { $0.key < $1.key }
        let words = [kind, subject, subjectID, relatedID ?? "", actorKind, actorID] + said.flatMap { [$0.key, $0.value] }
        return words.map { ID<Act>($0) == nil ? $0 : String($0.prefix(10)) }.joined(separator: " ")
    }

    private enum Act {}
}

import Kernel
import Signing
import Storage

/// What can be asked of the ledger, within a transaction that is being read.
public struct LedgerView {
    private let tx: any Reading

    public init(_ tx: any Reading) { self.tx = tx }

    /// The acts on a subject, and those on others that concern it, in the order in which they were committed. The newest
    /// may not have a position yet. `after` is the `next` of the page before.
    public func acts(of subject: Subject, after: String? = nil, limit: Int = 50) throws -> Page<RecordedAct> {
        let key = after.flatMap { Int($0) } ?? 0
        let fetched = try ActStore.acts(of: subject, after: key, limit: limit + 1, in: tx)
        return Page(fetched, limit: limit) { String($0.entry) }.map(\.act)
    }

    /// The same, all of them, however many there are: for what has a life that ends, as a case has.
    public func allActs(of subject: Subject) throws -> [RecordedAct] {
        var all: [RecordedAct] = [], after: String?
        repeat {
            let page = try acts(of: subject, after: after, limit: 200)
            all += page.elements
            after = page.next
        } while after != nil
        return all
    }

    public func act(_ id: ID<Act>) throws -> RecordedAct? { try ActStore.find(id, in: tx) }

    public func act(at position: Int) throws -> SequencedAct? {
        try ActStore.find(at: position, in: tx).map { SequencedAct(position: position, act: $0.act) }
    }

    /// The newest signed head; `nil` before the first act.
    public func head() throws -> SignedHead? { try TreeStore.newestHead(in: tx) }

    /// What kinds of act stand from one position up to another: for who only wants to know whether something has changed.
    public func kinds(in positions: Range<Int>) throws -> Set<String> { try ActStore.kinds(in: positions, tx) }

    /// The hashes that show that the act at `position` is in the tree of the first `size` acts.
    /// - Throws: `Problem` `ledger.out_of_range` when there is no such tree, or no such act in it.
    public func inclusionProof(of position: Int, in size: Int) throws -> [Digest] {
        guard position >= 0, position < size, try size <= currentSize else { throw Problem("ledger.out_of_range", .notFound) }
        return try TreeStore.tree(of: size, in: tx).inclusion(of: position)
    }

    /// The hashes that show that the tree of `older` acts is the beginning of the tree of `newer` acts.
    /// - Throws: `Problem` `ledger.out_of_range` when there are no such trees.
    public func consistencyProof(from older: Int, to newer: Int) throws -> [Digest] {
        guard older >= 0, older <= newer, try newer <= currentSize else { throw Problem("ledger.out_of_range", .notFound) }
        return try TreeStore.tree(of: newer, in: tx).consistency(from: older)
    }

    /// The receipt for an act, on the newest head; `nil` when there is no such act.
    /// - Throws: `Problem` `ledger.not_sequenced` while the act waits for its position.
    func receipt(for id: ID<Act>, city: String) throws -> Receipt? {
        guard let recorded = try act(id) else { return nil }
        guard let position = recorded.position, let head = try head() else { throw Problem("ledger.not_sequenced", .unavailable) }
        guard let certificate = try TreeStore.certificate(of: head.key, in: tx) else {
            throw Problem.damaged("the certificate of the key \(head.key) is missing")
        }
        let proof = try inclusionProof(of: position, in: head.size)
        return Receipt(city: city, act: recorded.act, position: position, proof: proof, head: head, certificate: certificate)
    }

    private var currentSize: Int { get throws { try head()?.size ?? 0 } }
}

extension Ledger {
    /// The acts of a subject: see `LedgerView.acts(of:after:limit:)`.
    public func acts(of subject: Subject, after: String? = nil, limit: Int = 50) async throws -> Page<RecordedAct> {
        try await read { try LedgerView($0).acts(of: subject, after: after, limit: limit) }
    }

    /// All acts of a subject: see `LedgerView.allActs(of:)`.
    public func allActs(of subject: Subject) async throws -> [RecordedAct] { try await read { try LedgerView($0).allActs(of: subject) } }

    /// The newest signed head; `nil` before the first act.
    public func head() async throws -> SignedHead? { try await read { try LedgerView($0).head() } }

    /// The receipt for an act, on the newest head; `nil` when there is no such act.
    /// - Throws: `Problem` `ledger.not_sequenced` while the act waits for its position.
    public func receipt(for id: ID<Act>) async throws -> Receipt? {
        try await read { try LedgerView($0).receipt(for: id, city: city) }
    }
}

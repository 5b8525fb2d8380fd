import Kernel
import Signing
import Storage

/// Gives the committed acts their positions, extends the tree and signs its head; then wakes the readers. Any number may run
/// at once, in one process or in many: each head names the one that it extends, and only one can extend it.
public struct Sequencer: Sendable {
    let ledger: Ledger
    public let readers: [any LedgerReader]
    let desk: ReaderDesk
    private let identity: SigningIdentity
    private let certificate: String
    private let clock: any Clock
    private let batch: Int

    /// - Parameters:
    ///   - identity: the ledger's key and certificate, which sign the heads.
    ///   - batch: how many acts one head takes in at most.
    public init(
        _ ledger: Ledger, signing identity: SigningIdentity, clock: any Clock, readers: [any LedgerReader] = [],
        batch: Int = 2000, readerBatch: Int = 200
    ) {
        (self.ledger, self.identity, self.clock, self.readers, self.batch) = (ledger, identity, clock, readers, batch)
        certificate = identity.certificate.pem
        desk = ReaderDesk(ledger: ledger, batch: readerBatch)
    }

    /// Sequences one batch, and tells how many acts were in it; 0 when none was waiting.
    public func sequence() async throws -> Int {
        while let growth = try await ledger.database.read(prepare) {
            if try await ledger.database.write({ try commit(growth, in: $0) }) { return growth.entries.count }
        }
        return 0
    }

    /// Sequences every waiting act and brings every reader up to date, also with the acts that readers add: for tests, the
    /// command line and the simulator.
    /// - Throws: the first reader's error, after all the others were brought up to date.
    public func settle() async throws {
        var failure: (any Error)?
        var failed: Set<String> = []
        var moved = true
        while moved {
            moved = false
            while try await sequence() > 0 { moved = true }
            for reader in readers where !failed.contains(reader.name) {
                do {
                    if try await desk.catchUp(reader) > 0 { moved = true }
                } catch {
                    failed.insert(reader.name)
                    failure = failure ?? error
                }
            }
        }
        if let failure { throw failure }
    }

    /// Lets a reader forget everything and read the ledger again from position 0.
    public func rebuild(_ reader: any LedgerReader) async throws {
        try await desk.reset(reader)
        _ = try await desk.catchUp(reader)
    }

    /// What one batch will add. Everything costly - hashing, signing - is done here, on a reader's thread, so that the
    /// transaction that writes it keeps no other writer waiting.
    @Sendable private func prepare(in tx: any Reading) throws -> Growth? {
        let waiting = try ActStore.waiting(limit: batch, in: tx)
        guard !waiting.isEmpty else { return nil }
        let last = try TreeStore.newestHead(in: tx), prior = last?.size ?? 0
        var edge = try TreeEdge(size: prior) { try TreeStore.tile($0, $1, in: tx) }
        for act in waiting { edge.push(act.row.leaf) }
        // Heads are in the order of time, also after a clock was set back.
        let now = max(clock.now, last?.at ?? clock.now)
        let head = try SignedHead(size: edge.size, root: edge.root, at: now, by: identity)
        return Growth(prior: prior, entries: waiting.map(\.entry), tiles: edge.takeChanged(), head: head)
    }

    /// False when another sequencer extended the same head first; nothing is written then.
    private func commit(_ growth: Growth, in tx: any Transaction) throws -> Bool {
        guard try TreeStore.extend(from: growth.prior, with: growth.head, in: tx) else { return false }
        try ActStore.place(growth.entries, from: growth.prior, in: tx)
        for tile in growth.tiles { try TreeStore.keep(tile, in: tx) }
        try TreeStore.keep(certificate, of: growth.head.key, in: tx)
        return true
    }

    private struct Growth: Sendable {
        let prior: Int, entries: [Int], tiles: [Tile], head: SignedHead
    }
}

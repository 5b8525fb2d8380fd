import Kernel
import Storage

/// Brings readers up to date, batch by batch.
struct ReaderDesk: Sendable {
    let ledger: Ledger
    /// How many acts a reader takes in one transaction: few enough not to keep other writers waiting.
    let batch: Int

    /// Gives the reader all acts that have positions, and tells how many those were.
    func catchUp(_ reader: any LedgerReader) async throws -> Int {
        var taken = 0
        while !Task.isCancelled {
            let count = try await next(reader)
            if count == 0 { break }
            taken += count
        }
        return taken
    }

    /// Sets the reader back to position 0.
    func reset(_ reader: any LedgerReader) async throws {
        try await ledger.database.write { tx in
            try reader.clear(in: tx)
            try CursorStore.reset(reader.name, in: tx)
        }
    }

    /// One batch. Acts are read before the transaction that takes them, which is kept short; the cursor's move is
    /// conditional, so of two nodes with the same reader only one takes the batch.
    private func next(_ reader: any LedgerReader) async throws -> Int {
        let (start, acts) = try await ledger.database.read { tx in
            let start = try CursorStore.position(of: reader.name, in: tx)
            let rows = try ActStore.sequenced(from: start, limit: batch, in: tx)
            return (start, try rows.map { SequencedAct(position: $0.position, act: try $0.row.act()) })
        }
        guard let last = acts.last else { return 0 }
        try await ledger.database.write { tx in
            guard try CursorStore.move(reader.name, from: start, to: last.position + 1, in: tx) else { return }
            try reader.take(acts, in: tx)
        }
        ledger.wake()
        return acts.count
    }
}

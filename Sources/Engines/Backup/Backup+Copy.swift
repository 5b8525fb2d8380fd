import Kernel
import Ledger
import Signing
import Storage

extension Backup {
    /// Copies every row of one database into another that is empty, of whichever engine. Nobody may write the source meanwhile; it is
    /// only read. The target is marked until the end, as in a restore. At the end the counts of every table and the ledger's heads
    /// are compared, and the target's whole ledger is checked.
    /// - Parameter migrations: all steps of the schema that this program knows, for the target's engine.
    /// - Throws: what `restore` does; `backup.no_key`; `backup.source_changed` when counts or the ledger's head show that somebody wrote
    ///   the source meanwhile.
    public static func copy(
        from source: any Database, to target: any Database, migrations: [Migration], trusting key: SM2PublicKey? = nil, at now: Timestamp,
        progress: @escaping Listener = { _ in }
    ) async throws -> Outcome {
        let origin = try await source.read { try Origin($0) }
        let rebuilding = try await Rebuilding(
            target, migrations: migrations, applied: origin.migrations, tables: origin.tables, at: now)
        let total = origin.tables.reduce(0) { $0 + $1.rows }
        var done = 0
        for shape in origin.shapes {
            var batch = try await source.read { [pages = TablePages(shape)] in try Batch(pages, in: $0) }
            while !batch.rows.isEmpty {
                try Task.checkCancellation()
                let pages = batch.pages
                async let following = source.read { try Batch(pages, in: $0) }
                try await rebuilding.insert(batch.rows, into: shape.name)
                done += batch.rows.count
                progress(.init(phase: .tables, done: done, total: total))
                batch = try await following
            }
        }
        let demandUnchanged = {
            guard try await source.read({ try Origin($0) }) == origin else { throw Problem("backup.source_changed", .conflict) }
        }
        try await demandUnchanged()
        // Checking the ledger may take hours, so it is asked once more.
        let audit = try await rebuilding.finish(head: origin.head, trusting: key, progress: progress, last: demandUnchanged)
        return Outcome(rows: done, files: 0, audit: audit)
    }
}

/// What the target must have at the end.
private struct Origin: Sendable, Equatable {
    let shapes: [TableShape]
    let tables: [Manifest.Table]
    let migrations: [String]
    let head: Manifest.Head?

    init(_ tx: any Reading) throws {
        shapes = try tx.tables()
        if shapes.contains(where: { $0.name == Unfinished.table }) { throw Problem("backup.half_restored", .conflict) }
        tables = try shapes.map { try Manifest.Table($0, in: tx) }
        migrations = try Applied.names(in: tx)
        head = try LedgerView(tx).head().map(Manifest.Head.init)
    }
}

/// Rows on their way, and where to go on after them.
private struct Batch: Sendable {
    let rows: [[Value]]
    let pages: TablePages

    init(_ start: TablePages, in tx: any Reading) throws {
        var pages = start
        let page = try pages.next(in: tx)
        pages.measured(page.reduce(0) { $0 + $1.weight }, rows: page.count)
        (rows, self.pages) = (page.map(\.values), pages)
    }
}

extension Row {
    /// About how many bytes it takes.
    fileprivate var weight: Int {
        values.reduce(0) { sum, value in
            switch value {
            case .null, .integer, .real: sum + 8
            case .text(let text): sum + text.utf8.count
            case .bytes(let bytes): sum + bytes.count
            }
        }
    }
}

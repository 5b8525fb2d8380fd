import Files
import Kernel
import Ledger
import Signing
import Storage

/// Writes one unchanging picture of the rows, on the engine's own thread.
struct Snapshot: Sendable {
    let source: Backup.Source
    let at: Timestamp
    let progress: Backup.Listener

    /// What was written, and the stored files that its rows name.
    func write(to writer: BackupWriter, in tx: any Reading) throws -> (Manifest, needed: Set<Digest>) {
        let shapes = try tx.tables()
        if shapes.contains(where: { $0.name == Unfinished.table }) { throw Problem("backup.half_restored", .conflict) }
        let manifest = try describe(shapes, in: tx)
        try writer.put(manifest)
        for own in source.own { try writer.put(own) }
        var needed: Set<Digest> = [], done = 0
        for shape in shapes {
            var pieces = Pieces(shape, digests: source.fileColumns)
            while let piece = try pieces.next(in: tx) {
                try writer.put(piece.bytes, rows: piece.rows, of: shape.name, number: piece.number)
                done += piece.rows
                progress(.init(phase: .tables, done: done, total: manifest.rows))
            }
            if source.files != nil { needed.formUnion(pieces.needed) }
        }
        return (manifest, needed)
    }

    private func describe(_ shapes: [TableShape], in tx: any Reading) throws -> Manifest {
        try Manifest(
            release: source.release, city: source.city, engine: source.database.engine, at: at, migrations: Applied.names(in: tx),
            head: LedgerView(tx).head().map(Manifest.Head.init),
            tables: shapes.map { try Manifest.Table($0, in: tx) },
            hasKeys: source.own.contains(where: \.isKey), hasFiles: source.files != nil)
    }
}

/// The rows of one table, gathered into pieces of about a megabyte.
private struct Pieces {
    private var pages: TablePages
    private let digestColumns: [Int]
    private var number = 0
    private(set) var needed: Set<Digest> = []

    init(_ shape: TableShape, digests columns: Set<FileColumn>) {
        pages = TablePages(shape)
        digestColumns = shape.columns.indices.filter { columns.contains(FileColumn(shape.name, shape.columns[$0].name)) }
    }

    mutating func next(in tx: any Reading) throws -> (bytes: [UInt8], rows: Int, number: Int)? {
        var bytes: [UInt8] = [], rows = 0
        while bytes.count < Limits.piece, case let page = try pages.next(in: tx), !page.isEmpty {
            let before = bytes.count
            for row in page { try append(row, to: &bytes) }
            rows += page.count
            pages.measured(bytes.count - before, rows: page.count)
        }
        number += 1
        return rows == 0 ? nil : (bytes, rows, number)
    }

    private mutating func append(_ row: Row, to bytes: inout [UInt8]) throws {
        let before = bytes.count
        bytes.append(row: row)
        guard bytes.count - before <= Limits.row else { throw Problem("backup.row_too_large", .tooLarge, ["table": pages.shape.name]) }
        for column in digestColumns {
            if case .text(let hex) = row.values[column], let digest = Digest(hex: hex) { needed.insert(digest) }
        }
    }
}

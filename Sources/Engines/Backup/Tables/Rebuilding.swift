import Kernel
import Ledger
import Signing
import Storage

/// An empty database that is being filled: its schema, then rows from wherever they come, then everything that must hold.
struct Rebuilding: Sendable {
    let database: any Database
    /// All steps that this program knows, for this engine.
    let migrations: [Migration]
    let tables: [Manifest.Table]
    private let fillings: [String: TableFilling]
    private let months: RowMonths
    /// Which of a table's columns begins its key, if it is text.
    private let keyPlaces: [String: Int]

    /// Marks the database and makes the schema as it was where the rows come from.
    /// - Throws: `backup.half_restored`, `backup.not_empty`, `backup.other_schema`.
    init(_ database: any Database, migrations: [Migration], applied: [String], tables: [Manifest.Table], at now: Timestamp) async throws {
        try migrations.know(applied)
        try await Unfinished.begin(database, at: now)
        let newest = applied.max() ?? ""
        try await database.migrate(migrations.filter { $0.name <= newest })
        let shapes = try await database.read { try $0.tables() }
        for table in tables { try table.demandPlace(in: shapes) }
        try await database.write { tx in
            for shape in shapes.reversed() where shape.name != Unfinished.table { try tx.send("DELETE FROM \(SQL(name: shape.name))") }
        }
        (self.database, self.migrations, self.tables) = (database, migrations, tables)
        fillings = Dictionary(tables.map { ($0.name, TableFilling($0.name, columns: $0.columns)) }) { first, _ in first }
        months = RowMonths(database, now: now)
        keyPlaces = Dictionary(shapes.compactMap { shape in
            let key = shape.columns.first { $0.name == shape.key.first && $0.kind == .text }?.name
            return tables.first { $0.name == shape.name }?.columns.firstIndex { $0 == key }.map { (shape.name, $0) }
        }) { first, _ in first }
    }

    func insert(_ rows: [[Value]], into table: String) async throws {
        guard let filling = fillings[table] else { return }
        if let place = keyPlaces[table] {
            try await months.prepare(for: rows.compactMap { if case .text(let key) = $0[place] { key } else { nil } })
        }
        try await database.write { try filling.insert(rows, in: $0) }
    }

    /// Counts, brings the schema forward, compares the ledger's head, audits the whole ledger, and takes the mark away.
    /// - Parameter last: what must hold when all that is done; when it throws, the mark stays.
    /// - Throws: `backup.count_differs`, `backup.head_differs`.
    func finish(
        head: Manifest.Head?, trusting key: SM2PublicKey?, progress: @escaping Backup.Listener, last: () async throws -> Void = {}
    ) async throws -> AuditReport {
        for table in tables {
            let count = try await database.write { tx in
                try tx.continueNumbering(table.name)
                return try Manifest.Table.count(table.name, in: tx)
            }
            guard count == table.rows else {
                throw Problem("backup.count_differs", .fault, ["table": table.name, "wanted": "\(table.rows)", "found": "\(count)"])
            }
        }
        try await database.migrate(migrations)
        guard try await database.read({ try LedgerView($0).head().map(Manifest.Head.init) }) == head else {
            throw Problem("backup.head_differs", .fault)
        }
        try await database.analyse()
        // Acts may have waited for their positions when the picture was taken, so none is overdue.
        let audit = LedgerAudit(signatures: .every, trusting: key, expecting: Timestamp(milliseconds: 0))
        let report = try await audit.run(database) { progress(.init($0)) }
        try await last()
        try await Unfinished.end(database)
        return report
    }
}

extension Backup.Progress {
    fileprivate init(_ audit: LedgerAudit.Progress) {
        self.init(phase: audit.stage == .acts ? .ledger : .signatures, done: audit.done, total: audit.total)
    }
}

extension Manifest.Table {
    /// - Throws: `backup.other_schema` when these tables have no such table with such columns.
    fileprivate func demandPlace(in shapes: [TableShape]) throws {
        let shape = shapes.first { $0.name == name }
        let missing = Set(columns).subtracting(shape?.columns.map(\.name) ?? [])
        guard shape != nil, missing.isEmpty else {
            throw Problem("backup.other_schema", .fault, ["table": name], reason: missing.sorted().joined(separator: ", "))
        }
    }
}

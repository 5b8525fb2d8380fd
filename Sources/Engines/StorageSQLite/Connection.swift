#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import GRDB
import Kernel
import Storage

/// A SQLite connection inside a transaction, as features see it. Statements are compiled once for each connection.
struct Connection: Transaction {
    let database: GRDB.Database
    let followUps = FollowUps()

    func rows(_ sql: Storage.SQL) throws -> [Storage.Row] {
        try translatingErrors {
            let statement = try database.cachedStatement(sql: sql.text)
            let cursor = try GRDB.Row.fetchCursor(statement, arguments: sql.arguments())
            let columns = statement.columnNames
            var rows: [Storage.Row] = []
            while let row = try cursor.next() {
                rows.append(Storage.Row(columns: columns, values: columns.indices.map { Value(row[$0] as DatabaseValue) }))
            }
            return rows
        }
    }

    @discardableResult
    func execute(_ sql: Storage.SQL) throws -> Int {
        try translatingErrors {
            try database.cachedStatement(sql: sql.text).execute(arguments: sql.arguments())
            return database.changesCount
        }
    }

    func afterCommit(_ action: @escaping @Sendable () -> Void) { followUps.actions.append(action) }

    /// Runs several statements that carry no values.
    func run(script: String) throws { try translatingErrors { try database.execute(sql: script) } }
}

/// What one write wants done after its commit. Used by the writer's thread alone.
final class FollowUps {
    var actions: [@Sendable () -> Void] = []
}

extension Storage.SQL {
    func arguments() throws -> StatementArguments { try StatementArguments(values.map { try $0.databaseValue() }) }
}

extension Value {
    /// - Throws: `Problem` `storage.nul_in_text`, since SQLite would cut the text there and PostgreSQL would refuse it.
    func databaseValue() throws -> DatabaseValue {
        switch self {
        case .null: return .null
        case .integer(let value): return value.databaseValue
        case .real(let value): return value.databaseValue
        case .text(let value):
            guard !value.utf8.contains(0) else { throw Problem("storage.nul_in_text", .invalid) }
            return value.databaseValue
        case .bytes(let value): return Data(value).databaseValue
        }
    }

    init(_ value: DatabaseValue) {
        self = switch value.storage {
        case .null: .null
        case .int64(let value): .integer(value)
        case .double(let value): .real(value)
        case .string(let value): .text(value)
        case .blob(let value): .bytes(Array(value))
        }
    }
}

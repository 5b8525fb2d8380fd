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
    let observer: StatementObserver
    let course = Course()

    func rows(_ sql: Storage.SQL) throws -> [Storage.Row] {
        try run(sql) {
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
        try run(sql) {
            try database.cachedStatement(sql: sql.text).execute(arguments: sql.arguments())
            return database.changesCount
        }
    }

    func send(_ sql: Storage.SQL) throws { try execute(sql) }

    func lock(_ name: String) {}

    func afterCommit(_ action: @escaping @Sendable () -> Void) { course.followUps.append(action) }

    /// SQLite takes the number after the greatest by itself.
    func continueNumbering(_ table: String) {}

    /// Runs several statements that carry no values.
    func run(script: String) throws { try course.go { try database.execute(sql: script) } }

    private func run<Value>(_ sql: Storage.SQL, _ work: () throws -> Value) throws -> Value {
        observer.note(sql)
        return try course.go(work)
    }
}

/// How one transaction goes: what spoilt it, and what it wants done after its commit. Used by the engine's thread alone.
final class Course {
    private(set) var failure: (any Error)?
    var followUps: [@Sendable () -> Void] = []

    func go<Value>(_ work: () throws -> Value) throws -> Value {
        if let failure { throw failure }
        do {
            return try translatingErrors(work)
        } catch {
            failure = error
            throw error
        }
    }

    /// What the closure gave, unless a statement failed, whatever the closure made of that.
    func unspoilt<Value>(_ value: Value) throws -> Value {
        if let failure { throw failure }
        return value
    }
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

import GRDB
import Kernel
import Storage

/// Runs work of the engine and gives its errors the contract's form.
func translatingErrors<Value>(_ work: () throws -> Value) throws -> Value {
    do { return try work() } catch { throw translated(error) }
}

/// What the contract says of an engine's error. A broken constraint other than uniqueness is a fault of our own and
/// passes as it is; so does every error that is not SQLite's.
func translated(_ error: any Error) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    switch error.extendedResultCode {
    case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
        return StorageConflict(constraint: (error.message ?? "").split(separator: ": ", maxSplits: 1).last.map(String.init) ?? "")
    default: break
    }
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
        return Problem("storage.not_a_database", .fault, reason: error.reason)
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_BUSY:
        return Problem("storage.unavailable", .unavailable, reason: error.reason)
    case .SQLITE_MISUSE where error.message == "Connection is closed":
        return Problem("storage.closed", .unavailable)
    default: return error
    }
}

extension DatabaseError {
    fileprivate var reason: String { "SQLite \(extendedResultCode.rawValue): \(message ?? "")" }
}

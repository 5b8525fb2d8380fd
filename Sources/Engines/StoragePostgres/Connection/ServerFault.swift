import CPostgres
import Kernel
import Storage

/// What the server, or the wire, refused. It carries no values of rows: what PostgreSQL says of bad data quotes the data.
struct ServerFault: Error, CustomStringConvertible {
    /// Five characters (PostgreSQL, appendix A); `08006` when the wire broke.
    let sqlState: String
    let message: String
    var schema = "", table = "", constraint = ""
    /// The server's own function that failed: what it says is translated, this is not.
    private var function = ""

    var description: String { "PostgreSQL \(sqlState): \(message)" }

    enum Kind {
        /// Another transaction was in the way: run it again.
        case conflict
        /// The connection is gone, or leads to a server that is no longer the first.
        case lost
        /// The server can't do the work just now.
        case unavailable
        case lockTimeout, cancelled, uniqueness, readOnly
        /// The role may not do that: it doesn't own the database.
        case noRights
        /// A statement that the server had prepared is not there, or no longer fits.
        case stalePlan
        case other
    }

    var kind: Kind {
        switch sqlState {
        case "40001", "40P01": .conflict
        case "57P01", "57P02", "57P03", "57P05", "25P03": .lost
        // No statement of ours follows a failed one: the transaction is one that somebody left behind.
        case "25P02": .lost
        case "57014": .cancelled
        case "55P03": .lockTimeout
        case "23505": .uniqueness
        case "25006": .readOnly
        case "42501": .noRights
        case "26000": .stalePlan
        case "0A000" where function == "RevalidateCachedQuery": .stalePlan
        default:
            switch sqlState.prefix(2) {
            case "08": .lost
            case "53", "58": .unavailable
            default: .other
            }
        }
    }

    /// Whether it says nothing of the transaction itself: run again, it may succeed.
    var isPassing: Bool { [.conflict, .lost, .stalePlan, .readOnly].contains(kind) }

    /// What people see of it. Faults of our own making pass as they are.
    var problem: any Error {
        switch kind {
        case .conflict, .lockTimeout: Problem("storage.busy", .unavailable, reason: description)
        case .lost, .unavailable, .stalePlan: Problem("storage.unavailable", .unavailable, reason: description)
        case .cancelled: Problem("storage.timeout", .unavailable, reason: description)
        case .readOnly: Problem("storage.read_only", .unavailable, reason: description)
        case .noRights: Problem("storage.no_rights", .fault, reason: description)
        case .uniqueness, .other: self
        }
    }
}

extension ServerFault {
    /// What a result says that failed.
    init(_ result: OpaquePointer) {
        func field(_ code: Int32) -> String { PQresultErrorField(result, code).map { String(cString: $0) } ?? "" }
        let state = field(Int32(tongban_diag_sqlstate))
        let primary = field(Int32(tongban_diag_message))
        (schema, table, constraint) = (
            field(Int32(tongban_diag_schema)), field(Int32(tongban_diag_table)), field(Int32(tongban_diag_constraint)))
        function = field(Int32(tongban_diag_function))
        sqlState = state.isEmpty ? "08006" : state
        // Classes 22 and 23 quote values.
        message = ["22", "23"].contains(state.prefix(2)) ? "\(schema).\(table) \(constraint)" : primary
    }

    /// For a connection that stands, but is of no more use.
    init(lost reason: String) { (sqlState, message) = ("08006", reason) }

    /// What a broken connection says.
    init(connection: OpaquePointer) {
        (sqlState, message) = ("08006", String(cString: PQerrorMessage(connection)).trimmed)
    }
}

extension String {
    /// One line, without the line's end.
    var trimmed: String { split(whereSeparator: \.isNewline).joined(separator: "; ") }
}

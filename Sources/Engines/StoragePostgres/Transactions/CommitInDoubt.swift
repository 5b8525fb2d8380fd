import Glibc
import Kernel
import Storage

/// A commit that was sent and not answered, since the wire broke.
struct CommitInDoubt {
    /// The answer that tells the transaction's number, if it came; empty in it when the transaction changed nothing.
    let row: Row?
    /// When the server had been started.
    let startedAt: String
    let fault: ServerFault

    private enum Outcome { case committed, undone, open, unknown }

    /// Asks what became of it. Returns when it was committed.
    /// - Throws: the fault when it was undone, so that it may be tried again; `storage.outcome_unknown` when nobody can tell.
    func resolve(by server: Server) throws {
        // The number is sent before the commit begins. Where the server itself has said farewell on the same wire, and the number did
        // not come before that, there was no commit.
        guard let row else { throw fault.sqlState.hasPrefix("57P") ? fault : unknown }
        // What changed nothing may be run again.
        guard let number: String = try row.find(row.columns[0]) else { throw fault }
        let end = ContinuousClock.now + server.options.connect
        repeat {
            switch (try? ask(server, number)) ?? .open {
            case .committed: return
            case .undone: throw fault
            case .unknown: throw unknown
            case .open: poll(nil, 0, 100)
            }
        } while .now < end
        throw unknown
    }

    /// After a crash the server may give the number of a transaction that it lost to another one. So only the server that was
    /// not started anew is believed when it says "committed"; "aborted" is true in any case, since what was committed keeps its
    /// number.
    private func ask(_ server: Server, _ number: String) throws -> Outcome {
        let connection = try server.connect(.watching)
        connection.patience = server.options.connect
        guard let status = try connection.run("SELECT pg_xact_status('\(number)')").first?.first else { return .unknown }
        let isSame = connection.startedAt == startedAt
        return switch status {
        case "committed": isSame ? .committed : .unknown
        case "aborted": .undone
        case "in progress": isSame ? .open : .unknown
        default: .unknown
        }
    }

    private var unknown: Problem { Problem("storage.outcome_unknown", .unavailable, reason: fault.description) }
}

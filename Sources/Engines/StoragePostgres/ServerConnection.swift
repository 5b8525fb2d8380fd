import CPostgres
import Glibc
import Kernel
import Storage

/// One connection to the server, and the owner of libpq's pointer. It belongs to one thread and never leaves it; what others may hold is its
/// `canceller`.
final class ServerConnection {
    let handle: OpaquePointer
    let canceller: Canceller
    /// When the server was started, as it writes it: whether two connections lead to the same life of the same server.
    var startedAt = ""

    /// Takes a pointer that is connected.
    init(connected handle: OpaquePointer) {
        self.handle = handle
        canceller = Canceller(handle)
    }

    deinit {
        canceller.close()
        PQfinish(handle)
    }

    var fault: ServerFault { ServerFault(connection: handle) }

    /// The server's version: `15.18`.
    var version: String {
        let text = PQparameterStatus(handle, "server_version").map { String(cString: $0) } ?? ""
        // Debian adds where it was built.
        return text.split(separator: " ").first.map(String.init) ?? text
    }

    /// Whether the connection stands and no transaction is open on it.
    var isIdle: Bool { PQstatus(handle) == CONNECTION_OK && PQtransactionStatus(handle) == PQTRANS_IDLE }

    /// Whether the other end has hung up, as far as this end has heard.
    var isHungUp: Bool {
        var state = pollfd(fd: PQsocket(handle), events: tongban_hung_up, revents: 0)
        return PQstatus(handle) != CONNECTION_OK || state.fd < 0 || poll(&state, 1, 0) != 0
    }

    /// Runs statements that carry no values, outside of a pipeline, and gives the rows of the last one as text.
    @discardableResult
    func run(_ script: String) throws -> [[String?]] {
        guard let result = PQexec(handle, script) else { throw fault }
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY, PGRES_TUPLES_OK: break
        default: throw PQstatus(handle) == CONNECTION_OK ? ServerFault(result) : fault
        }
        return (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { column in
                PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
            }
        }
    }

    /// Waits until the server sends something, the bell of this thread is rung, or the time is over. `nil` waits for ever.
    func wait(orFor alarm: Alarm, atMost milliseconds: Int32?) {
        var sources = [pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0), pollfd(fd: alarm.file, events: Int16(POLLIN), revents: 0)]
        _ = poll(&sources, 2, milliseconds ?? -1)
        alarm.clear()
    }
}

/// A text as a literal in a script.
func quoted(_ text: String) -> String { "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'" }

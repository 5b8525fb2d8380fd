import CPostgres
import Glibc
import Kernel
import Storage

/// One connection to the server, and the owner of libpq's pointer. It belongs to one thread and never leaves it; what others
/// may hold is its `canceller`.
final class ServerConnection {
    let handle: OpaquePointer
    let canceller: Canceller
    /// How long the server may be silent while it owes an answer; `nil`: as long as it likes.
    var patience: Duration?
    /// Whether it was silent for too long. What it might still say belongs to nobody: the connection is of no more use.
    private(set) var isSilent = false
    /// When the server was started, as it writes it: whether two connections lead to the same life of the same server.
    var startedAt = ""
    /// What is wrong with how the server is set up.
    var weaknesses: [Engine.Weakness] = []

    /// Takes a pointer that is connected.
    init(connected handle: OpaquePointer) {
        self.handle = handle
        canceller = Canceller(handle)
    }

    deinit {
        PQfinish(handle)
    }

    var fault: ServerFault { ServerFault(connection: handle) }

    /// The server's version: `15.18`.
    var version: String {
        let text = PQparameterStatus(handle, "server_version").map { String(cString: $0) } ?? ""
        // Debian adds where it was built.
        return text.split(separator: " ").first.map(String.init) ?? text
    }

    /// Whether the connection stands, and may be used.
    var isSound: Bool { PQstatus(handle) == CONNECTION_OK && !isSilent }

    /// Whether it is sound and no transaction is open on it.
    var isIdle: Bool { isSound && PQtransactionStatus(handle) == PQTRANS_IDLE }

    /// Whether the other end has hung up, as far as this end has heard.
    var isHungUp: Bool {
        var state = pollfd(fd: PQsocket(handle), events: tongban_hung_up, revents: 0)
        return !isSound || state.fd < 0 || poll(&state, 1, 0) != 0
    }

    /// Runs statements that carry no values, outside of a pipeline, and gives the rows of the last one as text.
    @discardableResult
    func run(_ script: String) throws -> [[String?]] {
        guard PQsendQuery(handle, script) == 1 else { throw fault }
        var last: OpaquePointer?
        defer { PQclear(last) }
        while let next = try nextResult() {
            PQclear(last)
            last = next
        }
        guard let result = last else { throw fault }
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

    /// What `PQgetResult` gives, but it doesn't wait for ever: a server that hangs, or a wire that takes everything and brings
    /// nothing, never ends a connection.
    /// - Throws: a fault that counts as the loss of the connection.
    func nextResult() throws -> OpaquePointer? {
        while true {
            let unsent = PQflush(handle)
            guard unsent >= 0 else { throw fault }
            if PQisBusy(handle) == 0 { return PQgetResult(handle) }
            guard awaitNews(sending: unsent == 1) else {
                isSilent = true
                throw ServerFault(lost: "no answer within \(patience ?? .zero)")
            }
            guard PQconsumeInput(handle) == 1 else { throw fault }
        }
    }

    /// Whether the socket became ready within the time that the server has.
    private func awaitNews(sending: Bool) -> Bool {
        let end = patience.map { ContinuousClock.now + $0 }
        while true {
            let left = end.map { Int32(clamping: max(0, Int(($0 - .now) / .milliseconds(1)))) }
            var state = pollfd(fd: PQsocket(handle), events: Int16(sending ? POLLIN | POLLOUT : POLLIN), revents: 0)
            let ready = poll(&state, 1, left ?? -1)
            if ready != 0, !(ready < 0 && errno == EINTR) { return true }
            if ready == 0, left == 0 { return false }
        }
    }

    /// Waits until the server sends something, the alarm is rung, or the time is over. `nil` waits for ever.
    func wait(orFor alarm: Alarm, atMost milliseconds: Int32?) {
        var sources = [PQsocket(handle), alarm.file].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        _ = poll(&sources, 2, milliseconds ?? -1)
        alarm.clear()
    }
}

/// A text as a literal in a script.
func quoted(_ text: String) -> String { "'\(text.replacing(bytesOf: "'", with: "''"))'" }

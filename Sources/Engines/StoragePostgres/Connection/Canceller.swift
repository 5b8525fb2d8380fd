import CPostgres

/// Asks the server to stop what it does on one connection: the one thing that another thread may do to it.
final class Canceller: @unchecked Sendable {
    // libpq lets any thread use it, also after its connection has ended; nothing changes it.
    private let cancel: OpaquePointer?

    init(_ connection: OpaquePointer) { cancel = PQgetCancel(connection) }

    deinit { if let cancel { PQfreeCancel(cancel) } }

    /// Opens a connection of its own for that, so it blocks: when nobody answers, for minutes. Whether there was still something to
    /// stop is not told.
    func callOff() {
        var message = [CChar](repeating: 0, count: 256)
        _ = cancel.map { PQcancel($0, &message, Int32(message.count)) }
    }
}

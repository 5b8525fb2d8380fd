import CPostgres
import Synchronization

/// Asks the server to stop what it does on one connection: the one thing that another thread may do to it.
final class Canceller: Sendable {
    private let state: Mutex<Pointer>

    // libpq lets any thread use it; the lock keeps it from being freed meanwhile.
    private struct Pointer: @unchecked Sendable { var cancel: OpaquePointer? }

    init(_ connection: OpaquePointer) { state = Mutex(Pointer(cancel: PQgetCancel(connection))) }

    /// Opens a connection of its own for that, so it blocks. Whether there was still something to stop is not told.
    func cancel() {
        state.withLock { pointer in
            guard let cancel = pointer.cancel else { return }
            var message = [CChar](repeating: 0, count: 256)
            _ = PQcancel(cancel, &message, Int32(message.count))
        }
    }

    func close() {
        state.withLock { pointer in
            if let cancel = pointer.cancel { PQfreeCancel(cancel) }
            pointer.cancel = nil
        }
    }
}

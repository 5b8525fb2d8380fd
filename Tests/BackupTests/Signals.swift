import Foundation
import Synchronization

/// Counts from any thread.
final class Arrival: Sendable {
    private let number = Mutex(0)
    var value: Int { number.withLock { $0 } }
    func count() { number.withLock { $0 += 1 } }
}

/// Cancels a task from within its own work: the task waits until it can be cancelled.
final class Canceller: Sendable {
    private let action = Mutex<(@Sendable () -> Void)?>(nil)
    private let gate: AsyncStream<Void>, opening: AsyncStream<Void>.Continuation

    init() { (gate, opening) = AsyncStream.makeStream() }

    func armed() async { for await _ in gate {} }

    func arm(_ cancel: @escaping @Sendable () -> Void) {
        action.withLock { $0 = cancel }
        opening.finish()
    }

    func cancel() { action.withLock { $0 }?() }
}

extension Installation {
    /// What lies in its folder.
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
}

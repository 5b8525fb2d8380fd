import Dispatch
import Synchronization

/// Holds an engine's own thread inside a closure until a test lets it go on.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func open() {
        semaphore.signal()
        continuation.finish()
    }

    /// Blocks: for closures of the engine only.
    func wait() { semaphore.wait() }

    /// Suspends: for tests.
    func opened() async { for await _ in stream {} }
}

/// What happened, in order.
final class Record: Sendable {
    private let entries = Mutex<[String]>([])

    var all: [String] { entries.withLock { $0 } }

    func add(_ entry: String) { entries.withLock { $0.append(entry) } }
}

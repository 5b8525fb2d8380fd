import Hummingbird
import Kernel
import NIOCore
import Synchronization

/// The body of a request, pulled buffer by buffer, of which a part that was looked at may be put back.
final class BodySource: AsyncSequence, Sendable {
    /// Only the caller that took the iterator out of the lock touches it, so it is never used from two tasks at once.
    private struct Held: @unchecked Sendable { var iterator: RequestBody.AsyncIterator }

    private struct State: Sendable {
        var held: Held?
        var returned: [ByteBuffer] = []
    }

    private let state: Mutex<State>

    init(_ body: RequestBody) { state = Mutex(State(held: Held(iterator: body.makeAsyncIterator()))) }

    /// The next bytes, or `nil` at the end. Throws a fault when two tasks read at once.
    func next() async throws -> ByteBuffer? {
        if let buffer = state.withLock({ $0.returned.popLast() }) { return buffer }
        guard var held = state.withLock({ state in
            defer { state.held = nil }
            return state.held
        }) else { throw Problem("error.fault", .fault, reason: "a body was read by two tasks, or after it broke") }
        let buffer = try await held.iterator.next()
        let back = held
        state.withLock { $0.held = back }
        return buffer
    }

    func putBack(_ buffer: ByteBuffer) { state.withLock { $0.returned.append(buffer) } }

    struct AsyncIterator: AsyncIteratorProtocol {
        let source: BodySource
        func next() async throws -> ByteBuffer? { try await source.next() }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(source: self) }
}

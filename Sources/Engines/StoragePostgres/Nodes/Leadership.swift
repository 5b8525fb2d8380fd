import CPostgres
import Foundation
import Kernel
import Storage
import Synchronization

/// This node's leadership in one matter: a lock that belongs to a connection (`pg_advisory_lock`), and the thread that holds
/// the connection and watches over it. The server gives the lock to the next node when the connection ends, however it ends.
final class Leadership: Sendable {
    private let alarm = Alarm()
    private let isGivenUp = Atomic(false)
    private let over = AsyncStream<Void>.makeStream()
    private let bound: Bound?

    /// How long it waits for its turn at most, and what it says when that was not long enough.
    struct Bound { let time: Duration, problem: Problem }

    init(waiting bound: Bound? = nil) { self.bound = bound }

    /// Waits until it is this node's turn, as long as it takes unless it was told otherwise.
    /// - Throws: `storage.unavailable` when the server is away, `CancellationError`.
    func begin(_ matter: String, _ server: Server) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                let thread = Thread { [self] in hold(matter, server) { caller.resume(with: $0) } }
                thread.name = "postgres leader"
                thread.start()
            }
        } onCancel: {
            giveUp()
        }
    }

    /// Returns when the leadership is over: lost, or given up.
    func end() async { for await _ in over.stream {} }

    /// Returns at once; the server learns it a moment later.
    func giveUp() {
        isGivenUp.store(true, ordering: .sequentiallyConsistent)
        alarm.ring()
    }

    private func hold(_ matter: String, _ server: Server, answer: (Result<Void, any Error>) -> Void) {
        defer { over.continuation.finish() }
        let connection: ServerConnection
        do {
            connection = try server.connect(.watching)
            try lock(matter, connection)
        } catch {
            return answer(.failure(wasGivenUp ? CancellationError() : (error as? ServerFault)?.problem ?? error))
        }
        answer(.success(()))
        while !wasGivenUp, PQconsumeInput(connection.handle) == 1, !connection.isHungUp {
            connection.wait(orFor: alarm, atMost: nil)
        }
    }

    /// Asks for the lock again and again, more and more seldom. A statement that waited for it in the server would keep VACUUM
    /// from its work for as long as it waits, which is days in a node that stands by.
    private func lock(_ matter: String, _ connection: ServerConnection) throws {
        var pause: Int32 = 20
        let begun = ContinuousClock.now
        while true {
            let isOurs = try connection.run("SELECT pg_try_advisory_lock(\(advisoryKey(matter)))").first?.first == "t"
            if wasGivenUp { throw CancellationError() }
            if isOurs { return }
            if let bound, ContinuousClock.now - begun > bound.time { throw bound.problem }
            connection.wait(orFor: alarm, atMost: pause)
            pause = min(pause * 2, Self.longestPause)
        }
    }

    private var wasGivenUp: Bool { isGivenUp.load(ordering: .sequentiallyConsistent) }

    /// Milliseconds: so much later than it could a node takes over.
    private static let longestPause: Int32 = 1000
}

/// The number of a lock by its name, as an expression of SQL.
func advisoryKey(_ name: String) -> String { "hashtextextended(\(quoted("tongban \(name)")), 0)" }

extension Leadership {
    /// Leads in a matter while the work lasts.
    static func during<Value: Sendable>(
        _ matter: String, _ server: Server, waiting bound: Bound? = nil, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let leadership = Leadership(waiting: bound)
        try await leadership.begin(matter, server)
        defer { leadership.giveUp() }
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                await leadership.end()
                return nil
            }
            defer { group.cancelAll() }
            while let next = try await group.next() {
                if let value = next { return value }
                // The work of a task that was cancelled ends by itself, and says how.
                if !Task.isCancelled { break }
            }
            group.cancelAll()
            // What the work says when it is stopped is no longer of interest.
            while await group.nextResult() != nil {}
            throw Problem("storage.leadership_lost", .unavailable)
        }
    }
}

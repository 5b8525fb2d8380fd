import GRDB
import Kernel
import Storage
import Synchronization

/// The one writer. Writes that arrive while a commit is on its way to the disk form the next group: they run one after
/// another, each in a savepoint of its own, and are answered after the group's single durable commit. No timer waits
/// for company: a lone write is a group of one.
///
/// A constraint that is checked only at commit would fail its neighbours too; the schema must not defer any.
final class GroupCommit: Sendable {
    private let pool: DatabasePool
    private let checkpointer: Checkpointer
    private let observer: StatementObserver
    private let state = Mutex(State())

    private struct State {
        var queue: [PendingWrite] = []
        var isRunning = false
        var isClosed = false
    }

    init(pool: DatabasePool, checkpointer: Checkpointer, observer: StatementObserver) {
        (self.pool, self.checkpointer, self.observer) = (pool, checkpointer, observer)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { caller in
            enqueue(PendingWrite(
                run: { connection in
                    let value = try connection.course.unspoilt(body(connection))
                    let followUps = connection.course.followUps
                    return {
                        followUps.forEach { $0() }
                        caller.resume(returning: value)
                    }
                },
                fail: { caller.resume(throwing: translated($0)) }
            ))
        }
    }

    /// How many writes have come and are not begun.
    var waiting: Int { state.withLock { $0.queue.count } }

    /// Takes no more writes, and returns when those taken are answered.
    func close() async {
        state.withLock { $0.isClosed = true }
        await withCheckedContinuation { caller in pool.asyncWriteWithoutTransaction { _ in caller.resume() } }
    }

    private func enqueue(_ write: PendingWrite) {
        let (isClosed, wasRunning) = state.withLock { state in
            guard !state.isClosed else { return (true, true) }
            state.queue.append(write)
            defer { state.isRunning = true }
            return (false, state.isRunning)
        }
        if isClosed { write.fail(Problem("storage.closed", .unavailable)) }
        if !wasRunning { pool.asyncWriteWithoutTransaction { [self] in drain($0) } }
    }

    private func drain(_ database: GRDB.Database) {
        while let group = nextGroup() {
            commit(group, on: database)
            checkpointer.committed(on: database)
        }
    }

    private func nextGroup() -> [PendingWrite]? {
        state.withLock { state in
            let group = Array(state.queue.prefix(Self.largestGroup))
            state.queue.removeFirst(group.count)
            state.isRunning = !group.isEmpty
            return group.isEmpty ? nil : group
        }
    }

    /// Nobody is answered before the end, not even who failed: he may have read what is not committed yet.
    private func commit(_ group: [PendingWrite], on database: GRDB.Database) {
        do {
            try database.beginTransaction(.immediate)
            let answers = try group.map { try run($0, on: database) }
            try database.commit()
            answers.forEach { $0() }
        } catch {
            try? database.rollback()
            group.forEach { $0.fail(error) }
        }
    }

    /// Runs one write in its savepoint and gives back its answer. Throws only when SQLite gave up the whole transaction,
    /// as it does when the disk is full.
    private func run(_ write: PendingWrite, on database: GRDB.Database) throws -> Answer {
        try database.cachedStatement(sql: "SAVEPOINT one_write").execute()
        let answer: Answer
        do {
            answer = try write.run(Connection(database: database, observer: observer))
        } catch {
            guard database.isInsideTransaction else { throw error }
            try database.cachedStatement(sql: "ROLLBACK TO one_write").execute()
            answer = { write.fail(error) }
        }
        try database.cachedStatement(sql: "RELEASE one_write").execute()
        return answer
    }

    /// Bounds how long the first of a group waits for the last.
    private static let largestGroup = 128
}

/// One write and its waiting caller.
private struct PendingWrite: Sendable {
    let run: @Sendable (Connection) throws -> Answer
    let fail: @Sendable (any Error) -> Void
}

private typealias Answer = @Sendable () -> Void

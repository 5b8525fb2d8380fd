import CPostgres
import Foundation
import Storage
import Synchronization

/// Carries rings from node to node (LISTEN, NOTIFY), on a thread and a connection of its own.
///
/// A bell that is rung often is passed on at most every 20 ms, and never inside a transaction of its ringers: NOTIFY makes
/// commits wait for each other. When the connection was lost nobody knows what was missed, so all bells ring once.
final class Keeper: Sendable {
    private let server: Server
    private let alarm = Alarm()
    private let state = Mutex(State())

    private struct State {
        var bells: [String: Bell] = [:]
        var rung: Set<String> = []
        var lastSent: [String: ContinuousClock.Instant] = [:]
        var isClosed = false
    }

    init(_ server: Server) { self.server = server }

    func bell(_ name: String) -> Bell {
        let (bell, isFirst) = state.withLock { state in
            if let bell = state.bells[name] { return (bell, false) }
            let bell = Bell { [weak self] in self?.passOn(name) }
            defer { state.bells[name] = bell }
            return (bell, state.bells.isEmpty && !state.isClosed)
        }
        if isFirst { start() }
        return bell
    }

    func close() {
        state.withLock { $0.isClosed = true }
        alarm.ring()
    }

    private func passOn(_ name: String) {
        let isNew = state.withLock { $0.rung.insert(name).inserted }
        if isNew { alarm.ring() }
    }

    private func start() {
        let thread = Thread { [self] in
            while !state.withLock({ $0.isClosed }) { listen() }
        }
        thread.name = "postgres bells"
        thread.start()
    }

    /// Until the connection is lost. When there is none, waits a while.
    private func listen() {
        guard let connection = try? server.connect(.watching), (try? connection.run("LISTEN \(Self.channel)")) != nil else {
            alarm.wait(atMost: 500)
            return
        }
        state.withLock { $0.bells.values }.forEach { $0.wake() }
        while !state.withLock({ $0.isClosed }) {
            let (due, rest) = takeDue()
            do { try send(due, connection) } catch {
                // Nobody has heard of these: they are passed on over the next connection.
                state.withLock { $0.rung.formUnion(due) }
                return
            }
            guard hear(connection) else { return }
            connection.wait(orFor: alarm, atMost: rest)
        }
    }

    /// The bells that are to be passed on now, and in how many milliseconds the next one is.
    private func takeDue() -> (names: [String], rest: Int32?) {
        state.withLock { state in
            let now = ContinuousClock.now
            let waits = state.rung.map { name in (name, state.lastSent[name].map { $0 + Self.pause - now } ?? .zero) }
            let due = waits.filter { $0.1 <= .zero }.map(\.0)
            state.rung.subtract(due)
            due.forEach { state.lastSent[$0] = now }
            return (due, waits.map(\.1).filter { $0 > .zero }.min().map { Int32($0 / .milliseconds(1)) + 1 })
        }
    }

    private func send(_ names: [String], _ connection: ServerConnection) throws {
        guard !names.isEmpty else { return }
        let calls = names.map { "pg_notify('\(Self.channel)', \(quoted($0)))" }
        try connection.run("SELECT \(calls.joined(separator: ", "))")
    }

    /// Wakes the bells that others rang; `false` when the connection is lost.
    private func hear(_ connection: ServerConnection) -> Bool {
        guard PQconsumeInput(connection.handle) == 1 else { return false }
        while let news = PQnotifies(connection.handle) {
            defer { PQfreemem(news) }
            guard news.pointee.be_pid != PQbackendPID(connection.handle), let name = news.pointee.extra else { continue }
            state.withLock { $0.bells[String(cString: name)] }?.wake()
        }
        return true
    }

    private static let channel = "tongban_bell"
    private static let pause = Duration.milliseconds(20)
}

import Kernel
import Ledger
import Logging
import Storage
import Synchronization
import Testing

@Suite("Readers")
struct ReaderTests {
    @Test("a reader sees every act once and in order")
    func order() async throws {
        let city = try await Fixture()
        let reader = Collector("one")
        let sequencer = city.sequencer([reader], batch: 7, readerBatch: 4)
        try await city.commit(10)
        try await sequencer.settle()
        try await city.commit(5)
        try await sequencer.settle()
        #expect(reader.positions == Array(0..<15))
        #expect(reader.largest == 4)
    }

    @Test("a failing reader keeps its place, and does not hold up the others")
    func failing() async throws {
        let city = try await Fixture()
        let (bad, good) = (Collector("bad", failsAt: 6), Collector("good"))
        let sequencer = city.sequencer([bad, good], readerBatch: 4)
        try await city.commit(10)
        await #expect(throws: Problem("test.reader", .fault)) { try await sequencer.settle() }
        #expect(good.positions == Array(0..<10))
        #expect(bad.positions == [0, 1, 2, 3])
        bad.mend()
        try await sequencer.settle()
        #expect(bad.positions == Array(0..<10))
    }

    @Test("a reader can be built again from the beginning")
    func rebuilt() async throws {
        let city = try await Fixture()
        let reader = Collector("one")
        let sequencer = city.sequencer([reader])
        try await city.commit(9)
        try await sequencer.settle()
        try await sequencer.rebuild(reader)
        #expect(reader.positions == Array(0..<9) + Array(0..<9))
        let rows = try await city.ledger.read { try $0.rows("SELECT name FROM thing").count }
        #expect(rows == 9)
    }

    @Test("acts that a reader records are sequenced and read too")
    func echoes() async throws {
        let city = try await Fixture()
        let collector = Collector("one")
        let sequencer = city.sequencer([Echo(), collector])
        try await city.commit(3)
        try await sequencer.settle()
        #expect(collector.kinds == ["case.noted", "case.noted", "case.noted", "light.shown", "light.shown", "light.shown"])
        #expect(try await city.audit().isIntact)
    }

    @Test("of two nodes with the same reader only one takes a batch")
    func nodes() async throws {
        let city = try await Fixture()
        try await city.commit(60)
        try await city.sequencer().settle()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                let sequencer = city.sequencer([Keeper()], readerBatch: 3)
                group.addTask { try await sequencer.settle() }
            }
            try await group.waitForAll()
        }
        let rows = try await city.ledger.read { try $0.rows("SELECT name FROM thing").count }
        #expect(rows == 60)
    }

    @Test("the service sequences and reads without being asked, and tries again after a failure", .timeLimit(.minutes(1)))
    func service() async throws {
        let city = try await Fixture()
        let (seen, sightings) = AsyncStream<Int>.makeStream()
        let flaky = Collector("flaky", failsAt: 2, mendsItself: true) { sightings.yield($0) }
        let pace = Pace(gather: .milliseconds(1), retry: .milliseconds(1), longest: .milliseconds(2))
        let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let service = LedgerService(city.sequencer([flaky], readerBatch: 1), pace: pace, logger: silent)
        try await city.commit(1)
        let running = Task { await service.run() }
        var positions: [Int] = []
        for await position in seen {
            positions.append(position)
            if position == 4 { break }
            try await city.commit(1)
        }
        running.cancel()
        await running.value
        #expect(positions == [0, 1, 2, 3, 4])
    }
}

/// Remembers what it saw, and writes a row for each act.
private final class Collector: LedgerReader {
    private struct State { var seen: [SequencedAct] = [], largest = 0, failsAt: Int? }

    let name: String
    private let state: Mutex<State>
    private let mendsItself: Bool
    private let saw: @Sendable (Int) -> Void

    init(_ name: String, failsAt: Int? = nil, mendsItself: Bool = false, saw: @escaping @Sendable (Int) -> Void = { _ in }) {
        (self.name, self.mendsItself, self.saw) = (name, mendsItself, saw)
        state = Mutex(State(failsAt: failsAt))
    }

    var positions: [Int] { state.withLock { $0.seen.map(\.position) } }
    var kinds: [String] { state.withLock { $0.seen.map(\.act.kind) } }
    var largest: Int { state.withLock { $0.largest } }
    func mend() { state.withLock { $0.failsAt = nil } }

    func take(_ acts: [SequencedAct], in tx: any Transaction) throws {
        for act in acts { try tx.execute("INSERT INTO thing (name) VALUES (\("\(name) \(act.position)"))") }
        try state.withLock { state in
            if let place = state.failsAt, acts.contains(where: { $0.position == place }) {
                if mendsItself { state.failsAt = nil }
                throw Problem("test.reader", .fault)
            }
            state.seen += acts
            state.largest = max(state.largest, acts.count)
        }
        acts.forEach { saw($0.position) }
    }

    func clear(in tx: any Transaction) throws { try tx.execute("DELETE FROM thing WHERE name LIKE \("\(name) %")") }
}

/// Records an act of its own for each act of another kind.
private struct Echo: LedgerReader {
    let name = "echo"

    func take(_ acts: [SequencedAct], in tx: any Transaction) throws {
        try Ledger.record(acts.filter { $0.act.kind != "light.shown" }.map { act("light.shown", of: $0.act.subject) }, in: tx)
    }

    func clear(in tx: any Transaction) throws {}
}

/// Would break a unique key if an act came twice.
private struct Keeper: LedgerReader {
    let name = "keeper"

    func take(_ acts: [SequencedAct], in tx: any Transaction) throws {
        for act in acts { try tx.execute("INSERT INTO thing (name) VALUES (\("\(act.position)"))") }
    }

    func clear(in tx: any Transaction) throws {}
}

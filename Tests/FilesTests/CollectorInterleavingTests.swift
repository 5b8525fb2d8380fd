import Files
import Kernel
import Signing
import Synchronization
import Testing

/// Writers and two collectors at once, a step at a time in an order of chance. Before every step, what a row refers to must be there.
@Suite("The collector among writers")
struct CollectorInterleavingTests {
    @Test("never loses what a row refers to, and in the end removes the rest", arguments: 0..<40)
    func interleavings(_ seed: UInt64) async throws {
        let world = World(seed: seed)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<World.tasks {
                group.addTask {
                    await Turns.$me.withValue(number) {
                        for _ in 0..<60 { number < 2 ? await world.collect() : await world.write() }
                        world.turns.leave()
                    }
                }
            }
        }
        #expect(world.lost.withLock { $0 } == [], "seed \(seed)")
        #expect(world.referred.withLock { $0 } > 50, "seed \(seed)")
        #expect(world.removed.withLock { $0 } > 0, "seed \(seed)")

        world.rows.withLock { $0 = [:] }
        world.store.turns.withLock { $0 = nil }
        for _ in 0..<2 {
            world.clock.advance(World.grace * 2)
            await world.collect()
        }
        #expect(world.store.count == 0, "seed \(seed)")
    }
}

/// Six files, the rows that refer to them, and who works on them.
private final class World: Sendable {
    static let tasks = 5, grace = Duration.hours(24)

    let clock: StandingClock
    let store: SteppedFileStore
    let turns: Turns
    let rows: Shared<[Digest: Int]>
    let lost: Shared<Set<Digest>>
    let referred = Shared(0), removed = Shared(0)

    init(seed: UInt64) {
        let clock = StandingClock(Timestamp(milliseconds: 1_800_000_000_000)), store = SteppedFileStore(clock: clock)
        let rows = Shared<[Digest: Int]>([:]), lost = Shared<Set<Digest>>([])
        turns = Turns(tasks: Self.tasks, seed: seed, clock: clock, grace: Self.grace) {
            let missing = rows.withLock { Set($0.keys) }.filter { !store.has($0) }
            lost.withLock { $0.formUnion(missing) }
        }
        (self.clock, self.store, self.rows, self.lost) = (clock, store, rows, lost)
        store.turns.withLock { $0 = turns }
    }

    func collect() async {
        let collector = FileCollector(store, clock: clock, grace: Self.grace, batch: 2) { digests in
            await self.store.turns.withLock { $0 }?.next()
            return self.rows.withLock { Set($0.keys) }.intersection(digests)
        }
        let report = try? await collector.collect()
        removed.withLock { $0 += report?.removed ?? 0 }
    }

    /// Puts a file or renews an old one, lets time pass but less than a grace period, refers to it for a while, and reads it.
    func write() async {
        let bytes = [UInt8(turns.random.number(below: 6))], digest = SM3.hash(bytes)
        if turns.random.number(below: 2) == 0 {
            _ = try? await store.put(bytes)
        } else {
            guard (try? await store.renew(digest)) == true else { return await turns.next() }
        }
        let until = clock.now + Self.grace * turns.random.number(below: 60) / 100
        while clock.now < until { await turns.next() }
        rows.withLock { $0[digest, default: 0] += 1 }
        referred.withLock { $0 += 1 }
        for _ in 0..<turns.random.number(below: 60) { await turns.next() }
        if (try? await store.size(digest)) == nil { lost.withLock { _ = $0.insert(digest) } }
        rows.withLock { $0[digest] = $0[digest] == 1 ? nil : ($0[digest] ?? 0) - 1 }
    }
}

/// A value that several tasks change.
private final class Shared<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    init(_ value: Value) { self.value = Mutex(value) }

    func withLock<Result: Sendable>(_ body: (inout sending Value) -> sending Result) -> Result { value.withLock(body) }
}

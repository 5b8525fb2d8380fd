import Files
import Kernel
import Signing
import Synchronization

/// Lets tasks go on one at a time, in an order drawn from a seed, and time pass between. A task that has waited for long is next.
final class Turns: Sendable {
    let clock: StandingClock
    let random: SeededRandom
    private let grace: Duration
    private let state: Mutex<State>
    /// Looked at before each step.
    private let check: @Sendable () -> Void

    private struct State {
        var taking: Int
        var waiting: [Int: (since: Int, go: CheckedContinuation<Void, Never>)] = [:]
        var turn = 0
    }

    @TaskLocal static var me = 0

    init(tasks: Int, seed: UInt64, clock: StandingClock, grace: Duration, check: @escaping @Sendable () -> Void) {
        (self.clock, self.grace, self.check) = (clock, grace, check)
        random = SeededRandom(seed: seed)
        state = Mutex(State(taking: tasks))
    }

    func next() async {
        await withCheckedContinuation { continuation in
            state.withLock { $0.waiting[Self.me] = ($0.turn, continuation) }
            goOn()
        }
    }

    /// The task takes no more turns.
    func leave() {
        state.withLock { $0.taking -= 1 }
        goOn()
    }

    private func goOn() {
        let chosen = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting.count == state.taking, let longest = state.waiting.min(by: { ($0.value.since, $0.key) < ($1.value.since, $1.key) })
            else { return nil }
            let keys = state.waiting.keys.sorted()
            // Sixteen turns of at most a thirtieth: no step takes as long as a grace period.
            let key = state.turn - longest.value.since > 16 ? longest.key : keys[random.number(below: keys.count)]
            state.turn += 1
            return state.waiting.removeValue(forKey: key)?.go
        }
        guard let chosen else { return }
        clock.advance(grace * random.number(below: 100) / 3000)
        check()
        chosen.resume()
    }
}

/// Files in memory that behave as in an object store: setting aside is a copy and then a deletion, bringing back a look and then
/// a copy, and before each of these another task may have its turn.
final class SteppedFileStore: CollectableFileStore {
    let turns: Mutex<Turns?> = Mutex(nil)
    private let clock: any Clock
    private let state = Mutex(State())

    private struct State {
        var kept: [Digest: Timestamp] = [:]
        var aside: Set<AsideFile> = []
    }

    init(clock: any Clock) { self.clock = clock }

    /// Whether the file is somewhere.
    func has(_ digest: Digest) -> Bool { state.withLock { $0.kept[digest] != nil || $0.aside.contains { $0.digest == digest } } }
    var count: Int { state.withLock { $0.kept.count + $0.aside.count } }

    func put<Pieces: AsyncSequence & Sendable>(_ pieces: Pieces, limit: Int) async throws -> StoredFile
    where Pieces.Element: Collection<UInt8> & Sendable {
        var bytes: [UInt8] = []
        for try await piece in pieces { bytes += piece }
        let digest = SM3.hash(bytes)
        await step { $0.kept[digest] = self.clock.now }
        return StoredFile(digest: digest, size: bytes.count)
    }

    func get(_ digest: Digest) async throws -> FileBytes { throw Problem.fileNotFound(digest) }

    func size(_ digest: Digest) async throws -> Int? {
        await inPlace(digest) ? 1 : nil
    }

    func renew(_ digest: Digest) async throws -> Bool {
        // As with a store whose copies keep the time of what was copied.
        await inPlace(digest)
    }

    func delete(_ digest: Digest) async throws { await step { $0.kept[digest] = nil } }

    func list(after: Digest?, limit: Int) async throws -> [StoredEntry] {
        let all = await step { $0.kept.map { StoredEntry(digest: $0.key, size: 1, storedAt: $0.value) } }
        return Array(all.filter { $0.digest.hex > after?.hex ?? "" }.sorted { $0.digest.hex < $1.digest.hex }.prefix(limit))
    }

    func setAside(_ digest: Digest, at now: Timestamp) async throws {
        let chance = "\(turns.withLock { $0?.random.bytes(8) } ?? SystemRandom().bytes(8))"
        let copied = await step { state in
            guard state.kept[digest] != nil else { return false }
            state.aside.insert(AsideFile(digest, at: now, chance: chance, size: 1))
            return true
        }
        if copied { await step { $0.kept[digest] = nil } }
    }

    func listAside(after: AsideFile?, limit: Int) async throws -> [AsideFile] {
        let all = await step(\.aside)
        return Array(all.filter { $0.name > after?.name ?? "" }.sorted { $0.name < $1.name }.prefix(limit))
    }

    func remove(_ file: AsideFile) async throws { _ = await step { $0.aside.remove(file) } }

    func removeBrokenOff(before: Timestamp) async throws {}

    private func inPlace(_ digest: Digest) async -> Bool {
        for _ in 0..<3 {
            if await step({ $0.kept[digest] != nil }) { return true }
            guard await bringBack(digest) else { break }
        }
        return await step { $0.kept[digest] != nil }
    }

    private func bringBack(_ digest: Digest) async -> Bool {
        guard let file = await step({ $0.aside.filter { $0.digest == digest }.max { $0.name < $1.name } }) else { return false }
        return await step { state in
            guard state.aside.contains(file) else { return false }
            state.kept[digest] = self.clock.now
            return true
        }
    }

    @discardableResult
    private func step<Value: Sendable>(_ change: @Sendable (inout State) -> Value) async -> Value {
        await turns.withLock { $0 }?.next()
        return state.withLock { change(&$0) }
    }
}

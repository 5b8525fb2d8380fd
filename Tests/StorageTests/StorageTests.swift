import Kernel
import Storage
import Testing

@Suite("What the engines share")
struct StorageTests {
    @Test("the steps that are left are those that weren't applied, in order")
    func pending() throws {
        let steps = ["0003_c", "0001_a", "0002_b"].map { Migration(name: $0, script: "-- \($0)") }
        #expect(try steps.pending(after: [:]).map(\.name) == ["0001_a", "0002_b", "0003_c"])
        // A database of the first release kept no fingerprints.
        #expect(try steps.pending(after: ["0001_a": nil, "0003_c": steps[0].fingerprint]).map(\.name) == ["0002_b"])
        #expect(try [Migration]().pending(after: [:]) == [])
    }

    @Test("a step of a later release, or one that was changed, is named")
    func refused() {
        let steps = [Migration(name: "0001_a", script: "CREATE TABLE a (id TEXT)")]
        let newer = #expect(throws: Problem("storage.newer_schema", .fault)) { try steps.pending(after: ["0009_z": nil, "0008_y": "x"]) }
        #expect(newer?.arguments == ["names": "0008_y, 0009_z"])
        let changed = #expect(throws: Problem("storage.changed_migration", .fault)) { try steps.pending(after: ["0001_a": "another"]) }
        #expect(changed?.arguments == ["names": "0001_a"])
    }

    @Test("whoever waits for a bell is let go when the time is over, however short it is", .timeLimit(.minutes(10)))
    func shortWait() async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    let bell = Bell()
                    for _ in 0..<2_000 { await bell.wait(atMost: .zero) }
                }
            }
        }
    }

    @Test("tables stand behind those they refer to, also when they refer to themselves or to each other")
    func order() {
        func shape(_ name: String, _ references: Set<String> = []) -> TableShape {
            TableShape(name: name, columns: [], key: [], references: references, rows: 0)
        }
        let tables = [shape("a", ["c"]), shape("b", ["b"]), shape("c", ["d", "b"]), shape("d"), shape("x", ["y"]), shape("y", ["x"])]
        #expect(tables.inOrderOfReference().map(\.name) == ["b", "d", "c", "a", "x", "y"])
        #expect([TableShape]().inOrderOfReference() == [])
    }

    @Test("turns are taken one after another, and who is cancelled leaves the queue")
    func turns() async throws {
        let turns = Turns(), begun = AsyncStream<Void>.makeStream(), end = AsyncStream<Void>.makeStream()
        let first = Task {
            try await turns.taking("x") {
                begun.continuation.finish()
                for await _ in end.stream {}
                return 1
            }
        }
        for await _ in begun.stream {}
        let second = Task { try await turns.taking("x") { 2 } }, third = Task { try await turns.taking("x") { 3 } }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        let elsewhere = try await turns.taking("y") { 4 }
        #expect(elsewhere == 4)
        end.continuation.finish()
        #expect(try await [first.value, third.value] == [1, 3])
    }

    @Test("a bell that rang while nobody waited lets one pass, the next waits for its time or for a ring")
    func bell() async {
        let passedOn = AsyncStream<Void>.makeStream(), bell = Bell { passedOn.continuation.finish() }
        bell.ring()
        bell.ring()
        await bell.wait(atMost: .seconds(600))
        let start = ContinuousClock.now
        await bell.wait(atMost: .milliseconds(20))
        #expect(ContinuousClock.now - start >= .milliseconds(20))
        let waiting = Task { await bell.wait(atMost: .seconds(600)) }
        bell.ring()
        await waiting.value
        for await _ in passedOn.stream {}
        // Who rang from another node isn't told again.
        Bell { Issue.record("it was passed on") }.wake()
    }

    @Test("who looks by himself now and then wakes nobody else", .timeLimit(.minutes(10)))
    func looking() async {
        let bell = Bell()
        let other = Task { await bell.listen().reduce(0) { count, _ in count + 1 } }
        var looks = bell.listen(lookingEvery: .milliseconds(5)).makeAsyncIterator()
        for _ in 0..<20 { #expect(await looks.next() != nil) }
        // Rung once more, so that the other has surely begun to listen.
        bell.ring()
        #expect(await looks.next() != nil)
        other.cancel()
        #expect(await other.value <= 2)
    }
}

import Files
import Foundation
import Kernel
import Signing
import Synchronization
import Testing

@Suite("The collector of files")
struct FileCollectorTests {
    private let grace = Duration.hours(24)
    private let clock = StandingClock(SystemClock().now)

    @Test("removes in two steps what nothing refers to, and leaves the rest")
    func twoSteps() async throws {
        let store = SteppedFileStore(clock: clock)
        let wanted = try await store.put([1]).digest, unwanted = try await store.put([2]).digest
        let collector = FileCollector(store, clock: clock, grace: grace) { Set($0).intersection([wanted]) }
        #expect(try await collector.collect().tooYoung == 2)
        clock.advance(grace)
        let young = try await store.put([3]).digest
        let first = try await collector.collect()
        #expect((first.seen, first.referenced, first.tooYoung, first.setAside, first.removed) == (3, 1, 1, 1, 0))
        clock.advance(grace * 2 - .seconds(1))
        _ = try await store.put([3])
        #expect(try await collector.collect().waiting == 1)
        #expect(store.has(unwanted))
        clock.advance(.seconds(1))
        let last = try await collector.collect()
        #expect((last.removed, last.removedBytes, last.waiting) == (1, 1, 0))
        #expect(store.has(wanted) && store.has(young) && !store.has(unwanted))
    }

    @Test("brings back what a row came to refer to")
    func broughtBack() async throws {
        let store = SteppedFileStore(clock: clock), rows = Mutex<Set<Digest>>([])
        let file = try await store.put([1]).digest
        let collector = FileCollector(store, clock: clock, grace: grace) { digests in rows.withLock { $0.intersection(digests) } }
        clock.advance(grace)
        #expect(try await collector.collect().setAside == 1)
        rows.withLock { _ = $0.insert(file) }
        clock.advance(grace * 2)
        let report = try await collector.collect()
        #expect((report.broughtBack, report.removed) == (1, 0))
        #expect(try await store.list(after: nil, limit: 1).map(\.digest) == [file])
        #expect(try await store.listAside(after: nil, limit: 1) == [])
    }

    @Test("only says in a dry run what it would do")
    func dryRun() async throws {
        let store = SteppedFileStore(clock: clock)
        for number in 0..<5 { _ = try await store.put([UInt8(number)]) }
        let collector = FileCollector(store, clock: clock, grace: grace, batch: 2) { _ in [] }
        clock.advance(grace)
        #expect(try await collector.collect(dryRun: true).setAside == 5)
        #expect(try await collector.collect().setAside == 5)
        clock.advance(grace * 2)
        #expect(try await collector.collect(dryRun: true).removed == 5)
        #expect(store.count == 5)
    }

    @Test("goes on where a pass was broken off")
    func resumed() async throws {
        let store = SteppedFileStore(clock: clock)
        for number in 0..<10 { _ = try await store.put([UInt8(number)]) }
        clock.advance(grace)
        let collector = FileCollector(store, clock: clock, grace: grace, batch: 3) { _ in [] }
        let last = Mutex<Digest?>(nil)
        await #expect(throws: CancellationError.self) {
            try await collector.collect { report in
                last.withLock { $0 = report.last }
                if report.setAside == 6 { throw CancellationError() }
            }
        }
        let rest = try await collector.collect(after: last.withLock { $0 })
        #expect((rest.seen, rest.setAside) == (4, 4))
    }

    @Test("stops when its task is cancelled")
    func cancelled() async throws {
        let store = SteppedFileStore(clock: clock)
        for number in 0..<10 { _ = try await store.put([UInt8(number)]) }
        clock.advance(grace)
        let collector = FileCollector(store, clock: clock, grace: grace) { digests in
            withUnsafeCurrentTask { $0?.cancel() }
            return []
        }
        await #expect(throws: CancellationError.self) { try await Task { try await collector.collect() }.value }
        #expect(try await store.list(after: nil, limit: 100).count == 10)
    }

    @Test("collects from a real folder, old by its files' own times")
    func realFolder() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try LocalFileStore(directory: folder)
        let wanted = try await store.put([1]).digest, unwanted = try await store.put([2]).digest
        let later = StandingClock(SystemClock().now + grace + .minutes(1))
        let collector = FileCollector(store, clock: later, grace: grace) { Set($0).intersection([wanted]) }
        #expect(try await collector.collect().setAside == 1)
        later.advance(grace * 2)
        #expect(try await collector.collect().removed == 1)
        #expect(try await store.exists(wanted))
        #expect(try await !store.exists(unwanted))
    }
}

import Files
@testable import FilesS3
import FilesConformance
import Foundation
import Kernel
import Signing
import Testing

/// A server that keeps objects and checks signatures, as `scripts/s3-server` starts one.
private let address = ProcessInfo.processInfo.environment["TONGBAN_TEST_S3"]
private let tlsAddress = ProcessInfo.processInfo.environment["TONGBAN_TEST_S3_TLS"]
private let absent: Comment = "no S3 server: run the tests by scripts/test, or by scripts/s3-server"

@Suite("The S3 store, on a real server")
struct S3StoreTests {
    @Test("has a server wherever all tests must run", .enabled(if: ProcessInfo.processInfo.environment["CI"] == "true", "only there"))
    func present() {
        #expect(address != nil && tlsAddress != nil, absent)
    }

    @Test("does what every file store does", .enabled(if: address != nil, absent), arguments: FileCase.all)
    func conformance(_ fileCase: FileCase) async throws {
        let store = try S3FileStore(fresh(), partSize: 5 << 20)
        try await fileCase.check(StoreUnderTest(store) {
            try await store.objects.list(store.objects.connection.settings.prefix, after: nil, limit: 1000).map(\.key)
                + store.objects.uploads(store.objects.incoming("")).map(\.key)
        } overwrite: { digest, bytes in
            try await store.objects.put(S3Body(bytes), at: store.objects.kept(digest))
        })
    }

    @Test("speaks TLS to a server of a certificate that it was told to trust, and to no other", .enabled(if: tlsAddress != nil, absent))
    func tls() async throws {
        var settings = try fresh(tlsAddress)
        let bytes = [UInt8](repeating: 7, count: 100_000)
        let store = try S3FileStore(settings)
        let file = try await store.put(bytes)
        #expect(try await store.readAll(file.digest, limit: bytes.count) == bytes)
        settings.caFile = nil
        let stranger = try S3FileStore(settings, patience: Patience(attempts: 1))
        await #expect(throws: Problem("file.unavailable", .unavailable)) { try await stranger.check() }
    }

    @Test("says what is wrong with the keys or the bucket", .enabled(if: address != nil, absent))
    func misconfigured() async throws {
        let right = try fresh()
        try await S3FileStore(right).check()
        var settings = right
        settings.secretKey = Secret("wrong")
        await #expect(throws: Problem("files.credentials", .unavailable)) { try await S3FileStore(settings).check() }
        await #expect(throws: Problem("files.credentials", .unavailable)) { try await S3FileStore(settings).put([1]) }
        settings = right
        settings.bucket = "no-such-bucket"
        await #expect(throws: Problem("files.bucket", .unavailable)) { try await S3FileStore(settings).check() }
        await #expect(throws: Problem("files.bucket", .unavailable)) { try await S3FileStore(settings).put([1]) }
    }

    @Test("says that the clocks differ", .enabled(if: address != nil, absent))
    func clock() async throws {
        let late = StandingClock(SystemClock().now + .days(1))
        await #expect { try await S3FileStore(fresh(), clock: late).check() } throws: { error in
            ["files.clock", "files.forbidden"].contains((error as? Problem)?.code)
        }
    }

    @Test("removes what broke off long ago, parts and whole objects", .enabled(if: address != nil, absent))
    func brokenOff() async throws {
        let store = try S3FileStore(fresh())
        var upload = try await store.objects.begin(store.objects.incoming("parts"))
        try await upload.send(S3Body([UInt8](repeating: 1, count: 5 << 20)))
        try await store.objects.put(S3Body([1]), at: store.objects.incoming("whole"))
        let kept = try await store.put([2]).digest
        try await store.removeBrokenOff(before: SystemClock().now - .hours(1))
        #expect(try await store.objects.uploads(store.objects.incoming("")).count == 1)
        #expect(try await store.objects.size(store.objects.incoming("whole")) == 1)
        try await store.removeBrokenOff(before: SystemClock().now + .hours(1))
        #expect(try await store.objects.uploads(store.objects.incoming("")).isEmpty)
        #expect(try await store.objects.size(store.objects.incoming("whole")) == nil)
        #expect(try await store.exists(kept))
    }

    @Test("is complete though the answer to its completion was lost", .enabled(if: address != nil, absent))
    func completedTwice() async throws {
        let store = try S3FileStore(fresh())
        var upload = try await store.objects.begin(store.objects.incoming("twice"))
        try await upload.send(S3Body([1, 2, 3]))
        try await upload.complete()
        try await upload.complete()
        #expect(try await store.objects.size(upload.key) == 3)
        try await store.objects.delete(upload.key)
        await #expect(throws: Problem("file.unavailable", .unavailable)) { try await upload.complete() }
    }

    @Test("collects what nothing refers to", .enabled(if: address != nil, absent))
    func collector() async throws {
        let store = try S3FileStore(fresh())
        let wanted = try await store.put([1]).digest, unwanted = try await store.put([2]).digest
        let later = StandingClock(SystemClock().now + .hours(25))
        let collector = FileCollector(store, clock: later) { Set($0).intersection([wanted]) }
        #expect(try await collector.collect().setAside == 1)
        later.advance(.days(2))
        #expect(try await collector.collect().removed == 1)
        #expect(try await store.list(after: nil, limit: 10).map(\.digest) == [wanted])
        #expect(try await !store.exists(unwanted))
    }

    /// The server, with a prefix that nobody else has.
    private func fresh(_ address: String? = address) throws -> S3Settings {
        var settings = try S3Settings(#require(address))
        settings.prefix = "\(SystemRandom().bytes(8).hex)/"
        return settings
    }
}

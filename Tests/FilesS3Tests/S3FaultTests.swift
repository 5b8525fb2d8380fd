import Files
@testable import FilesS3
import Kernel
import Signing
import Testing

@Suite("An S3 store that falters")
struct S3FaultTests {
    private let digest = SM3.hash("hello world")
    private static func error(_ code: String) -> String {
        "<?xml version=\"1.0\"?><Error><Code>\(code)</Code><Message>why</Message></Error>"
    }

    static let passing: [ScriptedServer.Reply] = [
        .answer(500), .answer(503, [:], error("SlowDown")), .answer(429), .answer(400, [:], error("RequestTimeout")), .closed,
        .broken(503, [:], "half", missing: 10),
    ]

    @Test("is asked again when it falters, until it answers", arguments: passing)
    func again(_ reply: ScriptedServer.Reply) async throws {
        let server = try await ScriptedServer(reply, reply, .answer(200))
        #expect(try await store(server).put(Array("hello world".utf8)).digest == digest)
        #expect(server.asked == Array(repeating: "PUT /bucket/files/\(digest.hex)", count: 3))
    }

    @Test("is asked again when no answer comes in time, and given up in the end")
    func silent() async throws {
        let server = try await ScriptedServer(.silent, .silent, .answer(200))
        let hasty = Patience(
            attempts: 100, trouble: Self.long, pause: .milliseconds(1), answer: .milliseconds(200), silence: .milliseconds(200))
        #expect(try await store(server.endpoint, patience: hasty).put([1]).size == 1)
        #expect(server.asked.count >= 3)
        let mute = try await ScriptedServer(.silent)
        let once = Patience(attempts: 1, answer: .milliseconds(200))
        await #expect(throws: Problem("file.unavailable", .unavailable)) { try await store(mute.endpoint, patience: once).put([1]) }
    }

    @Test("is given up in the end, with words that say no secret", arguments: passing)
    func givenUp(_ reply: ScriptedServer.Reply) async throws {
        let server = try await ScriptedServer(reply, reply, reply)
        await #expect { try await store(server).put([1]) } throws: { error in
            (error as? Problem)?.code == "file.unavailable" && (error as? Problem)?.kind == .unavailable && !"\(error)".contains("hush")
        }
        #expect(server.asked.count == 3)
    }

    static let refusals: [(status: Int, code: String, problem: String)] = [
        (403, "InvalidAccessKeyId", "files.credentials"), (403, "SignatureDoesNotMatch", "files.credentials"),
        (401, "", "files.credentials"),
        (403, "AccessDenied", "files.forbidden"), (403, "", "files.forbidden"), (403, "RequestTimeTooSkewed", "files.clock"),
        (404, "NoSuchBucket", "files.bucket"), (301, "PermanentRedirect", "files.region"),
        (400, "AuthorizationHeaderMalformed", "files.region"),
        (400, "EntityTooLarge", "file.unavailable"), (418, "", "file.unavailable"),
    ]

    @Test("is asked once when it refuses, and what it said is said clearly", arguments: refusals)
    func refused(status: Int, code: String, problem: String) async throws {
        let server = try await ScriptedServer(.answer(status, [:], code.isEmpty ? "" : Self.error(code)))
        await #expect(throws: Problem(problem, .unavailable)) { try await store(server).check() }
        #expect(server.asked.count == 1)
    }

    @Test("says to visitors only that files are unavailable, and the reason to the log", arguments: refusals)
    func veiled(status: Int, code: String, problem: String) async throws {
        let refusal = ScriptedServer.Reply.answer(status, [:], code.isEmpty ? "" : Self.error(code))
        let server = try await ScriptedServer(refusal, refusal)
        let requests: [@Sendable (S3FileStore) async throws -> Void] = [{ _ = try await $0.put([1]) }, { _ = try await $0.renew(digest) }]
        for request in requests {
            await #expect { try await request(store(server)) } throws: { error in
                (error as? Problem)?.code == "file.unavailable" && "\(error)".contains(problem) && "\(error)".contains("\(status) \(code)")
            }
        }
    }

    @Test("a port where nobody listens is unavailable")
    func nobody() async throws {
        let endpoint = try await ScriptedServer().endpoint
        await #expect(throws: Problem("file.unavailable", .unavailable)) { try await store(endpoint).check() }
    }

    @Test("one that can't be connected to is given up when the trouble has lasted too long, however often it might be asked")
    func lasting() async throws {
        let endpoint = try await ScriptedServer().endpoint, begun = ContinuousClock.now
        let patience = Patience(attempts: .max, trouble: .milliseconds(300), pause: .milliseconds(1), connect: .seconds(600))
        await #expect(throws: Problem("file.unavailable", .unavailable)) { try await store(endpoint, patience: patience).put([1]) }
        #expect((.milliseconds(300) ..< .seconds(60)).contains(ContinuousClock.now - begun))
    }

    @Test("a copy that fails though it was answered 200 is made again")
    func copyFailed() async throws {
        let server = try await ScriptedServer(.answer(200, [:], Self.error("InternalError")), .answer(200, [:], "<CopyObjectResult/>"))
        #expect(try await store(server).renew(digest))
        #expect(server.asked.count == 2)
    }

    @Test("a download that breaks off goes on where it broke")
    func resumed() async throws {
        let server = try await ScriptedServer(
            .answer(200, ["content-length": "11"]), .broken(200, [:], "hello ", missing: 5), .closed, .broken(206, [:], "wor", missing: 2),
            .answer(206, [:], "ld"))
        #expect(try await store(server).readAll(digest, limit: 11) == Array("hello world".utf8))
        let key = "/bucket/files/\(digest.hex)"
        #expect(server.asked == ["HEAD \(key)", "GET \(key)", "GET \(key) bytes=6-", "GET \(key) bytes=6-", "GET \(key) bytes=9-"])
    }

    @Test("a download that would begin anew in the middle is no file")
    func begunAnew() async throws {
        let server = try await ScriptedServer(
            .answer(200, ["content-length": "11"]), .broken(200, [:], "hello ", missing: 5), .answer(200, [:], "hello world"))
        await #expect(throws: Problem("file.unavailable", .unavailable)) { try await store(server).readAll(digest, limit: 11) }
    }

    @Test("an answer that is no listing is not taken for an empty one", arguments: ["", "<html><body>Welcome</body></html>", "nonsense"])
    func notAListing(_ body: String) async throws {
        let server = try await ScriptedServer(.answer(200, [:], body))
        await #expect(throws: Problem("file.unavailable", .unavailable)) { try await store(server).list(after: nil, limit: 1) }
    }

    @Test("a listing is read with or without fractions of a second, and strange keys are passed over")
    func listing() async throws {
        let objects = [("files/\(digest.hex)", "2026-11-24T05:44:11.250Z"), ("files/readme.txt", "2026-11-24T05:44:11Z")].map {
            "<Contents><Key>\($0.0)</Key><LastModified>\($0.1)</LastModified><ETag>&quot;x&quot;</ETag><Size>11</Size></Contents>"
        }
        let answer = "<ListBucketResult><IsTruncated>false</IsTruncated>\(objects.joined())</ListBucketResult>"
        let server = try await ScriptedServer(.answer(200, [:], answer))
        let entry = StoredEntry(digest: digest, size: 11, storedAt: Timestamp(milliseconds: 1_795_499_051_250))
        #expect(try await store(server).list(after: nil, limit: 10) == [entry])
    }

    @Test("stops asking when its task is cancelled")
    func cancelled() async throws {
        let server = try await ScriptedServer(.silent, .answer(200))
        let store = try store(server.endpoint, patience: Patience(attempts: 2, trouble: Self.long, answer: .seconds(60)))
        let put = Task { try await store.put([1]) }
        while server.asked.isEmpty { await Task.yield() }
        put.cancel()
        await #expect(throws: CancellationError.self) { try await put.value }
        #expect(server.asked.count == 1)
    }

    @Test("pauses grow to a bound, each anywhere below it")
    func pauses() {
        let patience = Patience(pause: .milliseconds(100), longest: .seconds(2))
        for (failures, bound) in [(1, 100), (2, 200), (5, 1600), (6, 2000), (1000, 2000)] {
            let pauses = (0..<200).map { patience.pause(after: failures, SeededRandom(seed: UInt64($0))).milliseconds }
            #expect(pauses.allSatisfy { (0...Int64(bound)).contains($0) })
            #expect((pauses.max() ?? 0) > Int64(bound) * 9 / 10 && (pauses.min() ?? 0) < Int64(bound) / 10)
        }
    }

    private func store(_ server: ScriptedServer) throws -> S3FileStore { try store(server.endpoint) }

    private func store(_ endpoint: String, patience: Patience = Self.short) throws -> S3FileStore {
        try S3FileStore(
            S3Settings(endpoint: endpoint, bucket: "bucket", accessKey: "who", secretKey: Secret("hush")), patience: patience)
    }

    private static let short = Patience(attempts: 3, trouble: long, pause: .milliseconds(1))
    /// So that a machine that is busy doesn't shorten the trouble.
    private static let long = Duration.seconds(600)
}

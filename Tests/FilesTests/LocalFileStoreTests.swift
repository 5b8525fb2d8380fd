import Files
import Foundation
import Kernel
import Signing
import Synchronization
import Testing

@Suite("The local file store")
final class LocalFileStoreTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID().uuidString)").path

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @Test("gives back what it took, under the digest of it", arguments: [0, 1, 262_143, 262_144, 1_000_003])
    func roundTrip(_ count: Int) async throws {
        let store = try LocalFileStore(directory: folder)
        let bytes = SeededRandom(seed: UInt64(count)).bytes(count)
        let file = try await store.put(bytes)
        #expect(file == StoredFile(digest: SM3.hash(bytes), size: count))
        #expect(try await store.readAll(file.digest, limit: count) == bytes)
        #expect(try await store.size(file.digest) == count)
        var streamed: [UInt8] = []
        for try await piece in try await store.get(file.digest) { streamed += piece }
        #expect(streamed == bytes)
    }

    @Test("names a file by the standard's example: abc")
    func name() async throws {
        let file = try await LocalFileStore(directory: folder).put(Array("abc".utf8))
        let hex = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        #expect(file.digest.hex == hex)
        #expect(try String(contentsOfFile: "\(folder)/66/c7/\(hex)", encoding: .utf8) == "abc")
    }

    @Test("takes a stream piece by piece, and the same bytes once")
    func stream() async throws {
        let store = try LocalFileStore(directory: folder)
        let piece = [UInt8](repeating: 9, count: 100_000)
        let first = try await store.put(pieces(Array(repeating: piece, count: 7)), limit: 700_000)
        let second = try await store.put(Array(repeating: 9, count: 700_000))
        #expect(first == second)
        #expect(try regularFiles().count == 1)
    }

    @Test("refuses what is too large and leaves nothing of it", arguments: [1, 300_000, 699_999])
    func tooLarge(_ limit: Int) async throws {
        let store = try LocalFileStore(directory: folder)
        let piece = [UInt8](repeating: 9, count: 100_000)
        await #expect(throws: Problem("file.too_large", .tooLarge)) {
            try await store.put(pieces(Array(repeating: piece, count: 7)), limit: limit)
        }
        #expect(try regularFiles().isEmpty)
    }

    @Test("leaves nothing of a stream that breaks off")
    func brokenOff() async throws {
        let store = try LocalFileStore(directory: folder)
        let broken = AsyncThrowingStream<[UInt8], any Error> { continuation in
            continuation.yield([UInt8](repeating: 1, count: 500_000))
            continuation.finish(throwing: CancellationError())
        }
        await #expect(throws: CancellationError.self) { try await store.put(broken, limit: 1_000_000) }
        #expect(try regularFiles().isEmpty)
    }

    @Test("removes at the start what a crash left incomplete, but not what is coming in just now")
    func crash() async throws {
        try FileManager.default.createDirectory(atPath: "\(folder)/incoming", withIntermediateDirectories: true)
        try Data([1, 2, 3]).write(to: URL(filePath: "\(folder)/incoming/left"))
        let store = try LocalFileStore(directory: folder)
        #expect(try regularFiles().isEmpty)
        let pieces = Mutex([[2], [UInt8](repeating: 1, count: 300_000)])
        // Each time a piece is asked for, another process starts.
        let stream = AsyncThrowingStream { [folder] in
            _ = try LocalFileStore(directory: folder)
            return pieces.withLock { $0.popLast() }
        }
        #expect(try await store.put(stream, limit: 300_001).size == 300_001)
    }

    @Test("notices a file that was changed on the disk")
    func damaged() async throws {
        let store = try LocalFileStore(directory: folder)
        let file = try await store.put([1, 2, 3])
        let path = try #require(try regularFiles().first)
        try Data([1, 2, 4]).write(to: URL(filePath: path))
        await #expect(throws: Problem("file.damaged", .fault)) { try await store.readAll(file.digest, limit: 10) }
    }

    @Test("reads no more than it may")
    func readLimit() async throws {
        let store = try LocalFileStore(directory: folder)
        let file = try await store.put([1, 2, 3])
        await #expect(throws: Problem("file.too_large", .tooLarge)) { try await store.readAll(file.digest, limit: 2) }
    }

    @Test("knows what is not there, and deletes more than once")
    func missing() async throws {
        let store = try LocalFileStore(directory: folder)
        let file = try await store.put([1, 2, 3])
        #expect(try await store.exists(file.digest))
        let reading = try await store.get(file.digest)
        try await store.delete(file.digest)
        try await store.delete(file.digest)
        #expect(try await !store.exists(file.digest))
        await #expect(throws: Problem("file.not_found", .notFound)) { _ = try await store.get(file.digest) }
        await #expect(throws: Problem("file.not_found", .notFound)) { try await store.readAll(file.digest, limit: 10) }
        for try await piece in reading { #expect(piece == [1, 2, 3]) }
    }

    @Test("says so when its folder cannot be made")
    func cannotBeMade() {
        #expect(throws: Problem.self) { try LocalFileStore(directory: "/proc/files") }
    }

    private func pieces(_ pieces: [[UInt8]]) -> AsyncStream<[UInt8]> {
        AsyncStream { continuation in
            pieces.forEach { continuation.yield($0) }
            continuation.finish()
        }
    }

    private func regularFiles() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).map { "\(folder)/\($0)" }.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }
}

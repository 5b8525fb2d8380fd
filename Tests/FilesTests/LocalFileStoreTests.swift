import Files
import FilesConformance
import Foundation
import Kernel
import Signing
import Synchronization
import Testing

@Suite("The local file store")
final class LocalFileStoreTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID().uuidString)").path

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @Test("does what every file store does", arguments: FileCase.all)
    func conformance(_ fileCase: FileCase) async throws {
        let folder = folder
        try await fileCase.check(StoreUnderTest(LocalFileStore(directory: folder)) {
            try Self.regularFiles(folder)
        } overwrite: { digest, bytes in
            try Data(bytes).write(to: URL(filePath: Self.path(digest, in: folder)))
        })
    }

    @Test("names a file by the standard's example: abc")
    func name() async throws {
        _ = try await LocalFileStore(directory: folder).put(Array("abc".utf8))
        let path = "\(folder)/66/c7/66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "abc")
    }

    @Test("leaves alone, when it is opened, what is coming in or came in just now")
    func opened() async throws {
        let store = try LocalFileStore(directory: folder)
        try Data([1, 2, 3]).write(to: URL(filePath: "\(folder)/incoming/left"))
        _ = try LocalFileStore(directory: folder)
        #expect(try Self.regularFiles(folder).count == 1)
        let pieces = Mutex([[2], [UInt8](repeating: 1, count: 300_000)])
        // Each time a piece is asked for, another process starts, and clears away what nobody is writing.
        let stream = AsyncThrowingStream { [folder] in
            try await LocalFileStore(directory: folder).removeBrokenOff(before: SystemClock().now + .minutes(1))
            return pieces.withLock { $0.popLast() }
        }
        #expect(try await store.put(stream, limit: 300_001).size == 300_001)
        #expect(try Self.regularFiles(folder).count == 1)
    }

    @Test("takes in every file, however often its folder is cleared meanwhile")
    func cleared() async throws {
        let store = try LocalFileStore(directory: folder)
        let clearing = Task {
            while !Task.isCancelled { try await store.removeBrokenOff(before: SystemClock().now + .minutes(1)) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                group.addTask { _ = try await store.put(Array("\(number)".utf8)) }
            }
            try await group.waitForAll()
        }
        clearing.cancel()
        try? await clearing.value
        #expect(try await store.list(after: nil, limit: 1000).count == 300)
    }

    @Test("removes in the course of things only what broke off before an instant")
    func brokenOff() async throws {
        let store = try LocalFileStore(directory: folder)
        try Data([1, 2, 3]).write(to: URL(filePath: "\(folder)/incoming/left"))
        try await store.removeBrokenOff(before: SystemClock().now - .minutes(1))
        #expect(try Self.regularFiles(folder).count == 1)
        try await store.removeBrokenOff(before: SystemClock().now + .minutes(1))
        #expect(try Self.regularFiles(folder).isEmpty)
    }

    @Test("gives out to its end a file that was deleted meanwhile")
    func deletedMeanwhile() async throws {
        let store = try LocalFileStore(directory: folder)
        let file = try await store.put([1, 2, 3])
        let reading = try await store.get(file.digest)
        try await store.delete(file.digest)
        for try await piece in reading { #expect(piece == [1, 2, 3]) }
    }

    @Test("makes a file young again that is put or renewed once more")
    func renewed() async throws {
        let store = try LocalFileStore(directory: folder)
        let file = try await store.put([1, 2, 3])
        let ways: [@Sendable () async throws -> Bool] = [{ try await store.put([1, 2, 3]) == file }, { try await store.renew(file.digest) }]
        for renew in ways {
            let old = Date(timeIntervalSince1970: 1_000_000)
            try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: Self.path(file.digest, in: folder))
            #expect(try await store.list(after: nil, limit: 1).map(\.storedAt) == [Timestamp(milliseconds: 1_000_000_000)])
            #expect(try await renew())
            #expect(try await store.list(after: nil, limit: 1)[0].storedAt > SystemClock().now - .minutes(1))
        }
    }

    @Test("passes over what others have laid into its folder")
    func strangers() async throws {
        let store = try LocalFileStore(directory: folder)
        let file = try await store.put([1, 2, 3])
        let beside = URL(filePath: Self.path(file.digest, in: folder)).deletingLastPathComponent().appending(path: "note.txt")
        for url in [beside] + ["lost+found/66/c7/x", "zz/00/note"].map({ URL(filePath: "\(folder)/\($0)") }) {
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data([1]).write(to: url)
        }
        #expect(try await store.list(after: nil, limit: 10).map(\.digest) == [file.digest])
        #expect(try await store.listAside(after: nil, limit: 10) == [])
    }

    @Test("says so when its folder cannot be made")
    func cannotBeMade() {
        #expect(throws: Problem("file.unavailable", .unavailable)) { try LocalFileStore(directory: "/proc/files") }
    }

    static func path(_ digest: Digest, in folder: String) -> String {
        "\(folder)/\(digest.hex.prefix(2))/\(digest.hex.dropFirst(2).prefix(2))/\(digest.hex)"
    }

    static func regularFiles(_ folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).map { "\(folder)/\($0)" }.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }
}

@Suite("The name of a file that was set aside")
struct AsideFileTests {
    private let digest = SM3.hash("abc")

    @Test("is read back")
    func roundTrip() {
        let file = AsideFile(digest, at: Timestamp(milliseconds: 1_700_000_000_000), size: 7)
        #expect(AsideFile(name: file.name, size: 7) == file)
        #expect(file.name < AsideFile(digest, at: Timestamp(milliseconds: 10_000_000_000_000)).name)
    }

    @Test("is nothing else", arguments: [
        "", "..", "66c7", "../../etc/passwd", "66c7.1.00", "%.1.0011223344556677/..", "%.x.0011223344556677", "%/../x.1.0011223344556677",
    ])
    func others(_ name: String) {
        #expect(AsideFile(name: name.replacing("%", with: digest.hex), size: 0) == nil)
    }
}

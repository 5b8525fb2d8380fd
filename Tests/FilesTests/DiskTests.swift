import Files
import Foundation
import Kernel
import Testing

/// A small disk of its own, in memory. Only the superuser may make one.
private final class SmallDisk: Sendable {
    static let canBeMade = geteuid() == 0 && FileManager.default.fileExists(atPath: "/bin/mount") && (try? SmallDisk()) != nil
    let path = FileManager.default.temporaryDirectory.appending(path: "disk-\(UUID().uuidString)").path

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try run("/bin/mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", path)
    }

    deinit {
        try? run("/bin/umount", "-l", path)
        try? FileManager.default.removeItem(atPath: path)
    }

    func makeReadOnly() throws { try run("/bin/mount", "-o", "remount,ro", path) }

    private func run(_ program: String, _ arguments: String...) throws {
        let process = Process()
        (process.executableURL, process.arguments) = (URL(filePath: program), arguments)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}

@Suite("A disk that fails", .enabled(if: SmallDisk.canBeMade, "needs the right to mount a disk of its own"))
struct DiskTests {
    @Test("a full disk is said to be full, leaves nothing, and goes on when there is room")
    func full() async throws {
        let disk = try SmallDisk()
        let store = try LocalFileStore(directory: "\(disk.path)/files")
        let kept = try await store.put([UInt8](repeating: 1, count: 1_000_000))
        await #expect { try await store.put([UInt8](repeating: 2, count: 1_500_000)) } throws: { error in
            (error as? Problem)?.code == "file.unavailable" && "\(error)".contains("No space left on device")
        }
        #expect(try await store.list(after: nil, limit: 10).map(\.digest) == [kept.digest])
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(disk.path)/files/incoming") == [])
        try await store.delete(kept.digest)
        #expect(try await store.put([UInt8](repeating: 2, count: 1_500_000)).size == 1_500_000)
    }

    @Test("a read-only disk can be read, and says why it can't be written")
    func readOnly() async throws {
        let disk = try SmallDisk()
        let store = try LocalFileStore(directory: "\(disk.path)/files")
        let file = try await store.put([1, 2, 3])
        try disk.makeReadOnly()
        #expect(try await store.readAll(file.digest, limit: 3) == [1, 2, 3])
        let writes: [@Sendable () async throws -> Void] = [
            { _ = try await store.put([4]) }, { try await store.delete(file.digest) }, { _ = try await store.renew(file.digest) },
            { try await store.setAside(file.digest, at: SystemClock().now) }, { _ = try LocalFileStore(directory: "\(disk.path)/more") },
        ]
        for write in writes {
            await #expect { try await write() } throws: { error in
                (error as? Problem)?.code == "file.unavailable" && "\(error)".contains("Read-only file system")
            }
        }
    }
}

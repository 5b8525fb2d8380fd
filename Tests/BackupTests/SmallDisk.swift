import Foundation

/// A disk of a few megabytes in memory, for as long as it is held. Only root can mount one.
final class SmallDisk: Sendable {
    let path: String

    static let isPossible = (try? SmallDisk(megabytes: 1)) != nil

    init(megabytes: Int) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "disk-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let isMounted = try Self.run("/bin/mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", path)
        guard isMounted else { throw CocoaError(.fileWriteNoPermission) }
    }

    deinit {
        _ = try? Self.run("/bin/umount", path)
        try? FileManager.default.removeItem(atPath: path)
    }

    private static func run(_ program: String, _ arguments: String...) throws -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        (process.standardOutput, process.standardError) = (nil, nil)
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}

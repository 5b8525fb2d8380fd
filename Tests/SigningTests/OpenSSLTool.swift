import Foundation
@testable import Signing

/// The `openssl` command, as a second opinion. Tests that need it are skipped where it is absent.
enum OpenSSLTool {
    static let isPresent = FileManager.default.isExecutableFile(atPath: path)

    struct Answer { let status: Int32, output: [UInt8] }

    /// Runs the command in a folder of its own that holds the given files.
    static func run(_ arguments: [String], input: [UInt8] = [], files: [String: String] = [:]) throws -> Answer {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        let stdin = folder.appending(path: "stdin")
        try Data(input).write(to: stdin)

        let process = Process(), output = Pipe()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = try FileHandle(forReadingFrom: stdin)
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Answer(status: process.terminationStatus, output: Array(bytes))
    }

    private static let path = "/usr/bin/openssl"
}

import Foundation
import Synchronization

/// Runs a program and gives what it prints.
func run(_ program: String, _ arguments: String...) async throws -> String {
    let process = Process(), output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    (process.standardInput, process.standardOutput, process.standardError) = (FileHandle.nullDevice, output, output)
    return try await withCheckedThrowingContinuation { caller in
        DispatchQueue.global().async {
            caller.resume(with: Result {
                try process.run()
                let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
                process.waitUntilExit()
                guard process.terminationStatus == 0 else { throw TestFault("\(program): \(text)") }
                return text.trimmingCharacters(in: .whitespacesAndNewlines)
            })
        }
    }
}

/// The lines that a process prints, one by one.
final class LineReader: Sendable {
    private let queue = DispatchQueue(label: "lines")
    private let state: Mutex<(handle: FileHandle, rest: [UInt8])>

    init(_ handle: FileHandle) { state = Mutex((handle, [])) }

    /// `nil` at the end.
    func next() async -> String? {
        await withCheckedContinuation { caller in queue.async { [self] in caller.resume(returning: read()) } }
    }

    private func read() -> String? {
        state.withLock { state in
            while true {
                if let end = state.rest.firstIndex(of: UInt8(ascii: "\n")) {
                    defer { state.rest.removeFirst(end + 1) }
                    return String(decoding: state.rest[..<end], as: UTF8.self)
                }
                let more = state.handle.availableData
                if more.isEmpty { return nil }
                state.rest += more
            }
        }
    }
}

/// A port that nobody listens at, above 20,000.
func freePort() throws -> Int {
    for _ in 0..<100 {
        let port = Int.random(in: 20_001...60_000), file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(file) }
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = in_port_t(port).bigEndian
        let isFree = withUnsafePointer(to: &place) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
        }
        if isFree { return port }
    }
    throw TestFault("no port is free")
}

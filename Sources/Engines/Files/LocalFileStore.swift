import Kernel
import NIOPosix
import Signing

/// Files in a folder of this machine: `ab/cd/abcd…`, and `incoming/` for what is not complete yet.
/// All disk work runs on NIO's threads.
public struct LocalFileStore: FileStore {
    private let directory: String
    private let threads: NIOThreadPool

    /// Opens the folder, or makes it, and removes what a crash left incomplete. It belongs to the start of a program.
    /// - Throws: `Problem` `file.unavailable`, with the system's reason.
    public init(directory: String, threads: NIOThreadPool = .singleton) throws {
        (self.directory, self.threads) = (directory, threads)
        try Directory.make(directory)
        try Directory.make(incoming)
        for name in try Directory.names(in: incoming) { try IncomingFile.removeIfAbandoned("\(incoming)/\(name)") }
    }

    public func put<Pieces: AsyncSequence & Sendable>(_ pieces: Pieces, limit: Int) async throws -> StoredFile
    where Pieces.Element: Collection<UInt8> & Sendable {
        let file = try await work { try IncomingFile(in: incoming) }
        do {
            var held: [UInt8] = []
            for try await piece in pieces {
                guard file.size + held.count + piece.count <= limit else { throw Self.tooLarge(limit) }
                held += piece
                guard held.count >= FileBytes.pieceSize else { continue }
                try await work { [held] in try file.append(held) }
                held.removeAll(keepingCapacity: true)
            }
            // A stream may end early and quietly when its task is cancelled.
            try Task.checkCancellation()
            return try await work { [held] in
                try file.append(held)
                return try file.keep(at: path)
            }
        } catch {
            try? await work { file.discard() }
            throw error
        }
    }

    public func get(_ digest: Digest) async throws -> FileBytes {
        try await work { try FileBytes(Descriptor(reading: path(digest)), threads: threads) }
    }

    public func readAll(_ digest: Digest, limit: Int) async throws -> [UInt8] {
        try await work {
            let file = try Descriptor(reading: path(digest))
            guard try file.size() <= limit else { throw Self.tooLarge(limit) }
            var bytes: [UInt8] = []
            while case let piece = try file.read(at: bytes.count, atMost: FileBytes.pieceSize), !piece.isEmpty { bytes += piece }
            guard SM3.hash(bytes) == digest else { throw Problem("file.damaged", .fault, reason: digest.hex) }
            return bytes
        }
    }

    public func size(_ digest: Digest) async throws -> Int? {
        try await work {
            do {
                return try Descriptor(reading: path(digest)).size()
            } catch let problem as Problem where problem.kind == .notFound {
                return nil
            }
        }
    }

    public func delete(_ digest: Digest) async throws {
        try await work { try Directory.remove(path(digest)) }
    }

    private var incoming: String { "\(directory)/incoming" }

    private func path(_ digest: Digest) -> String {
        let hex = digest.hex
        return "\(directory)/\(hex.prefix(2))/\(hex.dropFirst(2).prefix(2))/\(hex)"
    }

    private func work<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await threads.runIfActive(body)
    }

    private static func tooLarge(_ limit: Int) -> Problem { Problem("file.too_large", .tooLarge, ["limit": "\(limit)"]) }
}

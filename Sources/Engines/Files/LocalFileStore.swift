import Kernel
import Signing
import Threads

/// Files in a folder of this machine: `ab/cd/abcd…`, `incoming/` for what is not complete yet, `aside/` for what was set aside,
/// and `marks/`. All disk work runs on threads of a pool.
public struct LocalFileStore: FileStore {
    let threads: WorkPool
    let kept: FileTree
    let aside: FileTree
    let incoming: String

    /// Opens the folder, or makes it. What a crash left incomplete stays until `removeBrokenOff`.
    /// - Throws: `Problem` `file.unavailable`, with the system's reason.
    public init(directory: String, threads: WorkPool = .forFiles()) throws {
        self.threads = threads
        (kept, aside, incoming) = (FileTree(root: directory), FileTree(root: "\(directory)/aside"), "\(directory)/incoming")
        try Directory.make(directory)
        try Directory.make(incoming)
    }

    public func put<Pieces: AsyncSequence & Sendable>(_ pieces: Pieces, limit: Int) async throws -> StoredFile
    where Pieces.Element: Collection<UInt8> & Sendable {
        let file = try await work { try IncomingFile(in: incoming) }
        do {
            var held: [UInt8] = []
            for try await piece in pieces {
                guard file.size + held.count + piece.count <= limit else { throw Problem.fileTooLarge(limit) }
                held += piece
                guard held.count >= DescriptorPieces.size else { continue }
                try await work { [held] in try file.append(held) }
                held.removeAll(keepingCapacity: true)
            }
            // A stream may end early and quietly when its task is cancelled.
            try Task.checkCancellation()
            return try await work { [held] in
                try file.append(held)
                return try file.keep { kept.path($0.hex) }
            }
        } catch {
            try? await threads.runAnyway { file.discard() }
            throw error
        }
    }

    public func get(_ digest: Digest) async throws -> FileBytes {
        let (file, size) = try await work {
            let file = try open(digest)
            return try (file, file.size())
        }
        return FileBytes(digest, size: size, pieces: DescriptorPieces(file: file, threads: threads))
    }

    public func size(_ digest: Digest) async throws -> Int? {
        try await work { try unlessMissing { try open(digest).size() } }
    }

    /// A fresh time of change is what makes it young again.
    public func renew(_ digest: Digest) async throws -> Bool {
        try await work {
            // It may be set aside between the two steps; then it is opened, and so brought back, once more.
            for _ in 0..<3 {
                guard try unlessMissing({ try open(digest) }) != nil else { return false }
                if try unlessMissing({ try Directory.touch(kept.path(digest.hex)) }) != nil { return true }
            }
            return false
        }
    }

    public func delete(_ digest: Digest) async throws {
        try await work {
            try Directory.remove(kept.path(digest.hex))
            for name in try aside.names(of: digest) { try Directory.remove(aside.path(name)) }
        }
    }

    public func list(after: Digest?, limit: Int) async throws -> [StoredEntry] {
        try await work {
            try kept.names(after: after?.hex ?? "", limit: limit).compactMap { name in
                // One that went away between the two looks is not there.
                guard let digest = Digest(hex: name), let status = try unlessMissing({ try FileStatus(kept.path(name)) }) else {
                    return nil
                }
                return StoredEntry(digest: digest, size: status.size, storedAt: status.changedAt)
            }
        }
    }

    func work<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await threads.run(body)
    }
}

import Kernel
import Signing

/// A file that is still coming in. It has a name of chance until it is complete, on the disk, and known by its digest.
final class IncomingFile {
    private let path: String
    private let file: Descriptor
    private var hasher = SM3.Hasher()
    private(set) var size = 0

    init(in folder: String) throws {
        (path, file) = try Self.begin(in: folder)
    }

    /// A file is there a moment before its lock is held. Whoever clears the folder may have taken it away by then; so another is begun.
    private static func begin(in folder: String) throws -> (path: String, file: Descriptor) {
        for _ in 0..<10 {
            let path = "\(folder)/\(SystemRandom().bytes(16).hex)"
            let file = try Descriptor(creating: path)
            try file.lock()
            if try file.hasName() { return (path, file) }
        }
        throw Problem.filesUnavailable("\(folder) is being cleared all the time")
    }

    func append(_ bytes: [UInt8]) throws {
        try file.append(bytes)
        hasher.update(bytes)
        size += bytes.count
    }

    /// Gives the file its lasting name. The bytes reach the disk before the name does, so that a name never lies.
    func keep(at name: (Digest) -> String) throws -> StoredFile {
        let digest = hasher.finalize()
        try file.synchronise()
        try Directory.move(path, to: name(digest))
        return StoredFile(digest: digest, size: size)
    }

    func discard() { try? Directory.remove(path) }

    /// Whoever is writing a file holds its lock, and a crash lets go of it.
    static func removeIfAbandoned(_ path: String) throws {
        let file = try Descriptor(reading: path)
        // The lock is held until the name is gone, so that whoever has just begun the file sees that it is.
        try withExtendedLifetime(file) {
            if file.lockIfFree() { try Directory.remove(path) }
        }
    }
}

/// Used by one upload, whose steps follow one another; nothing else knows it.
extension IncomingFile: @unchecked Sendable {}

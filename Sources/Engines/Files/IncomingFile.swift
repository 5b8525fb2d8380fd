import Kernel
import Signing

/// A file that is still coming in. It has a name of chance until it is complete, on the disk, and known by its digest.
final class IncomingFile {
    private let path: String
    private let file: Descriptor
    private var hasher = SM3.Hasher()
    private(set) var size = 0

    init(in folder: String) throws {
        path = "\(folder)/\(SystemRandom().bytes(16).hex)"
        file = try Descriptor(creating: path)
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
        if try Descriptor(reading: path).lock() { try Directory.remove(path) }
    }
}

/// Used by one upload, whose steps follow one another; nothing else knows it.
extension IncomingFile: @unchecked Sendable {}

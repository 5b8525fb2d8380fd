import Kernel
import Signing
import Storage

/// Writes a backup's entries in their order, with the digest that runs through them.
final class BackupWriter {
    private let archive: ArchiveWriter
    private let at: Timestamp
    private var digest = RunningDigest()
    private var rows: [String: Int] = [:]
    private(set) var files = 0
    private var hasBegun = false

    init(_ path: String, replacing: Bool, at: Timestamp) throws {
        archive = try ArchiveWriter(path, replacing: replacing)
        self.at = at
    }

    /// Begins the backup.
    /// - Throws: `backup.interrupted` when it has begun before: an engine that lost its connection reads anew.
    func put(_ manifest: Manifest) throws {
        guard !hasBegun else { throw Problem("backup.interrupted", .unavailable) }
        hasBegun = true
        try put(.manifest, Array(JSONText.encode(manifest).utf8))
        for table in manifest.tables { rows[table.name] = 0 }
    }

    /// - Throws: `backup.own_file` when reading would refuse it.
    func put(_ own: OwnFile) throws {
        guard EntryName(path: own.name) == .own(own.name), own.bytes.count <= Limits.own else {
            throw Problem("backup.own_file", .invalid, ["name": own.name])
        }
        try put(.own(own.name), own.bytes)
    }

    /// A piece of a table: so many rows, as `RowCoding` has them.
    func put(_ bytes: [UInt8], rows count: Int, of table: String, number: Int) throws {
        let name = EntryName.piece(table: table, number: number), size = bytes.count + Digest.count
        try begin(name, size)
        digest.take(bytes)
        try archive.append(bytes + digest.value.bytes)
        rows[table, default: 0] += count
    }

    /// Begins a stored file of that size; its bytes follow.
    func begin(_ file: Digest, size: Int) throws {
        try begin(.file(file), size)
        files += 1
    }

    func append(_ bytes: [UInt8]) throws { try archive.append(bytes) }

    func finish() throws {
        try put(.end, Array(JSONText.encode(Closing(rows: rows, files: files, digest: digest.value)).utf8))
        try archive.finish()
    }

    private func put(_ name: EntryName, _ bytes: [UInt8]) throws {
        try begin(name, bytes.count)
        digest.take(bytes)
        try archive.append(bytes)
    }

    private func begin(_ name: EntryName, _ size: Int) throws {
        digest.begin(name, size: size)
        try archive.begin(name.path, size: size, at: at)
    }
}

/// One backup writes it, whose steps follow one another; nothing else knows it.
extension BackupWriter: @unchecked Sendable {}

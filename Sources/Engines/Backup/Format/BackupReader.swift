import Kernel
import Signing
import Storage

/// Reads a backup's entries and checks each: that it may stand there, that it isn't too large, that its digest is right.
final class BackupReader {
    /// The next thing in a backup.
    enum Part {
        case own(OwnFile)
        case rows(of: Manifest.Table, RowReader)
        /// A stored file, whose bytes `append` gives.
        case file(Digest, size: Int)
        case end
    }

    let manifest: Manifest
    private let archive: ArchiveReader
    private let path: String
    private let tables: [String: Manifest.Table]
    private var digest = RunningDigest()
    private var file: (digest: Digest, hasher: SM3.Hasher)?
    private var files = 0
    private var counted: [String: Int]

    /// - Throws: `backup.unreadable`, `backup.not_a_backup`, `backup.newer_format`.
    init(_ path: String) throws {
        self.path = path
        let first: (name: String, size: Int)?
        do {
            archive = try ArchiveReader(path)
            first = try archive.next()
        } catch let problem as Problem where problem.code == "backup.damaged" {
            throw Problem("backup.not_a_backup", .invalid, ["file": path], reason: problem.reason)
        }
        guard let first, first.name == EntryName.manifest.path, first.size <= Limits.description else {
            throw Problem("backup.not_a_backup", .invalid, ["file": path])
        }
        let json = try archive.read(atMost: first.size)
        digest.begin(.manifest, size: first.size)
        digest.take(json)
        manifest = try Manifest(json: json, file: path)
        tables = Dictionary(uniqueKeysWithValues: manifest.tables.map { ($0.name, $0) })
        counted = tables.mapValues { _ in 0 }
    }

    /// Bytes of the file that were read, and how many it has.
    var progress: (done: Int, total: Int) { (archive.position, archive.size) }

    /// - Throws: `backup.truncated` or `backup.damaged`, with the entry's name.
    func next() throws -> Part {
        file = nil
        guard let entry = try archive.next() else { throw Problem("backup.truncated", .invalid, ["file": path]) }
        guard let name = EntryName(path: entry.name) else { throw damaged(entry.name) }
        switch name {
        case .manifest: throw damaged(entry.name)
        case .own(let own): return .own(OwnFile(own, try small(name, entry.size, limit: Limits.own)))
        case .piece(let table, _): return try rows(name, entry.size, table)
        case .file(let digest): return try begin(digest, entry.size)
        case .end: return try end(name, entry.size)
        }
    }

    /// Whether bytes of a stored file are still to come.
    var isInFile: Bool { file != nil }

    /// The next row of a piece, which is counted for its table. Every piece is read to its end.
    func row(_ rows: inout RowReader, of table: Manifest.Table) throws -> [Value]? {
        do {
            guard let row = try rows.next() else { return nil }
            counted[table.name, default: 0] += 1
            return row
        } catch {
            throw damaged("tables/\(table.name)")
        }
    }

    /// The next bytes of the file that `next` has begun; none at its end.
    /// - Throws: `backup.damaged` when they are not what the file's name says.
    func append() throws -> [UInt8] {
        let bytes = file == nil ? [] : try archive.read(atMost: Limits.step)
        file?.hasher.update(bytes)
        if bytes.isEmpty, let (digest, hasher) = file {
            guard hasher.finalize() == digest else { throw damaged(EntryName.file(digest).path) }
            file = nil
        }
        return bytes
    }

    private func small(_ name: EntryName, _ size: Int, limit: Int) throws -> [UInt8] {
        guard size <= limit else { throw damaged(name.path) }
        let bytes = try archive.read(atMost: size)
        digest.begin(name, size: size)
        digest.take(bytes)
        guard bytes.count == size else { throw damaged(name.path) }
        return bytes
    }

    private func rows(_ name: EntryName, _ size: Int, _ table: String) throws -> Part {
        guard let table = tables[table], size >= Digest.count, size <= Limits.piece + Limits.row + Digest.count else {
            throw damaged(name.path)
        }
        let bytes = try archive.read(atMost: size)
        guard bytes.count == size else { throw damaged(name.path) }
        digest.begin(name, size: size)
        digest.take(bytes.dropLast(Digest.count))
        guard digest.value.bytes.elementsEqual(bytes.suffix(Digest.count)) else { throw damaged(name.path) }
        return .rows(of: table, RowReader(bytes.dropLast(Digest.count), columns: table.columns.count))
    }

    private func begin(_ name: Digest, _ size: Int) throws -> Part {
        digest.begin(.file(name), size: size)
        file = (name, SM3.Hasher())
        files += 1
        return .file(name, size: size)
    }

    private func end(_ name: EntryName, _ size: Int) throws -> Part {
        let expected = digest.value
        let json = try small(name, size, limit: Limits.description)
        guard let closing = try? JSONText.decode(Closing.self, from: json),
              closing == Closing(rows: counted, files: files, digest: expected),
              counted == tables.mapValues(\.rows) else { throw damaged(name.path) }
        guard try archive.next() == nil else { throw damaged("what follows \(name.path)") }
        return .end
    }

    func damaged(_ place: String) -> Problem { Problem("backup.damaged", .invalid, ["file": path], reason: String(place.prefix(200))) }
}

/// One reading uses it, whose steps follow one another; nothing else knows it.
extension BackupReader: @unchecked Sendable {}

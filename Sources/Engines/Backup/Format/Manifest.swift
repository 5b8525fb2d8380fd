import Kernel
import Ledger
import Signing
import Storage

/// What a backup says of itself: its first entry, `backup.json`.
public struct Manifest: Sendable, Hashable, Codable {
    static let format = "tongban.backup.1"
    static let family = "tongban.backup."

    public let format: String
    /// The program's release that made it.
    public let release: String
    /// The city's folder below `Data`.
    public let city: String
    /// The engine that it was read from: `sqlite` or `postgres`.
    public let engine: String
    /// The instant whose picture of the rows it is.
    public let at: Timestamp
    /// The steps of the schema that were applied, in order.
    public let migrations: [String]
    /// The ledger's newest signed head; `nil` before the first act.
    public let head: Head?
    /// In the order in which they can be filled.
    public let tables: [Table]
    public let hasKeys: Bool
    public let hasFiles: Bool

    public struct Head: Sendable, Hashable, Codable {
        public let size: Int
        public let root: Digest
        /// Which key signed it: the fingerprint of its public key.
        public let key: String

        init(_ head: SignedHead) { (size, root, key) = (head.size, head.root, head.key) }
    }

    public struct Table: Sendable, Hashable, Codable {
        public let name: String
        /// In the order in which rows have their values.
        public let columns: [String]
        public let rows: Int

        fileprivate var isPossible: Bool {
            EntryName.isTable(name) && !columns.isEmpty && Set(columns).count == columns.count && (0...Limits.rows).contains(rows)
        }
    }

    public var rows: Int { tables.reduce(0) { $0 + $1.rows } }

    init(
        release: String, city: String, engine: Engine, at: Timestamp, migrations: [String], head: Head?, tables: [Table],
        hasKeys: Bool, hasFiles: Bool
    ) {
        (format, self.release, self.city, self.engine, self.at) = (Self.format, release, city, engine.name.rawValue, at)
        (self.migrations, self.head, self.tables) = (migrations, head, tables)
        (self.hasKeys, self.hasFiles) = (hasKeys, hasFiles)
    }

    /// - Throws: `backup.newer_format` for one of a later release, `backup.not_a_backup` for anything else that isn't one.
    init(json: [UInt8], file: String) throws {
        guard let version = try? JSONText.decode(Version.self, from: json).format, version.hasPrefix(Self.family) else {
            throw Problem("backup.not_a_backup", .invalid, ["file": file])
        }
        guard version == Self.format else {
            throw Problem("backup.newer_format", .invalid, ["file": file, "format": String(version.prefix(40))])
        }
        do {
            self = try JSONText.decode(Manifest.self, from: json)
        } catch {
            throw Problem("backup.damaged", .invalid, ["file": file], reason: "backup.json")
        }
        guard Set(tables.map(\.name)).count == tables.count, tables.count <= Limits.tables, tables.allSatisfy(\.isPossible) else {
            throw Problem("backup.damaged", .invalid, ["file": file], reason: "backup.json")
        }
    }

    private struct Version: Decodable { let format: String }
}

/// A backup's last entry, `end.json`: what there must have been, so that a backup that was cut off or changed is known for it.
struct Closing: Sendable, Hashable, Codable {
    /// How many rows each table had.
    let rows: [String: Int]
    let files: Int
    /// Of all entries before: see `RunningDigest`.
    let digest: Digest
}

import Files
import Kernel
import Signing
import Storage

/// Backups (备份): everything that one installation keeps, in one file, whichever engine keeps its rows.
///
/// The file is a tar compressed by Zstandard, which anybody can look into: `backup.json` (what it is), the data directory's own small
/// files, `tables/` (one picture of all rows, in pieces), `files/` (under their digests), and last `end.json`, which says how much
/// there was and the digest of it all. `make` writes one from a platform that runs; `examine` checks one from end to end; `restore`
/// fills an empty database and a file store from it; `copy` goes from database to database without a file between.
public enum Backup {
    /// What is backed up.
    public struct Source: Sendable {
        public let database: any Database
        /// `nil` leaves the stored files out.
        public let files: (any FileStore)?
        /// The columns that hold digests of stored files, in hexadecimal. A file that they name must be there.
        public let fileColumns: Set<FileColumn>
        public let own: [OwnFile]
        public let city: String
        public let release: String

        public init(
            database: any Database, files: (any FileStore)?, fileColumns: Set<FileColumn> = [], own: [OwnFile] = [],
            city: String, release: String
        ) {
            (self.database, self.files, self.fileColumns, self.own) = (database, files, fileColumns, own)
            (self.city, self.release) = (city, release)
        }
    }

    /// How far it has come, for whoever waits.
    public struct Progress: Sendable, Hashable {
        public enum Phase: String, Sendable {
            /// Bytes of the backup's file.
            case checking
            /// Rows.
            case tables
            /// Stored files.
            case files
            /// Acts of the ledger.
            case ledger
            /// Signed heads of the ledger; counted are the acts below them.
            case signatures
        }

        public let phase: Phase
        public let done: Int
        /// 0 when nobody knows yet.
        public let total: Int
    }

    public typealias Listener = @Sendable (Progress) -> Void
}

/// A small file of the data directory: `tongban.json`, or one below `keys/`.
public struct OwnFile: Sendable, Hashable {
    public let name: String
    public let bytes: [UInt8]

    public init(_ name: String, _ bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }

    /// Whether whoever has it can read what is encrypted.
    public var isKey: Bool { name.hasPrefix("keys/") }
}

/// A column that holds digests of stored files.
public struct FileColumn: Sendable, Hashable {
    public let table: String
    public let column: String

    public init(_ table: String, _ column: String) { (self.table, self.column) = (table, column) }
}

import Files
import Kernel
import Storage

/// Whether the store of files is the one that belongs to the rows. A name of chance stands in the database and in the store: so a node
/// notices that a folder isn't mounted, that an address leads to another bucket, or that its files are a copy which nobody shares.
struct FilesMark {
    let database: any Database
    let files: any MarkedFileStore
    let random: any RandomSource

    enum Standing {
        /// The store bears the database's mark.
        case together
        /// Neither has one: they were made by an earlier release.
        case unmarked
        /// The store lacks the database's mark, or has another's.
        case apart
    }

    func standing() async throws -> Standing {
        let mark = try await database.read { try $0.row("SELECT mark FROM files_mark WHERE place = 1")?.get("mark", as: String.self) }
        guard let mark else { return try await files.isMarked() ? .apart : .unmarked }
        return try await files.hasMark(mark) ? .together : .apart
    }

    /// Sets a new mark in both. The store keeps its earlier ones: whoever brings an earlier state of the rows back finds its mark there.
    func set() async throws {
        let mark = random.bytes(16).hex
        // In this order: what is in the database must be in the store, whatever happens between.
        try await files.mark(mark)
        try await database.write { tx in
            try tx.execute("""
                INSERT INTO files_mark (place, mark) VALUES (1, \(mark)) ON CONFLICT (place) DO UPDATE SET mark = excluded.mark
                """)
        }
    }
}

extension Platform {
    var filesMark: FilesMark { FilesMark(database: database, files: files, random: random) }

    /// Before a node serves.
    /// - Throws: `data.files_apart` when the files are not those of the database.
    func confirmFiles() async throws {
        switch try await filesMark.standing() {
        case .unmarked: try await filesMark.set()
        case .apart: throw Problem("data.files_apart", .conflict, ["place": directory.placeOfFiles, "path": directory.path])
        // A folder that was copied with its marks is no longer the same as soon as one of the two has a newer one.
        case .together: if directory.sharesRowsAlone { try await filesMark.set() }
        }
    }

    /// Says that the files are those of the database, whatever their marks say: for whoever has moved them or brought them back himself.
    public func adoptFiles() async throws { try await filesMark.set() }
}

extension DataDirectory {
    /// Where the files are, for people.
    var placeOfFiles: String { places.files ?? files }

    /// Whether other nodes may have the rows, but have the files only if somebody saw to it.
    var sharesRowsAlone: Bool { places.database != nil && places.files == nil }
}

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
internal import CArchive
import Kernel

/// Writes a tar (POSIX pax) compressed by Zstandard, entry after entry, into a file that is open.
final class ArchiveWriter {
    private let archive: OpaquePointer
    private let entry: OpaquePointer
    private let file: PartFile
    private let path: String

    init(_ path: String, replacing: Bool) throws {
        file = try PartFile(path, replacing: replacing)
        guard let archive = archive_write_new() else { throw Problem("backup.unwritable", .unavailable, ["file": path]) }
        guard let entry = archive_entry_new() else {
            archive_write_free(archive)
            throw Problem("backup.unwritable", .unavailable, ["file": path])
        }
        (self.archive, self.entry, self.path) = (archive, entry, path)
        try demand(archive_write_set_format_pax_restricted(archive))
        try demand(archive_write_add_filter_zstd(archive))
        try demand(archive_write_open_fd(archive, file.descriptor))
    }

    /// Begins an entry of exactly so many bytes.
    func begin(_ name: String, size: Int, at instant: Timestamp) throws {
        archive_entry_clear(entry)
        archive_entry_set_pathname(entry, name)
        archive_entry_set_size(entry, la_int64_t(size))
        archive_entry_set_filetype(entry, plainFile)
        archive_entry_set_perm(entry, 0o600)
        archive_entry_set_mtime(entry, time_t(instant.milliseconds / 1000), 0)
        try demand(archive_write_header(archive, entry))
    }

    /// More bytes of the entry that was begun.
    func append(_ bytes: [UInt8]) throws {
        let written = bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
        guard written == bytes.count else { throw failure() }
    }

    /// Completes the archive; from now on it has its name.
    func finish() throws {
        try demand(archive_write_close(archive))
        try file.keep()
    }

    deinit {
        // Nothing more is written of an archive that isn't finished.
        archive_write_fail(archive)
        archive_write_free(archive)
        archive_entry_free(entry)
    }

    private func demand(_ answer: Int32) throws {
        guard answer == ARCHIVE_OK else { throw failure() }
    }

    private func failure() -> Problem { Problem.unwritable(path, code: archive_errno(archive)) }
}

/// libarchive's AE_IFREG: a macro that Swift can't see.
let plainFile: UInt32 = 0o100000

/// One backup writes it, whose steps follow one another; nothing else knows it.
extension ArchiveWriter: @unchecked Sendable {}

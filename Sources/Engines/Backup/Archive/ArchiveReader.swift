#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
internal import CArchive
import Kernel

/// Reads a tar entry after entry, compressed by Zstandard or gzip or not at all. Nothing of it is trusted.
final class ArchiveReader {
    private let archive: OpaquePointer
    private let descriptor: Int32
    private let path: String
    /// Of the file itself, in bytes.
    let size: Int

    /// - Throws: `backup.unreadable` with the system's words.
    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0, let archive = archive_read_new() else {
            let code = errno
            if descriptor >= 0 { close(descriptor) }
            throw Problem("backup.unreadable", .notFound, ["file": path], reason: String(cString: strerror(code)))
        }
        (self.archive, size) = (archive, Int(status.st_size))
        archive_read_support_filter_zstd(archive)
        archive_read_support_filter_gzip(archive)
        archive_read_support_format_tar(archive)
        guard archive_read_open_fd(archive, descriptor, 1 << 16) == ARCHIVE_OK else { throw failure() }
    }

    /// The next entry's name and size, `nil` at the end. What isn't a plain file has no place here.
    func next() throws -> (name: String, size: Int)? {
        var entry: OpaquePointer?
        let answer = archive_read_next_header(archive, &entry)
        if answer == ARCHIVE_EOF { return nil }
        guard answer == ARCHIVE_OK, let entry, let name = archive_entry_pathname(entry), archive_entry_filetype(entry) == plainFile,
              archive_entry_size_is_set(entry) != 0, let size = Int(exactly: archive_entry_size(entry)), size >= 0 else { throw failure() }
        return (String(cString: name), size)
    }

    /// The entry's next bytes; fewer than asked for only at its end.
    func read(atMost count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let got = archive_read_data(archive, rest.baseAddress, rest.count)
                guard got >= 0 else { throw failure() }
                if got == 0 { break }
                filled += got
            }
        }
    }

    /// How many bytes of the file have been read.
    var position: Int { Int(archive_filter_bytes(archive, -1)) }

    deinit {
        archive_read_free(archive)
        close(descriptor)
    }

    private func failure() -> Problem {
        let code = words.hasPrefix("Truncated") ? "backup.truncated" : "backup.damaged"
        return Problem(code, .invalid, ["file": path], reason: words)
    }

    private var words: String { archive_error_string(archive).map { String(cString: $0) } ?? "" }
}

/// One reading uses it, whose steps follow one another; nothing else knows it.
extension ArchiveReader: @unchecked Sendable {}

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import Kernel

/// A file on its way: `NAME.part`, which only its owner can read, until it is complete and gets its name. Nothing stays of one that
/// is let go before.
final class PartFile {
    let descriptor: Int32
    private let path: String
    private var isKept = false

    private var part: String { "\(path).part" }

    /// - Throws: `backup.exists` unless what is there may be replaced, `backup.under_way` when another process writes it,
    ///   `backup.unwritable` with the system's words.
    init(_ path: String, replacing: Bool) throws {
        self.path = path
        guard replacing || access(path, F_OK) != 0 else { throw Problem("backup.exists", .conflict, ["file": path]) }
        descriptor = open("\(path).part", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Problem.unwritable(path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            isKept = true
            throw Problem("backup.under_way", .conflict, ["file": path])
        }
        // What an earlier one left that was killed.
        guard ftruncate(descriptor, 0) == 0, fchmod(descriptor, 0o600) == 0 else { throw Problem.unwritable(path) }
    }

    /// Gives the file its name, once the disk has every byte of it.
    func keep() throws {
        guard fsync(descriptor) == 0, rename(part, path) == 0 else { throw Problem.unwritable(path) }
        isKept = true
        let folder = open(path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".", O_RDONLY | O_CLOEXEC)
        defer { close(folder) }
        guard folder >= 0, fsync(folder) == 0 else { throw Problem.unwritable(path) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        if !isKept { unlink(part) }
        close(descriptor)
    }
}

extension Problem {
    /// The last system call or library call on the file failed so.
    static func unwritable(_ path: String, code: Int32 = errno) -> Problem {
        let reason = String(cString: strerror(code))
        guard code == ENOSPC || code == EDQUOT else { return Problem("backup.unwritable", .unavailable, ["file": path], reason: reason) }
        return Problem("backup.disk_full", .unavailable, ["file": path], reason: reason)
    }
}

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import Kernel

/// Who is at work in a data directory: many may have it open, but nobody while its rows are moved. The lock is the system's and of one
/// machine; it ends with the process, however that ends.
final class DirectoryLock: Sendable {
    private let file: Int32
    private let path: String

    /// - Throws: `data.in_use` when somebody is at work in a way that doesn't go together with ours; `data.unwritable`.
    init(_ directory: DataDirectory, isExclusive: Bool) throws {
        path = directory.path
        file = open("\(path)/tongban.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        let reason = file < 0 ? String(cString: strerror(errno)) : ""
        guard file >= 0 else { throw Problem("data.unwritable", .unavailable, ["path": path], reason: reason) }
        guard flock(file, (isExclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 else {
            close(file)
            throw Problem("data.in_use", .conflict, ["path": path])
        }
    }

    /// Does something while nobody else is at work in the directory. Those who come meanwhile are refused.
    /// - Throws: `data.in_use` when somebody is.
    func exclusively<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            // Asking for more has let go of what we had.
            flock(file, LOCK_SH)
            throw Problem("data.in_use", .conflict, ["path": path])
        }
        defer { flock(file, LOCK_SH) }
        return try await work()
    }

    /// Lets others in.
    func release() { flock(file, LOCK_UN) }

    deinit { close(file) }
}

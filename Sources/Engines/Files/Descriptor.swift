#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import Kernel

/// An open file of the system. Closed when nobody holds it any more.
final class Descriptor: Sendable {
    private let number: Int32

    init(reading path: String) throws { number = try demand(open(path, O_RDONLY | O_CLOEXEC), path) }

    init(creating path: String, mode: mode_t = 0o640) throws {
        number = try demand(open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode), path)
    }

    deinit { close(number) }

    /// Takes the lock, as soon as nobody else has it; it is held for as long as the file is open.
    func lock() throws { try demand(interruptible { Int(flock(number, LOCK_EX)) }) }

    /// True when nobody else had the lock; then it is ours.
    func lockIfFree() -> Bool { flock(number, LOCK_EX | LOCK_NB) == 0 }

    func size() throws -> Int { try Int(status().st_size) }

    /// False when its name was removed meanwhile.
    func hasName() throws -> Bool { try status().st_nlink > 0 }

    private func status() throws -> stat {
        var status = stat()
        try demand(fstat(number, &status))
        return status
    }

    /// Fewer bytes only at the end of the file, and none after it.
    func read(at offset: Int, atMost count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let got = try demand(interruptible { pread(number, rest.baseAddress, rest.count, off_t(offset + filled)) })
                if got == 0 { break }
                filled += got
            }
        }
    }

    func append(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                rest = try rest.dropFirst(demand(interruptible { write(number, part.baseAddress, part.count) }))
            }
        }
    }

    /// Returns when the disk has it.
    func synchronise() throws { try demand(fsync(number)) }
}

/// What the system says of a file.
struct FileStatus {
    /// In bytes.
    let size: Int
    let changedAt: Timestamp

    init(_ path: String) throws {
        var status = stat()
        try demand(lstat(path, &status), path)
        #if canImport(Glibc)
        let changed = status.st_mtim
        #else
        let changed = status.st_mtimespec
        #endif
        size = Int(status.st_size)
        changedAt = Timestamp(milliseconds: Int64(changed.tv_sec) * 1000 + Int64(changed.tv_nsec) / 1_000_000)
    }
}

/// Calls again for as long as a signal interrupts the call.
private func interruptible(_ call: () -> Int) -> Int {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}

/// The result of a system call; a failed one throws `Problem` with the system's words in its reason.
@discardableResult
func demand<Result: BinaryInteger>(_ result: Result, _ path: String = "") throws -> Result {
    if result >= 0 { return result }
    let code = errno
    guard code != ENOENT else { throw Problem("file.not_found", .notFound, reason: path) }
    throw Problem.filesUnavailable("\(String(cString: strerror(code))) \(path)")
}

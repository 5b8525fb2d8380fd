import Glibc
import Kernel

/// How much room there is on a disk, in bytes.
public struct DiskSpace: Sendable, Hashable {
    public let free: Int, total: Int

    public init(free: Int, total: Int) { (self.free, self.total) = (free, total) }

    /// What is kept for what must go on: 500 MB, or two hundredths of a large disk; of a very small one a tenth.
    public var reserve: Int { min(max(500 << 20, total / 50), total / 10) }

    /// Whether nothing large is to be taken in any more.
    public var isLow: Bool { free < reserve }
}

/// Who knows how much room there is.
public protocol DiskGauge: Sendable {
    /// Of the disk on which a path lies. The disk may be far away, so this belongs on a thread that may wait.
    func space(at path: String) throws -> DiskSpace
}

/// Asks the system.
public struct SystemDisks: DiskGauge {
    public init() {}

    public func space(at path: String) throws -> DiskSpace {
        var found = statvfs()
        guard statvfs(path, &found) == 0 else { throw Problem("file.unavailable", .unavailable, reason: "no disk at \(path)") }
        func bytes(_ blocks: fsblkcnt_t) -> Int {
            let (bytes, isTooMany) = UInt64(blocks).multipliedReportingOverflow(by: UInt64(found.f_frsize))
            return isTooMany ? .max : Int(clamping: bytes)
        }
        return DiskSpace(free: bytes(found.f_bavail), total: bytes(found.f_blocks))
    }
}

import Kernel
import Threads

/// Sees to it that a disk doesn't fill up to the last byte: what is large, and what begins something new, is refused while there is
/// still room for what must go on. Then sessions, decisions and the ledger find their place, and nothing is left half done.
public struct DiskWatch: Sendable {
    /// What lies on disks of this machine.
    public let paths: [String]
    private let gauge: any DiskGauge
    private let threads: WorkPool

    public init(_ paths: [String], gauge: any DiskGauge = SystemDisks(), threads: WorkPool = .forFiles()) {
        (self.paths, self.gauge, self.threads) = (paths, gauge, threads)
    }

    /// For what keeps nothing on this machine.
    public static var nothing: DiskWatch { DiskWatch([]) }

    /// - Throws: `storage.low_space` when there is hardly room any more.
    public func demandRoom() async throws {
        guard !paths.isEmpty else { return }
        // A disk that can't be asked will say what is wrong with it when it is written to.
        let low = try await threads.run { [paths, gauge] in paths.first { (try? gauge.space(at: $0))?.isLow ?? false } }
        if let low { throw Problem("storage.low_space", .unavailable, ["seconds": "300"], reason: "hardly any room left at \(low)") }
    }

    /// How much room there is at each of the paths.
    public func look() async throws -> [(path: String, space: DiskSpace)] {
        try await threads.run { [paths, gauge] in try paths.map { ($0, try gauge.space(at: $0)) } }
    }
}

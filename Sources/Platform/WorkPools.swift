import Files
import Foundation
import Threads

/// The threads of a node, each kind of work with its own: a crowd at one counter leaves the others open.
public struct WorkPools: Sendable {
    /// Reads files that strangers send in.
    public var examining: WorkPool
    /// Lays out, draws and signs documents.
    public var drawing: WorkPool
    /// Hashes passwords.
    public var passwords: WorkPool
    /// Reads and writes files.
    public var files: WorkPool

    /// Half the processors, or one, for each of what strangers can ask for; all but one for documents, which wait behind requests.
    /// How many may wait is what a pool gets done in some seconds: whoever waits longer has gone.
    public init(processors: Int = ProcessInfo.processInfo.activeProcessorCount) {
        let half = max(1, processors / 2)
        examining = WorkPool("examining", threads: half, waiting: 8 * half)
        drawing = WorkPool("drawing", threads: max(1, processors - 1), waiting: 64, prepare: Self.yieldToOthers)
        passwords = WorkPool("passwords", threads: half, waiting: 32 * half)
        files = .forFiles(threads: max(4, 2 * processors))
    }

    /// What is done behind the counter must not slow the counter: the system gives these threads what requests leave over.
    @Sendable private static func yieldToOthers() {
        // On Linux the priority is the calling thread's own; saying it again changes nothing.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
    }
}

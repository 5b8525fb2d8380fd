import Threads

extension WorkPool {
    /// Threads that mostly wait for the disk, so that there may be more of them than processors.
    public static func forFiles(threads: Int = 4) -> WorkPool { WorkPool("files", threads: threads, waiting: 1024) }
}

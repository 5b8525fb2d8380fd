import Glibc

/// How many files the process may have open at once; a connection is one.
enum OpenFiles {
    /// What the program itself needs beside its connections: the rows, files that are read and written, other nodes and stores.
    static let own = 500

    /// Takes as many as the system allows, and says how many those are. What a shell allows by itself is a thousand.
    static func takeAll() -> Int {
        var limit = rlimit()
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(files, &limit) == 0 else { return 1024 }
        limit.rlim_cur = limit.rlim_max
        // When it is refused, what was allowed before still is.
        _ = setrlimit(files, &limit)
        return getrlimit(files, &limit) == 0 ? Int(clamping: limit.rlim_cur) : 1024
    }
}

import Kernel

/// A file of a ZIP container. Paths are written without a leading slash: `Doc_0/Document.xml`.
public struct ZipFile: Sendable, Hashable {
    public let path: String
    public var bytes: [UInt8]

    public init(_ path: String, _ bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
}

/// ZIP containers, whole and in memory: what OFD documents and spreadsheets travel in.
/// Both ways are work for the processor: run them on a thread pool.
public enum ZipContainer {
    /// The files in the container's order. Throws `zip.malformed` for what is not a sound ZIP file and for paths that lead astray,
    /// `zip.too_large` beyond the limits, and what the budget throws when it is used up.
    public static func read(
        _ bytes: [UInt8], limits: ZipLimits = .standard, budget: WorkBudget = .unbounded
    ) throws(Problem) -> [ZipFile] {
        guard bytes.count <= limits.container else { throw Problem("zip.too_large", .tooLarge) }
        return try ZipReader(bytes).files(limits, budget)
    }

    /// The same files give the same bytes: no time of making is kept. Throws `zip.failed`.
    public static func write(_ files: [ZipFile]) throws(Problem) -> [UInt8] { try ZipWriter.write(files) }

    /// Whether a name from outside may be a path in a container.
    static func isSafe(_ path: String) -> Bool {
        !path.isEmpty && path.utf8.count <= 255
            && path.split(at: "/").allSatisfy { !["", ".", ".."].contains($0) }
            && path.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\\" && $0 != ":" && $0.value != 0x7F }
    }
}

extension Problem {
    /// The bytes are no sound container; why goes to the log.
    static func malformed(_ reason: String) -> Problem { Problem("zip.malformed", .invalid, reason: reason) }
}

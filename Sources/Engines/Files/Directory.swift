#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Changes of names. Each is on the disk when it returns: a name lives in its folder, so the folder is flushed.
enum Directory {
    /// Makes a folder, and those above it, unless they are there.
    static func make(_ path: String) throws {
        if access(path, F_OK) == 0 { return }
        try make(parent(of: path))
        if mkdir(path, 0o750) != 0, errno != EEXIST { try demand(-1, path) }
        try flush(parent(of: path))
    }

    static func names(in path: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path) }

    /// Moves a file in one step, in place of what has that name.
    static func move(_ source: String, to target: String) throws {
        try make(parent(of: target))
        try demand(rename(source, target), source)
        try flush(parent(of: target))
    }

    /// Removes a file, if it is there.
    static func remove(_ path: String) throws {
        if unlink(path) == 0 { return try flush(parent(of: path)) }
        if errno != ENOENT { try demand(-1, path) }
    }

    private static func flush(_ path: String) throws { try Descriptor(reading: path).synchronise() }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

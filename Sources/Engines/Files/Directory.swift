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
import Kernel

/// Changes of names. Each is on the disk when it returns: a name lives in its folder, so the folder is flushed.
enum Directory {
    /// Makes a folder, and those above it, unless they are there.
    static func make(_ path: String, mode: mode_t = 0o750) throws {
        if access(path, F_OK) == 0 { return }
        try make(parent(of: path), mode: mode)
        if mkdir(path, mode) != 0, errno != EEXIST { throw Problem.filesUnavailable("\(String(cString: strerror(errno))) \(path)") }
        try flush(parent(of: path))
    }

    /// What a folder holds, in no order; nothing when there is no such folder.
    static func names(in path: String) throws -> [String] {
        if access(path, F_OK) != 0, errno == ENOENT { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            return []
        } catch {
            throw Problem.filesUnavailable("\(path) cannot be listed")
        }
    }

    /// Moves a file in one step, in place of what has that name.
    static func move(_ source: String, to target: String) throws {
        try make(parent(of: target))
        try demand(rename(source, target), source)
        try flush(parent(of: target))
    }

    /// Sets the time of change to now.
    static func touch(_ path: String) throws { try demand(utimensat(AT_FDCWD, path, nil, 0), path) }

    /// Removes a file, if it is there.
    static func remove(_ path: String) throws {
        if unlink(path) == 0 { return try flush(parent(of: path)) }
        if errno != ENOENT { try demand(-1, path) }
    }

    private static func flush(_ path: String) throws { try Descriptor(reading: path).synchronise() }

    private static func parent(of path: String) -> String {
        let parts = path.split(at: "/")
        return parts.count == 1 ? "." : parts.dropLast() == [""] ? "/" : parts.dropLast().joined(separator: "/")
    }
}

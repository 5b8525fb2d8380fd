#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Kernel

/// Where the files that are not code lie: templates, messages, assets, migrations, city data. In development it is the
/// package directory; installed, it is `share/tongban`, which holds the same tree. Read at start only: the calls block.
public struct ResourceRoot: Sendable {
    /// The directory, without a slash at its end.
    public let path: String

    /// Throws ``StartFault`` when the directory does not hold the tree.
    public init(_ path: String) throws {
        self.path = path.utf8.count > 1 && path.ends(with: "/") ? String(path.dropLast()) : path
        let marker = "\(self.path)/\(Self.marker)"
        guard FileManager.default.fileExists(atPath: marker) else {
            throw StartFault(["no resources at \(self.path): \(Self.marker) is missing there"])
        }
    }

    /// The bytes of a file, by its path from the root; `nil` when there is none.
    public func file(_ relative: String) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(path)/\(relative)").map { [UInt8]($0) }
    }

    /// The paths, from the root, of all files below a folder whose names end so, sorted.
    public func files(in folder: String, suffix: String) -> [String] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: "\(path)/\(folder)")) ?? []
        return names.filter { $0.ends(with: suffix) }.sorted().map { "\(folder)/\($0)" }
    }

    /// Finds the root: the path given (`--resources`), else the environment's `TONGBAN_RESOURCES`, else the nearest
    /// directory above the program that is one, or that holds one as `share/tongban`.
    public static func locate(explicit: String? = nil) throws -> ResourceRoot {
        if let given = explicit ?? ProcessInfo.processInfo.environment["TONGBAN_RESOURCES"] { return try ResourceRoot(given) }
        // Asked of the system: a program found through PATH is called by its bare name.
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
        for start in [program, FileManager.default.currentDirectoryPath] {
            for directory in ancestors(of: start) {
                if let root = try? ResourceRoot(directory) { return root }
                if let root = try? ResourceRoot("\(directory)/share/tongban") { return root }
            }
        }
        throw StartFault(["no resources found above \(program): name them with --resources or TONGBAN_RESOURCES"])
    }

    private static let marker = "Sources/Engines/Web/Templates"

    private static func ancestors(of path: String) -> [String] {
        let parts = path.split(at: "/").filter { !$0.isEmpty }
        return (0...parts.count).reversed().map { "/" + parts.prefix($0).joined(separator: "/") }
    }
}

/// Why the server refuses to start: every fault found, so that all can be mended at once.
public struct StartFault: Error, CustomStringConvertible {
    public let faults: [String]

    public init(_ faults: [String]) { self.faults = faults }

    public var description: String { faults.joined(separator: "\n") }
}

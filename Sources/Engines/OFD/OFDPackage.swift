import Kernel
import XML
import Zip

/// The files of an OFD document (GB/T 33190-2016, 7.1): a virtual folder that travels as one ZIP container.
/// Paths are written without a leading slash: `Doc_0/Document.xml`.
public struct OFDPackage: Sendable {
    public struct File: Sendable, Hashable {
        public let path: String
        public var bytes: [UInt8]

        public init(_ path: String, _ bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
    }

    /// In the order of the container; `OFD.xml`, the entrance, comes first.
    public private(set) var files: [File]

    public init(_ files: [File]) { self.files = files }

    /// Opens a container. Throws `ofd.malformed` for what is not a sound ZIP file and for paths that lead astray,
    /// `ofd.too_large` beyond `ZipLimits`, and what the budget throws. This is work for the processor: run it on a thread pool.
    public init(reading bytes: [UInt8], limits: ZipLimits = .standard, budget: WorkBudget = .unbounded) throws(Problem) {
        do throws(Problem) {
            files = try ZipContainer.read(bytes, limits: limits, budget: budget).map { File($0.path, $0.bytes) }
        } catch {
            if error.isOfBudget { throw error }
            throw error.kind == .tooLarge ? Problem("ofd.too_large", .tooLarge, reason: error.reason) : Problem.malformed(error.reason)
        }
    }

    /// The container. The same files give the same bytes: no time of making is kept. Throws `ofd.failed`.
    public func bytes() throws(Problem) -> [UInt8] {
        do throws(Problem) {
            return try ZipContainer.write(files.map { ZipFile($0.path, $0.bytes) })
        } catch {
            throw Problem("ofd.failed", .fault, reason: error.reason)
        }
    }

    public subscript(path: String) -> [UInt8]? { files.first { $0.path == path }?.bytes }

    /// Replaces a file, or adds it at the end.
    public mutating func put(_ path: String, _ bytes: [UInt8]) {
        if let index = files.firstIndex(where: { $0.path == path }) {
            files[index].bytes = bytes
        } else {
            files.append(File(path, bytes))
        }
    }

    /// Reads a part that must be there. Throws `ofd.malformed`, and what the budget throws.
    func xml(_ path: String, _ budget: WorkBudget = .unbounded) throws(Problem) -> XMLElement {
        guard let bytes = self[path] else { throw Problem.malformed("no file \(path)") }
        do throws(Problem) {
            return try XMLDocument(reading: bytes, budget: budget).root
        } catch {
            if error.isOfBudget { throw error }
            throw Problem.malformed("\(path): \(error.reason)")
        }
    }
}

/// Where a reference leads: absolute from the container's root, else from the folder of the file that holds it.
enum OFDPath {
    /// `nil` when the reference leads out of the container.
    static func resolve(_ reference: String, in file: String) -> String? {
        var parts = reference.hasPrefix("/") ? [] : file.split(separator: "/").dropLast().map(String.init)
        for part in reference.split(separator: "/") where part != "." {
            if part == ".." {
                guard parts.popLast() != nil else { return nil }
            } else {
                parts.append(String(part))
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }
}

extension Problem {
    /// The file is not a readable OFD document; why goes to the log.
    static func malformed(_ reason: String) -> Problem { Problem("ofd.malformed", .invalid, reason: reason) }
}

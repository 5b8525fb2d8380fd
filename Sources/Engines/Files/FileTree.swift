import Kernel
import Signing

/// A folder of files that are named by their digest, or by their digest and more: `ab/cd/abcd…`. All calls block.
struct FileTree: Sendable {
    let root: String

    /// Where the file of that name is, or would be. Names begin with a digest's hexadecimal digits, and with nothing else.
    func path(_ name: String) -> String { "\(folder(of: name))/\(name)" }

    /// The names that come next in order, below a limit.
    func names(after: String, limit: Int) throws -> [String] {
        var found: [String] = []
        for first in try folders(in: root, from: after.prefix(2)) {
            let start = after.begins(with: first) ? after.dropFirst(2).prefix(2) : ""
            for second in try folders(in: "\(root)/\(first)", from: start) {
                found += try Directory.names(in: "\(root)/\(first)/\(second)").sorted().filter { $0 > after && isName($0) }
                if found.count >= limit { return Array(found.prefix(limit)) }
            }
        }
        return found
    }

    /// The names that begin with this digest, in order.
    func names(of digest: Digest) throws -> [String] {
        try Directory.names(in: folder(of: digest.hex)).sorted().filter { $0.begins(with: digest.hex) }
    }

    private func folder(of name: String) -> String { "\(root)/\(name.prefix(2))/\(name.dropFirst(2).prefix(2))" }

    private func folders(in path: String, from first: Substring) throws -> [String] {
        try Directory.names(in: path).filter { $0.utf8.count == 2 && [UInt8](hex: $0) != nil && $0 >= first }.sorted()
    }

    private func isName(_ name: String) -> Bool { Digest(hex: name.prefix(2 * Digest.count)) != nil }
}

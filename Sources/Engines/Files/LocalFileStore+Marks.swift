import Kernel

/// Marks are empty files in `marks/`.
extension LocalFileStore: MarkedFileStore {
    public func mark(_ name: String) async throws {
        try await work {
            try SmallFile.makeFolder(marks)
            try SmallFile.write([], to: "\(marks)/\(name)")
        }
    }

    public func hasMark(_ name: String) async throws -> Bool { try await work { try Directory.names(in: marks).contains(name) } }

    public func isMarked() async throws -> Bool { try await work { try !Directory.names(in: marks).isEmpty } }

    private var marks: String { "\(kept.root)/marks" }
}

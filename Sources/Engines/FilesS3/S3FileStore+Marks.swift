import Files
import Kernel

/// Marks are empty objects: `marks/NAME`.
extension S3FileStore: MarkedFileStore {
    public func mark(_ name: String) async throws { try await objects.put(S3Body(), at: objects.mark(name)) }

    public func hasMark(_ name: String) async throws -> Bool { try await objects.size(objects.mark(name)) != nil }

    public func isMarked() async throws -> Bool { try await !objects.list(objects.mark(""), after: nil, limit: 1).isEmpty }
}

import Files
import Kernel
import Signing

/// Setting aside is a copy and then a deletion, so that there is a file at every moment. A copy that was brought back stays
/// aside as well, until the collector removes it.
extension S3FileStore: CollectableFileStore {
    public func setAside(_ digest: Digest, at now: Timestamp) async throws {
        guard try await objects.copy(objects.kept(digest), to: objects.aside(AsideFile(digest, at: now).name)) else { return }
        try await objects.delete(objects.kept(digest))
    }

    public func listAside(after: AsideFile?, limit: Int) async throws -> [AsideFile] {
        try await objects.list(objects.aside(""), after: after.map { objects.aside($0.name) }, limit: limit).compactMap {
            AsideFile(name: $0.name, size: $0.size)
        }
    }

    public func remove(_ file: AsideFile) async throws { try await objects.delete(objects.aside(file.name)) }

    public func removeBrokenOff(before: Timestamp) async throws {
        var last: String?
        while case let page = try await objects.list(objects.incoming(""), after: last, limit: 1000), !page.isEmpty {
            for object in page where object.changedAt < before { try await objects.delete(object.key) }
            last = page.last?.key
        }
        for upload in try await objects.uploads(objects.incoming("")) where upload.begunAt < before { try await upload.abort() }
    }

    /// What a look at the file in its place gives; one that was set aside is brought back first.
    func inPlace<Value>(_ digest: Digest, look: (_ key: String) async throws -> Value?) async throws -> Value? {
        for _ in 0..<3 {
            if let found = try await look(objects.kept(digest)) { return found }
            guard try await bringBack(digest) else { break }
        }
        // None is aside: there is no such file, or someone else has just brought it back.
        return try await look(objects.kept(digest))
    }

    /// `false` when none is aside.
    private func bringBack(_ digest: Digest) async throws -> Bool {
        guard let last = try await allAside(digest).last else { return false }
        return try await objects.copy(last.key, to: objects.kept(digest))
    }

    /// In the order in which they were set aside. There is one, or hardly more.
    func allAside(_ digest: Digest) async throws -> [S3Object] {
        try await objects.list(objects.aside("\(digest.hex)."), after: nil, limit: 1000)
    }
}

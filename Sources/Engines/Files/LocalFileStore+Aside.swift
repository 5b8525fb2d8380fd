import Kernel
import Signing

/// Setting aside and bringing back are a change of name, which is one step for the system: a file is never in neither place.
extension LocalFileStore: CollectableFileStore {
    public func setAside(_ digest: Digest, at now: Timestamp) async throws {
        let target = aside.path(AsideFile(digest, at: now).name)
        try await work { _ = try unlessMissing { try Directory.move(kept.path(digest.hex), to: target) } }
    }

    public func listAside(after: AsideFile?, limit: Int) async throws -> [AsideFile] {
        try await work {
            try aside.names(after: after?.name ?? "", limit: limit).compactMap { name in
                guard let status = try unlessMissing({ try FileStatus(aside.path(name)) }) else { return nil }
                return AsideFile(name: name, size: status.size)
            }
        }
    }

    public func remove(_ file: AsideFile) async throws {
        try await work { try Directory.remove(aside.path(file.name)) }
    }

    /// Whoever still writes a file holds its lock, so an instant a minute ago will do.
    public func removeBrokenOff(before: Timestamp) async throws {
        try await work {
            for path in try Directory.names(in: incoming).map({ "\(incoming)/\($0)" }) {
                try unlessMissing {
                    if try FileStatus(path).changedAt < before { try IncomingFile.removeIfAbandoned(path) }
                }
            }
        }
    }

    /// Opens a file in its place; one that was set aside is brought back first.
    func open(_ digest: Digest) throws -> Descriptor {
        // It may be set aside again, or brought back by someone else, between two steps; that twice in a row is not to be expected.
        for _ in 0..<3 {
            if let file = try unlessMissing({ try Descriptor(reading: kept.path(digest.hex)) }) { return file }
            guard let name = try aside.names(of: digest).last else { continue }
            try bringBack(name)
        }
        throw Problem.fileNotFound(digest)
    }

    private func bringBack(_ name: String) throws {
        try unlessMissing {
            // First made young, or it would be set aside again at once.
            try Directory.touch(aside.path(name))
            try Directory.move(aside.path(name), to: kept.path(String(name.prefix(2 * Digest.count))))
        }
    }
}

/// `nil` in place of the problem that there is no such file.
@discardableResult
func unlessMissing<Value>(_ body: () throws -> Value) throws -> Value? {
    do {
        return try body()
    } catch let problem as Problem where problem.kind == .notFound {
        return nil
    }
}

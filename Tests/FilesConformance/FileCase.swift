import Files
import Kernel
import Signing
import Testing

/// One thing that every file store must do alike. The check gets an empty store.
public struct FileCase: Sendable, CustomTestStringConvertible {
    public let testDescription: String
    public let check: @Sendable (StoreUnderTest) async throws -> Void

    init(_ description: String, check: @escaping @Sendable (StoreUnderTest) async throws -> Void) {
        (testDescription, self.check) = (description, check)
    }

    public static let all = keeping + failing + listing + aside
}

/// A store, and what a test may do behind its back.
public struct StoreUnderTest: Sendable {
    public let store: any CollectableFileStore
    /// The names of all files or objects that there are, complete or not, with uploads that are under way.
    public let names: @Sendable () async throws -> [String]
    /// Writes over the bytes of a file in its place.
    public let overwrite: @Sendable (Digest, [UInt8]) async throws -> Void

    public init(
        _ store: any CollectableFileStore, names: @escaping @Sendable () async throws -> [String],
        overwrite: @escaping @Sendable (Digest, [UInt8]) async throws -> Void
    ) {
        (self.store, self.names, self.overwrite) = (store, names, overwrite)
    }

    /// All bytes, as they are streamed.
    func streamed(_ digest: Digest) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in try await store.get(digest) { bytes += piece }
        return bytes
    }
}

/// An error that only a test throws.
struct Refusal: Error {}

/// Bytes of chance, the same for the same seed.
func bytes(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var generator = SeededRandom(seed: seed).bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } | 1
    return (0..<count).map { _ in
        generator = generator &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: generator >> 56)
    }
}

/// A stream of pieces, and how it ends.
func stream(_ pieces: [[UInt8]], failing error: (any Error)? = nil) -> AsyncThrowingStream<[UInt8], any Error> {
    AsyncThrowingStream { continuation in
        pieces.forEach { continuation.yield($0) }
        continuation.finish(throwing: error)
    }
}

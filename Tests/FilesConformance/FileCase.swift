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

    public static let all = keeping + failing + listing + aside + marks
}

/// A store, and what a test may do behind its back.
public struct StoreUnderTest: Sendable {
    public let store: any CollectableFileStore & MarkedFileStore
    /// The names of all files or objects that there are, complete or not, with uploads that are under way.
    public let names: @Sendable () async throws -> [String]
    /// Writes over the bytes of a file in its place.
    public let overwrite: @Sendable (Digest, [UInt8]) async throws -> Void

    public init(
        _ store: any CollectableFileStore & MarkedFileStore, names: @escaping @Sendable () async throws -> [String],
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

/// Bytes that repeat nowhere, the same for the same seed. Eight at a time, or twenty MiB would take their time.
func bytes(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    let words = (0..<UInt64(count / 8 + 1)).map { ($0 &+ seed &* 0x1_0000_0000) &* 0x9E37_79B9_7F4A_7C15 }
    return words.withUnsafeBytes { Array($0.prefix(count)) }
}

/// A stream of pieces, and how it ends.
func stream(_ pieces: [[UInt8]], failing error: (any Error)? = nil) -> AsyncThrowingStream<[UInt8], any Error> {
    AsyncThrowingStream { continuation in
        pieces.forEach { continuation.yield($0) }
        continuation.finish(throwing: error)
    }
}

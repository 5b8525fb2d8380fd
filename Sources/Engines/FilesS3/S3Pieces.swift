import AsyncHTTPClient
import Files
import Kernel
import NIOCore
import Signing

/// A file's bytes as they come from the store. A connection that breaks off is taken up again where it broke.
struct S3Pieces: AsyncSequence, Sendable {
    let store: S3FileStore
    let digest: Digest
    let size: Int

    func makeAsyncIterator() -> Iterator { Iterator(file: self) }

    struct Iterator: AsyncIteratorProtocol {
        private let file: S3Pieces
        private var body: HTTPClientResponse.Body.AsyncIterator?
        private var offset = 0
        private var failures = 0

        init(file: S3Pieces) { self.file = file }

        mutating func next() async throws -> [UInt8]? {
            while offset < file.size {
                do {
                    guard let piece = try await read() else { break }
                    (offset, failures) = (offset + piece.count, 0)
                    return piece
                } catch let problem as Problem {
                    throw problem
                } catch {
                    try Task.checkCancellation()
                    failures += 1
                    body = nil
                    guard failures < file.store.objects.connection.patience.attempts else {
                        throw Problem.filesUnavailable("GET \(file.digest.hex): \(error)")
                    }
                }
            }
            return nil
        }

        private mutating func read() async throws -> [UInt8]? {
            var body = if let body { body } else { try await file.store.open(file.digest, from: offset).makeAsyncIterator() }
            let piece = try await body.next()
            self.body = body
            return piece.map { Array(buffer: $0) }
        }
    }
}

extension S3FileStore {
    /// The bytes from there on. A file that was set aside since it was looked for is brought back.
    fileprivate func open(_ digest: Digest, from offset: Int) async throws -> HTTPClientResponse.Body {
        guard let body = try await inPlace(digest, look: { try await objects.connection.open($0, from: offset) }) else {
            throw Problem.fileNotFound(digest)
        }
        return body
    }
}

import NIOPosix

/// A stored file's bytes, read piece by piece as they are asked for. Can be gone through more than once.
public struct FileBytes: AsyncSequence, Sendable {
    public typealias Element = [UInt8]

    private let file: Descriptor
    private let threads: NIOThreadPool

    init(_ file: Descriptor, threads: NIOThreadPool) { (self.file, self.threads) = (file, threads) }

    public func makeAsyncIterator() -> Iterator { Iterator(file: file, threads: threads) }

    public struct Iterator: AsyncIteratorProtocol {
        let file: Descriptor
        let threads: NIOThreadPool
        private var offset = 0

        init(file: Descriptor, threads: NIOThreadPool) { (self.file, self.threads) = (file, threads) }

        public mutating func next() async throws -> [UInt8]? {
            let piece = try await threads.runIfActive { [file, offset] in try file.read(at: offset, atMost: FileBytes.pieceSize) }
            offset += piece.count
            return piece.isEmpty ? nil : piece
        }
    }

    /// Large enough that the change of threads costs little, small enough for many downloads at once.
    static let pieceSize = 256 * 1024
}

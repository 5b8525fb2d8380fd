import Threads

/// An open file, read piece by piece on NIO's threads.
struct DescriptorPieces: AsyncSequence, Sendable {
    let file: Descriptor
    let threads: WorkPool

    func makeAsyncIterator() -> Iterator { Iterator(file: file, threads: threads) }

    struct Iterator: AsyncIteratorProtocol {
        let file: Descriptor
        let threads: WorkPool
        private var offset = 0

        init(file: Descriptor, threads: WorkPool) { (self.file, self.threads) = (file, threads) }

        mutating func next() async throws -> [UInt8]? {
            let piece = try await threads.run { [file, offset] in try file.read(at: offset, atMost: DescriptorPieces.size) }
            offset += piece.count
            return piece.isEmpty ? nil : piece
        }
    }

    /// Large enough that the change of threads costs little, small enough for many downloads at once.
    static let size = 256 * 1024
}

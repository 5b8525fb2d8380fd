import Signing

/// The hashes of a Merkle tree, shaped as RFC 6962 §2.1 shapes it and made with SM3. Leaves and nodes are told apart by
/// their first byte, so that neither can be passed off as the other.
enum Merkle {
    /// The root of a tree without leaves.
    static let empty = SM3.hash([UInt8]())

    static func leaf(_ bytes: [UInt8]) -> Digest { SM3.hash([0] + bytes) }

    static func node(_ left: Digest, _ right: Digest) -> Digest {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 + 2 * Digest.count) { buffer in
            buffer[0] = 1
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            left.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: bytes[1...]).copyMemory(from: $0) }
            right.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: bytes[(1 + Digest.count)...]).copyMemory(from: $0) }
            return SM3.hash(UnsafeBufferPointer(buffer))
        }
    }

    /// The root over hashes that are side by side in one row of the tree. Their count must be a power of two.
    static func fold(_ hashes: ArraySlice<Digest>) -> Digest {
        var row = Array(hashes)
        while row.count > 1 {
            row = stride(from: 0, to: row.count - 1, by: 2).map { node(row[$0], row[$0 + 1]) }
        }
        return row.first ?? empty
    }
}

extension Int {
    /// The largest power of two that is less than this number; for numbers above 1.
    var splitPoint: Int { 1 << (Int.bitWidth - 1 - (self - 1).leadingZeroBitCount) }

    var isPowerOfTwo: Bool { self > 0 && self & (self - 1) == 0 }
}

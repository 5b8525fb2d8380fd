import Signing

/// Where a tree takes its inner hashes from.
protocol Subtrees {
    /// The root over the 2^`level` leaves from `index` · 2^`level` on, all of which exist.
    func root(level: Int, index: Int) throws -> Digest
}

/// The tree over the first `size` leaves: its root, and the proofs of RFC 6962 §2.1.1 and §2.1.2, word for word.
struct MerkleTree<Source: Subtrees> {
    let size: Int
    let source: Source

    func root() throws -> Digest { try size == 0 ? Merkle.empty : hash(0..<size) }

    /// PATH(m, D[n]): the hashes beside the way from the leaf up to the root. `position` must be less than `size`.
    func inclusion(of position: Int) throws -> [Digest] { try path(to: position, in: 0..<size) }

    /// PROOF(m, D[n]): the hashes that show that the tree of `older` leaves is the beginning of this one.
    func consistency(from older: Int) throws -> [Digest] {
        try older == 0 || older == size ? [] : subproof(older, in: 0..<size, isWhole: true)
    }

    /// MTH(D[range]).
    private func hash(_ leaves: Range<Int>) throws -> Digest {
        if leaves.count.isPowerOfTwo {
            let level = leaves.count.trailingZeroBitCount
            return try source.root(level: level, index: leaves.lowerBound >> level)
        }
        let (left, right) = leaves.split
        return try Merkle.node(hash(left), hash(right))
    }

    private func path(to leaf: Int, in leaves: Range<Int>) throws -> [Digest] {
        guard leaves.count > 1 else { return [] }
        let (left, right) = leaves.split
        return try left.contains(leaf) ? path(to: leaf, in: left) + [hash(right)] : path(to: leaf, in: right) + [hash(left)]
    }

    /// SUBPROOF(m, D[n], b): `older` counts the leaves of `leaves` that the older tree has; `isWhole` says that the verifier
    /// knows their root already.
    private func subproof(_ older: Int, in leaves: Range<Int>, isWhole: Bool) throws -> [Digest] {
        if older == leaves.count { return try isWhole ? [] : [hash(leaves)] }
        let (left, right) = leaves.split
        return try older <= left.count
            ? subproof(older, in: left, isWhole: isWhole) + [hash(right)]
            : subproof(older - left.count, in: right, isWhole: false) + [hash(left)]
    }
}

extension Range<Int> {
    fileprivate var split: (Range<Int>, Range<Int>) {
        let middle = lowerBound + count.splitPoint
        return (lowerBound..<middle, middle..<upperBound)
    }
}

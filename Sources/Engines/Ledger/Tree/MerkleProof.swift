import Signing

/// The checks that anyone can make without the ledger: RFC 9162 §2.1.3.2 and §2.1.4.2.
public enum MerkleProof {
    /// True when the proof leads from the leaf at `position` to the root of a tree of `size` leaves.
    public static func isIncluded(_ leaf: Digest, at position: Int, in root: Digest, of size: Int, proof: [Digest]) -> Bool {
        guard position >= 0, position < size else { return false }
        var (place, last, hash) = (position, size - 1, leaf)
        for step in proof {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                hash = Merkle.node(step, hash)
                while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                hash = Merkle.node(hash, step)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && hash == root
    }

    /// True when the proof shows that the tree of `older` leaves is the beginning of the tree of `newer` leaves.
    public static func isConsistent(
        _ olderRoot: Digest, of older: Int, with newerRoot: Digest, of newer: Int, proof: [Digest]
    ) -> Bool {
        guard older >= 0, older <= newer else { return false }
        if older == newer { return proof.isEmpty && olderRoot == newerRoot }
        if older == 0 { return proof.isEmpty && olderRoot == Merkle.empty }
        var steps = older.isPowerOfTwo ? [olderRoot] + proof : proof
        guard !steps.isEmpty else { return false }
        let shift = (~(older - 1)).trailingZeroBitCount
        var (place, last) = ((older - 1) >> shift, (newer - 1) >> shift)
        let start = steps.removeFirst()
        var (old, new) = (start, start)
        for step in steps {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                (old, new) = (Merkle.node(step, old), Merkle.node(step, new))
                while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                new = Merkle.node(new, step)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && old == olderRoot && new == newerRoot
    }
}

import Kernel
import Signing

/// The right edge of a growing tree: all that is needed to add leaves and to know the root, one hash a leaf.
struct TreeEdge {
    private(set) var size = 0
    /// The roots of the whole subtrees that the tree falls into, the largest first: one for each bit of `size`.
    private var peaks: [Digest] = []
    /// The last tile of each level, not yet full.
    private var open: [Tile] = []
    private var grown: Set<Int> = []
    private var full: [Tile] = []

    init() {}

    /// The edge of the stored tree of that size.
    /// - Throws: `Problem` `ledger.damaged` when a tile is missing or too short.
    init(size: Int, load: (_ level: Int, _ index: Int) throws -> Tile?) throws {
        self.size = size
        var level = 0
        while size >> (Tile.height * level) > 0 {
            let row = size >> (Tile.height * level)
            let (index, count) = (row / Tile.width, row % Tile.width)
            var tile = Tile(level: level, index: index, hashes: [])
            if count > 0 {
                guard let stored = try load(level, index), stored.hashes.count >= count else {
                    throw Problem.damaged("tile \(level)/\(index) has not the \(count) hashes of a tree of \(size)")
                }
                tile.hashes = Array(stored.hashes.prefix(count))
            }
            open.append(tile)
            level += 1
        }
        peaks = open.reversed().flatMap(Self.peaks)
    }

    mutating func push(_ leaf: Digest) {
        var (hash, level, place) = (leaf, 0, size)
        keep(hash, at: 0)
        while place & 1 == 1, let left = peaks.popLast() {
            hash = Merkle.node(left, hash)
            (level, place) = (level + 1, place >> 1)
            if level.isMultiple(of: Tile.height) { keep(hash, at: level / Tile.height) }
        }
        peaks.append(hash)
        size += 1
    }

    var root: Digest {
        guard var hash = peaks.last else { return Merkle.empty }
        for peak in peaks.dropLast().reversed() { hash = Merkle.node(peak, hash) }
        return hash
    }

    /// The tiles that changed since they were last taken; those at the edge come again when they grow.
    mutating func takeChanged() -> [Tile] {
        let changed = full + open.filter { grown.contains($0.level) && !$0.hashes.isEmpty }
        (full, grown) = ([], [])
        return changed
    }

    /// Makes `takeChanged` give all tiles at the edge, as if they had just grown.
    mutating func markAllChanged() { grown = Set(open.indices) }

    private mutating func keep(_ hash: Digest, at level: Int) {
        if level == open.count { open.append(Tile(level: level, index: 0, hashes: [])) }
        open[level].hashes.append(hash)
        grown.insert(level)
        guard open[level].isFull else { return }
        full.append(open[level])
        open[level] = Tile(level: level, index: open[level].index + 1, hashes: [])
    }

    /// The subtrees that an unfinished tile falls into.
    private static func peaks(of tile: Tile) -> [Digest] {
        var (peaks, rest) = ([Digest](), tile.hashes[...])
        for height in stride(from: Tile.height - 1, through: 0, by: -1) where rest.count >= 1 << height {
            peaks.append(Merkle.fold(rest.prefix(1 << height)))
            rest = rest.dropFirst(1 << height)
        }
        return peaks
    }
}

import Kernel
import Signing

/// Up to 256 hashes that are side by side in one row of the tree. Only every eighth row is kept: row 8 · `level`; the rows
/// between are hashed again when needed, 255 hashes for a whole tile. So a proof over a million acts reads six tiles.
struct Tile: Sendable, Hashable {
    static let height = 8
    static let width = 1 << height

    let level: Int
    let index: Int
    var hashes: [Digest]

    var isFull: Bool { hashes.count == Tile.width }
}

/// A tree whose inner hashes are read from tiles, each once.
final class TiledSubtrees: Subtrees {
    private let load: (_ level: Int, _ index: Int) throws -> Tile?
    private var tiles: [[Int]: Tile] = [:]

    init(load: @escaping (_ level: Int, _ index: Int) throws -> Tile?) { self.load = load }

    /// - Throws: `Problem` `ledger.damaged` when the tile lacks the hashes.
    func root(level: Int, index: Int) throws -> Digest {
        let height = level % Tile.height
        let first = index << height
        let tile = try tile(level / Tile.height, first / Tile.width)
        let places = first % Tile.width..<first % Tile.width + 1 << height
        guard places.upperBound <= tile.hashes.count else {
            throw Problem.damaged("tile \(tile.level)/\(tile.index) has \(tile.hashes.count) hashes, not \(places.upperBound)")
        }
        return Merkle.fold(tile.hashes[places])
    }

    private func tile(_ level: Int, _ index: Int) throws -> Tile {
        if let known = tiles[[level, index]] { return known }
        guard let tile = try load(level, index) else { throw Problem.damaged("tile \(level)/\(index) is missing") }
        tiles[[level, index]] = tile
        return tile
    }
}

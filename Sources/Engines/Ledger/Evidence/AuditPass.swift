import Kernel
import Signing
import Storage

/// An audit on its way through the acts: the tree as recomputed so far, and what did not agree with it.
struct AuditPass: Sendable {
    let goal: Int
    var edge = TreeEdge()
    var report = AuditReport()
    private var rootDiffers = false
    /// The stored hashes of the 256 acts that are being looked at.
    private var stored: Tile?

    init(goal: Int) { self.goal = goal }

    var isDone: Bool { edge.size >= goal }

    /// Looks at the next few thousand acts, and at the heads among them.
    mutating func advance(in tx: any Reading) throws {
        let start = edge.size
        let end = min(goal, start + 4096)
        let rows = try ActStore.sequenced(from: start, limit: end - start, in: tx)
        var heads = try TreeStore.heads(above: start, limit: end - start, in: tx)[...]
        var acts = rows[...]
        for position in start..<end {
            var row: ActRow?
            if let next = acts.first, next.position == position { row = acts.removeFirst().row }
            try look(at: row, position, in: tx)
            while let head = heads.first, head.size <= edge.size { compare(heads.removeFirst()) }
        }
        try compare(edge.takeChanged().filter(\.isFull), in: tx)
    }

    /// Compares the tiles that are not full, and looks for acts that the newest head does not cover. The server may have
    /// gone on meanwhile, so a stored tile may be longer than ours.
    mutating func checkEdge(in tx: any Reading) throws {
        var rest = edge
        rest.markAllChanged()
        try compare(rest.takeChanged(), in: tx)
        let size = try TreeStore.newestHead(in: tx)?.size ?? 0
        for beyond in try ActStore.sequenced(from: size, limit: 10, in: tx) { report.add("audit.beyond", "\(beyond.position)") }
    }

    /// A missing act is reported, and the stored hash put in its place, so that the rest can still be checked.
    private mutating func look(at row: ActRow?, _ position: Int, in tx: any Reading) throws {
        let expected = try storedLeaf(position, in: tx)
        if let row {
            report.acts += 1
            let leaf = row.leaf
            if let expected, leaf != expected { report.add("audit.act", "\(position)") }
            edge.push(leaf)
        } else {
            report.add("audit.gap", "\(position)")
            edge.push(expected ?? Merkle.empty)
        }
    }

    private mutating func storedLeaf(_ position: Int, in tx: any Reading) throws -> Digest? {
        let (index, place) = (position / Tile.width, position % Tile.width)
        if stored?.index != index {
            stored = try tile(0, index, in: tx) ?? Tile(level: 0, index: index, hashes: [])
        }
        return stored.flatMap { place < $0.hashes.count ? $0.hashes[place] : nil }
    }

    /// Once one root differs, all later ones do: only the first is a finding.
    private mutating func compare(_ head: SignedHead) {
        report.heads += 1
        guard head.size != edge.size || head.root != edge.root, !rootDiffers else { return }
        rootDiffers = true
        report.add("audit.root", "\(head.size)")
    }

    private mutating func compare(_ tiles: [Tile], in tx: any Reading) throws {
        for tile in tiles {
            let stored = try self.tile(tile.level, tile.index, in: tx)
            if stored?.hashes.starts(with: tile.hashes) != true { report.add("audit.tile", "\(tile.level)/\(tile.index)") }
        }
    }

    /// The stored tile, or `nil` when there is none that can be read.
    private func tile(_ level: Int, _ index: Int, in tx: any Reading) throws -> Tile? {
        do {
            return try TreeStore.tile(level, index, in: tx)
        } catch let problem as Problem where problem.code == Problem.damaged("").code {
            return nil
        }
    }
}

import Kernel
import Signing
import Testing
@testable import Ledger

@Suite("The Merkle tree")
struct TreeTests {
    @Test("roots are those of RFC 6962's definition, at every size")
    func roots() {
        var edge = TreeEdge()
        #expect(edge.root == SM3.hash([UInt8]()))
        for size in 1...600 {
            edge.push(leaf(size - 1))
            if size < 70 || size % 37 == 0 { #expect(edge.root == plainRoot(0..<size)) }
        }
    }

    @Test("inclusion proofs of all sizes up to 70 lead to the root, and to nothing else")
    func inclusion() throws {
        for size in 1...70 {
            let tree = MerkleTree(size: size, source: PlainSubtrees())
            let root = try tree.root()
            #expect(root == plainRoot(0..<size))
            for position in 0..<size {
                let proof = try tree.inclusion(of: position)
                #expect(MerkleProof.isIncluded(leaf(position), at: position, in: root, of: size, proof: proof))
                #expect(!MerkleProof.isIncluded(leaf(position + 1), at: position, in: root, of: size, proof: proof))
                #expect(!MerkleProof.isIncluded(leaf(position), at: position, in: leaf(0), of: size + 1, proof: proof))
                #expect(!MerkleProof.isIncluded(leaf(position), at: position, in: root, of: size, proof: proof + [root]))
                if size > 1 {
                    #expect(!MerkleProof.isIncluded(leaf(position), at: (position + 1) % size, in: root, of: size, proof: proof))
                    #expect(!MerkleProof.isIncluded(leaf(position), at: position, in: root, of: size, proof: proof.dropLast()))
                }
            }
        }
    }

    @Test("consistency proofs of all sizes up to 70 connect the two roots, and no others")
    func consistency() throws {
        for newer in 1...70 {
            let tree = MerkleTree(size: newer, source: PlainSubtrees())
            let root = plainRoot(0..<newer)
            for older in 0...newer {
                let (proof, old) = (try tree.consistency(from: older), plainRoot(0..<older))
                #expect(MerkleProof.isConsistent(old, of: older, with: root, of: newer, proof: proof))
                #expect(!MerkleProof.isConsistent(leaf(9), of: older, with: root, of: newer, proof: proof))
                #expect(!MerkleProof.isConsistent(old, of: older, with: root, of: newer, proof: proof + [root]))
                guard older > 0, older < newer else { continue }
                #expect(!MerkleProof.isConsistent(old, of: older, with: old, of: newer, proof: proof))
                #expect(!MerkleProof.isConsistent(old, of: older, with: root, of: newer, proof: proof.dropLast()))
            }
        }
    }

    @Test("numbers that make no sense fail the check and do not trap", arguments: [
        (-1, 5), (5, 5), (0, 0), (0, -1), (Int.max, Int.min), (0, Int.max),
    ])
    func nonsense(_ position: Int, _ size: Int) {
        #expect(!MerkleProof.isIncluded(leaf(0), at: position, in: leaf(1), of: size, proof: [leaf(2)]))
        #expect(!MerkleProof.isConsistent(leaf(0), of: size, with: leaf(1), of: position, proof: [leaf(2)]))
    }

    @Test("the edge read back from tiles goes on as if it had never stopped", arguments: [
        1, 7, 255, 256, 257, 1000, 65_535, 65_536, 66_000,
    ])
    func resumed(_ size: Int) throws {
        var (whole, shelf) = (TreeEdge(), [[Int]: Tile]())
        for place in 0..<size { whole.push(cheapLeaf(place)) }
        for tile in whole.takeChanged() { shelf[[tile.level, tile.index]] = tile }
        var resumed = try TreeEdge(size: size) { shelf[[$0, $1]] }
        #expect(resumed.root == whole.root)
        for place in size..<size + 300 {
            whole.push(cheapLeaf(place))
            resumed.push(cheapLeaf(place))
        }
        #expect(resumed.root == whole.root)
        let (one, other) = (whole.takeChanged(), resumed.takeChanged())
        #expect(one == other)
    }

    @Test("proofs from tiles hold in large trees")
    func large() throws {
        var (edge, shelf, roots) = (TreeEdge(), [[Int]: Tile](), [Int: Digest]())
        for place in 0..<70_000 {
            edge.push(cheapLeaf(place))
            if place % 9_973 == 0 { roots[place + 1] = edge.root }
        }
        for tile in edge.takeChanged() { shelf[[tile.level, tile.index]] = tile }
        let random = SeededRandom(seed: 6962)
        for _ in 0..<40 {
            let size = 1 + random.number(below: 70_000), position = random.number(below: size)
            let tree = MerkleTree(size: size, source: TiledSubtrees { shelf[[$0, $1]] })
            let (root, proof) = (try tree.root(), try tree.inclusion(of: position))
            #expect(MerkleProof.isIncluded(cheapLeaf(position), at: position, in: root, of: size, proof: proof))
            for (older, oldRoot) in roots where older <= size {
                let proof = try tree.consistency(from: older)
                #expect(MerkleProof.isConsistent(oldRoot, of: older, with: root, of: size, proof: proof))
            }
        }
    }

    @Test("a missing or short tile is damage, not a trap")
    func missing() {
        #expect(throws: Problem.damaged("")) { try TreeEdge(size: 300) { _, _ in nil } }
        #expect(throws: Problem.damaged("")) { try TreeEdge(size: 5) { Tile(level: $0, index: $1, hashes: []) } }
        let tree = MerkleTree(size: 300, source: TiledSubtrees { Tile(level: $0, index: $1, hashes: [leaf(0)]) })
        #expect(throws: Problem.damaged("")) { try tree.inclusion(of: 7) }
    }
}

/// RFC 6962 §2.1 as it is written, with nothing remembered.
private func plainRoot(_ leaves: Range<Int>) -> Digest {
    guard leaves.count > 1 else { return leaves.first.map(leaf) ?? SM3.hash([UInt8]()) }
    var middle = 1
    while middle * 2 < leaves.count { middle *= 2 }
    let (left, right) = (leaves.prefix(middle), leaves.dropFirst(middle))
    return SM3.hash([1] + plainRoot(left).bytes + plainRoot(right).bytes)
}

private struct PlainSubtrees: Subtrees {
    func root(level: Int, index: Int) -> Digest { plainRoot(index << level..<(index + 1) << level) }
}

private func leaf(_ number: Int) -> Digest { SM3.hash([0] + Array("act \(number)".utf8)) }

/// A leaf for trees so large that hashing the leaves would take the time.
private func cheapLeaf(_ number: Int) -> Digest {
    var bytes = [UInt8](repeating: 7, count: 32)
    for place in 0..<8 { bytes[place] = UInt8(truncatingIfNeeded: number >> (8 * place)) }
    return Digest(bytes) ?? leaf(number)
}

import Kernel
import Signing
import Storage

/// The tables `ledger_tile`, `ledger_head` and `ledger_signer`.
enum TreeStore {
    /// - Throws: `Problem` `ledger.damaged` when the tile isn't made of whole hashes.
    static func tile(_ level: Int, _ index: Int, in tx: any Reading) throws -> Tile? {
        guard let row = try tx.row("SELECT hashes FROM ledger_tile WHERE level = \(level) AND idx = \(index)") else { return nil }
        let bytes: [UInt8] = try row.get("hashes")
        guard bytes.count.isMultiple(of: Digest.count), bytes.count <= Tile.width * Digest.count else {
            throw Problem.damaged("tile \(level)/\(index) has \(bytes.count) bytes")
        }
        let starts = stride(from: 0, to: bytes.count, by: Digest.count)
        return Tile(level: level, index: index, hashes: starts.compactMap { Digest(bytes[$0..<$0 + Digest.count]) })
    }

    static func keep(_ tile: Tile, in tx: any Transaction) throws {
        try tx.send("""
            INSERT INTO ledger_tile (level, idx, hashes) VALUES (\(tile.level), \(tile.index), \(tile.hashes.flatMap(\.bytes))) \
            ON CONFLICT (level, idx) DO UPDATE SET hashes = excluded.hashes
            """)
    }

    /// The tree over the first `size` leaves.
    static func tree(of size: Int, in tx: any Reading) -> MerkleTree<TiledSubtrees> {
        MerkleTree(size: size, source: TiledSubtrees { try tile($0, $1, in: tx) })
    }

    static func newestHead(in tx: any Reading) throws -> SignedHead? {
        try heads("ORDER BY size DESC", limit: 1, in: tx).first
    }

    /// Heads of more than `size` acts, the smallest first.
    static func heads(above size: Int, limit: Int, in tx: any Reading) throws -> [SignedHead] {
        try heads("WHERE size > \(size) ORDER BY size", limit: limit, in: tx)
    }

    private static func heads(_ which: SQL, limit: Int, in tx: any Reading) throws -> [SignedHead] {
        try tx.rows("SELECT size, root, at, key, signature FROM ledger_head \(which) LIMIT \(limit)").map { row in
            let root: [UInt8] = try row.get("root")
            guard let root = Digest(root) else { throw Problem.damaged("a head's root has \(root.count) bytes") }
            return try SignedHead(
                size: row.get("size"), root: root, at: row.get("at"), key: row.get("key"), signature: row.get("signature"))
        }
    }

    /// Adds a head upon the one of `prior` acts. False when another sequencer has added one there already.
    static func extend(from prior: Int, with head: SignedHead, in tx: any Transaction) throws -> Bool {
        try tx.execute("""
            INSERT INTO ledger_head (size, prior, root, at, key, signature) \
            VALUES (\(head.size), \(prior), \(head.root.bytes), \(head.at), \(head.key), \(head.signature)) ON CONFLICT (prior) DO NOTHING
            """) == 1
    }

    /// The certificate of a key that heads were signed with, as PEM.
    static func certificate(of key: String, in tx: any Reading) throws -> String? {
        try tx.row("SELECT certificate FROM ledger_signer WHERE key = \(key)")?.get("certificate")
    }

    static func keep(_ certificate: String, of key: String, in tx: any Transaction) throws {
        try tx.send("INSERT INTO ledger_signer (key, certificate) VALUES (\(key), \(certificate)) ON CONFLICT (key) DO NOTHING")
    }
}

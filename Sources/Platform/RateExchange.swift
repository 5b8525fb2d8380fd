import Kernel
import Logging
import Signing
import Storage
import Web

/// Lets nodes count each other's requests: once a second each writes down who has spent what, and reads what the others wrote. So a
/// limit holds for all nodes together, within a second. Keys are addresses and numbers of people, therefore they stand there sealed.
struct RateExchange: Sendable {
    static let interval = Duration.seconds(1)
    /// Rows older than this are read by everybody, or nobody is there to read them.
    private static let kept = Duration.seconds(10)

    let limits: RateLimits
    let database: any Database
    let cipher: FieldCipher
    let clock: any Clock
    let random: any RandomSource
    let logger: Logger

    /// Runs until its task is cancelled.
    func run() async {
        let node = random.bytes(8).hex
        var seen: Set<String> = []
        while (try? await Task.sleep(for: Self.interval)) != nil {
            do {
                seen = try await exchange(as: node, seen: seen)
            } catch {
                // Each node then counts for itself, which is what it does with one node too.
                logger.warning("the nodes cannot tell each other what was spent", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Tells, hears, and gives back which rows have been heard by now.
    func exchange(as node: String, seen: Set<String>) async throws -> Set<String> {
        let untold = limits.takeUntold(), now = clock.now
        if !untold.isEmpty {
            let sealed = try cipher.seal(Array(JSONText.encode(untold).utf8), context: Self.context)
            let id = ID<RateLimits>(at: now, random)
            try await database.write { tx in
                try tx.send("DELETE FROM rate_spent WHERE at < \(now - Self.kept)")
                try tx.send("INSERT INTO rate_spent (id, node, at, sealed) VALUES (\(id), \(node), \(now), \(sealed))")
            }
        }
        let rows = try await database.read { tx in
            try tx.rows("SELECT id, sealed FROM rate_spent WHERE at >= \(now - Self.kept) AND node <> \(node) ORDER BY at LIMIT 1000")
        }
        var heard: Set<String> = []
        for row in rows {
            let id: String = try row.get("id")
            heard.insert(id)
            guard !seen.contains(id) else { continue }
            let spent: [RateLimits.Spent] = try JSONText.decode(from: cipher.open(row.get("sealed"), context: Self.context))
            limits.charge(spent)
        }
        return heard
    }

    private static let context = "rate_spent"
}

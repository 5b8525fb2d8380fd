import Catalogue
import Kernel
import Ledger
import Logging
import Organisations
import Storage

/// Keeps what a node holds in memory - regions, bodies, items - as the ledger has it, whoever changed it: another node, or a command
/// line beside the server. It reads nothing but the kinds of act that were added, and reloads when one of them matters.
struct Following: Sendable {
    let platform: Platform
    /// Where the ledger stood before memory was filled.
    let start: Int
    let logger: Logger

    /// How often it looks though nobody rang. Over SQLite another process has a bell of its own; over PostgreSQL a ring is missed only
    /// when a wire breaks.
    private var look: Duration { platform.database.engine.name == .sqlite ? .seconds(5) : .seconds(30) }
    private static let organisations: Set = ["regions.imported", "bodies.imported"]
    private static let catalogue: Set = ["item.published", "catalogue.life_events_replaced"]

    /// Runs until its task is cancelled.
    func run() async {
        var position = start
        for await _ in platform.ledger.sequenced.listen(lookingEvery: look) {
            do {
                position = try await follow(from: position)
            } catch where !Task.isCancelled {
                logger.warning("what was published elsewhere cannot be read; it will be tried again", metadata: ["error": "\(error)"])
            } catch {
                return
            }
        }
    }

    /// Reloads what has changed since a position, and gives back how far it has looked.
    func follow(from position: Int) async throws -> Int {
        let (size, kinds) = try await platform.ledger.read { tx in
            let view = LedgerView(tx), size = try view.head()?.size ?? 0
            return (size, size > position ? try view.kinds(in: position..<size) : [])
        }
        if !kinds.isDisjoint(with: Self.organisations) { try await platform.organisations.load() }
        if !kinds.isDisjoint(with: Self.organisations.union(Self.catalogue)) { try await platform.catalogue.load() }
        return size
    }
}

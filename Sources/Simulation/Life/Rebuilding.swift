import Kernel
import Ledger
import Platform
import Storage
import Supervision

extension Town {
    /// Throws the lights away and reads the ledger again from its beginning: the same rows must come of it.
    func rebuild() async throws {
        let before = try await lights()
        for reader in platform.supervision.readers {
            pass()
            try await platform.sequencer.rebuild(reader)
        }
        try await settle()
        let after = try await lights()
        guard before == after else {
            let differing = before.symmetricDifference(after).sorted().prefix(4).joined(separator: " | ")
            throw Surprise("lights that were read anew from the ledger are others: \(differing)")
        }
    }

    /// Every light and every figure, as texts.
    private func lights() async throws -> Set<String> {
        try await platform.database.read { tx in
            let lights = try tx.rows("SELECT * FROM light").map { "light \($0.values)" }
            let counts = try tx.rows("SELECT body, area, colour, n FROM light_count WHERE n > 0").map { "count \($0.values)" }
            let closed = try tx.rows("SELECT day, body, area, closed, on_time FROM light_closed").map { "closed \($0.values)" }
            return Set(lights + counts + closed)
        }
    }
}

import Kernel
import Ledger
import Platform
import Signing
import Storage

/// What the ledger costs: acts beside commits, positions and heads, proofs, the audit.
struct LedgerFigures {
    private let city: Platform
    private var ledger: Ledger { city.ledger }

    init(_ city: Platform) { self.city = city }

    func print(acts: Int) async throws {
        try await printCommands()
        try await printAppending(acts)
        try await printProofs()
        var report: AuditReport?
        let took = try await seconds { report = try await LedgerAudit(signatures: .every, expecting: SystemClock().now).run(city.database) }
        guard let report, report.isIntact else { throw Problem("benchmark.wrong", .fault, reason: "the ledger does not hold") }
        city.figure("ledger_audit_\(report.acts)_acts", took, "s", reference: 30)
    }

    /// A command of one act, against a transaction of one row of the same size; while nobody sequences.
    private func printCommands() async throws {
        try await city.database.write { try $0.execute("CREATE TABLE IF NOT EXISTS bench_row (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL)") }
        let body = String(decoding: Self.act("size").canonical, as: UTF8.self)
        let rows = try await perSecond(for: 5, atOnce: 32) { key in
            try await city.database.write { try $0.send("INSERT INTO bench_row (id, body) VALUES (\(key), \(body))") }
        }
        let commands = try await perSecond(for: 5, atOnce: 32) { key in
            try await ledger.command { _ in Acted(recording: Self.act(key)) }
        }
        city.figure("ledger_command", commands, "acts/s", reference: rows)
    }

    /// Many acts, five hundred a command; then the sequencer alone, without readers.
    private func printAppending(_ count: Int) async throws {
        let batches = count / 500
        let appending = try await seconds {
            for batch in 0..<batches {
                let acts = (0..<500).map { Self.act("\(batch)-\($0)") }
                try await ledger.command { _ in try Acted((), acts) }
            }
        }
        city.figure("ledger_append_by_500", Double(batches * 500) / appending, "acts/s")
        var sequenced = 0
        let sequencing = try await seconds {
            while case let taken = try await city.sequencer.sequence(), taken > 0 { sequenced += taken }
        }
        city.figure("ledger_sequence", Double(sequenced) / sequencing, "acts/s")
    }

    /// The receipt of an act somewhere in the ledger, with its proof, and whether it holds.
    private func printProofs() async throws {
        guard let size = try await ledger.head()?.size else { return }
        let ids = try await ledger.read { tx in
            try (0..<500).compactMap { try LedgerView(tx).act(at: $0 * (size / 500))?.act.id }
        }
        let making = try await percentile99(of: ids.count) { _ = try await ledger.receipt(for: ids[$0]) }
        city.figure("ledger_proof_p99", making, "ms", reference: 5)
        guard let receipt = try await ledger.receipt(for: ids[ids.count / 2]) else { return }
        let checking = try await percentile99(of: 200) { _ in
            guard receipt.verify().allPassed else { throw Problem("benchmark.wrong", .fault, reason: "a receipt does not hold") }
        }
        city.figure("receipt_verified_p99", checking, "ms", reference: 5)
    }

    private static func act(_ key: String) -> Act {
        let clerk = Actor(kind: .staff, id: "01K5QF3V5S7ZJ9X8W6T4R2P0NM", name: "王芳", capacity: "window", body: "11410200005451234X")
        let now = SystemClock().now
        return Act(ID(at: now, SystemRandom()), "bench.noted", of: Subject("bench", key), by: clerk, at: now,
                   facts: ["item": "114102000000000000141020000001", "from": "accept", "promised": "10", "number": key])
    }
}

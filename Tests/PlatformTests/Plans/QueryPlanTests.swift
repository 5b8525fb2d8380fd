import Foundation
import Kernel
import Platform
import Storage
import Synchronization
import TestKit
import Testing

/// No query's cost may grow with the age of the city: each finds what it wants by an index.
@Suite("Queries") struct QueryPlanTests {
    /// What may look at a whole table, and why.
    static let allowed: [(pattern: String, reason: String)] = [
        ("^SELECT COUNT.* FROM act WHERE position IS NULL AND at < ", "walks through the index of the acts that wait for their place"),
        ("^SELECT COUNT.* FROM session$", "all sessions are counted when somebody ends them all"),
        ("^DELETE FROM (light|light_count|light_closed)$", "a reader of the ledger forgets all it has made, to make it again"),
        ("^DELETE FROM security_event WHERE kind IN", "the same"),
        ("^SELECT \\* FROM security_event (WHERE \\(actor = .* OR account = .*\\) )?ORDER BY id DESC LIMIT",
         "walks back by key to its limit; for an account that is seldom seen that is all of it"),
    ]
    /// Indexes over the few rows that wait for something: to walk through one is to read what there is to do.
    static let short: Set = ["act_waiting", "draft_not_noted", "light_awaiting_card"]
    /// Statements of the sources that no page and no command gives, and why.
    static let notGiven: [(pattern: String, reason: String)] = [
        ("SELECT name FROM body WHERE code", "an example in a comment"),
        ("FROM renewal", "asked when data are opened, before anybody watches"),
        ("FROM agency_item given", "a part of the question whether a mandate lives"),
    ]

    @Test("none looks at a whole big table, and every one in the sources was tried", .timeLimit(.minutes(10)))
    func plans() async throws {
        let city = try await TestCity(), seen = Seen()
        city.platform.database.observe { seen.note($0) }
        try await CityDay(city: city).asked()
        try await CityDay(city: city).live()
        city.platform.database.observe(nil)
        let statements = seen.all

        let given = statements.map(\.text)
        let folders = ["Features", "Engines/Jobs", "Engines/Ledger", "Engines/Storage", "Platform"]
        // Renewals are taken once, before a city opens.
        let sources = SourceStatement.all(in: folders, root: TestCity.root).filter { !$0.place.contains("/Renewals/") }
        #expect(sources.count > 80)
        // A renewal is taken once in the life of data: UpgradeTests takes them.
        let asked = sources.filter { !"\($0)".contains("/Renewals/") }
        for source in asked where !Self.notGiven.contains(where: { source.pattern.contains($0.pattern) }) {
            if !given.contains(where: source.gave) { Issue.record("never tried: \(source)") }
        }

        try await Crowding(rows: 5000).fill(city.platform.database)
        for statement in statements where statement.text.flattened.firstMatch(of: #/^(SELECT|UPDATE|DELETE|WITH)\b/#) != nil {
            let steps = try await city.platform.database.read { try $0.plan(statement) }
            let text = statement.text.flattened
            let isBounded = text.contains("LIMIT") && text.contains("ORDER BY")
            let scanned = steps.filter { step in
                let readsAll = step.access == .fullScan || step.access == .indexWalk && !isBounded && !Self.short.contains(step.index ?? "")
                return readsAll && Crowding.big.contains(step.table)
            }.map { "\($0.table) by \($0.index ?? "row")" }
            guard !scanned.isEmpty, !Self.allowed.contains(where: { matches(text, $0.pattern) }) else { continue }
            Issue.record("reads all of \(scanned.joined(separator: ", ")): \(text)")
        }
    }

    private func matches(_ text: String, _ pattern: String) -> Bool { (try? Regex(pattern).firstMatch(in: text)) != nil }
}

/// The statements that were run, once for each text.
private final class Seen: Sendable {
    private let statements = Mutex<[SQL]>([])

    func note(_ statement: SQL) { statements.withLock { $0.append(statement) } }

    var all: [SQL] { statements.withLock { $0 } }
}

import Cases
import Foundation
import Kernel
import Ledger
import Platform
import Standards
import Storage
import Supervision
import TestKit
import Testing
import Web

/// Whoever looks at a case, sees one light: officers, clerks and supervisors, in lists and on the case's own pages.
@Suite("One light on every page") struct OneLightTests {
    /// What is done with the case on Friday 2026-10-16, before the days pass.
    enum Story: String, CaseIterable, Sendable { case received, correcting, accepted, suspended, late }

    @Test("on each of these days every page that shows a case's light shows the same", arguments: Story.allCases)
    func same(_ story: Story) async throws {
        let city = try await TestCity(at: LocalDate(year: 2026, month: 10, day: 16)!.at(hour: 10))
        let record = try await tell(story, in: city)
        let first = city.clock.today
        var seen: [String] = []
        // A week-end, the week after it, and then every fifth day: days off among them.
        for step in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 20, 25, 30, 35] {
            city.clock.set(first.adding(days: step).at(hour: 11))
            try await city.platform.supervision.start()
            try await city.platform.sequencer.settle()
            let lamps = try await self.lamps(of: record, story, in: city)
            #expect(Set(lamps.values).count == 1, "\(story), \(city.clock.today): \(lamps.sorted { $0.key < $1.key })")
            seen += lamps.values.prefix(1)
        }
        let expected: [Story: Set<String>] = [
            .received: ["green", "warning", "yellow"], .correcting: ["blue", "yellow"], .accepted: ["green", "warning", "yellow", "red"],
            .suspended: ["blue", "warning", "green", "yellow", "red"], .late: ["red"],
        ]
        #expect(Set(seen) == expected[story], "\(story): \(seen)")
    }

    private func tell(_ story: Story, in city: TestCity) async throws -> Case {
        let cases = city.platform.cases
        switch story {
        case .received: return try await city.submitted()
        case .correcting:
            let record = try await city.submitted()
            return try await cases.requestCorrection(
                record.id, [Correction.Point(key: "floor-plan", reason: "看不清")], by: city.staff("window01"))
        case .accepted: return try await city.accepted()
        case .suspended:
            let record = try await city.accepted()
            return try await cases.suspend(
                record.id, kind: "inspection", reason: "现场核查", by: city.staff("scjg-officer"))
        case .late:
            let record = try await city.accepted()
            let passed = try await cases.pass(record.id, opinion: "同意", by: city.staff("scjg-officer"))
            city.clock.set(LocalDate(year: 2026, month: 11, day: 4)!.at(hour: 10))
            return try await cases.grant(record.id, opinion: "同意", by: city.staff("scjg-chief"))
        }
    }

    /// The lamp of the case by the page that shows it.
    private func lamps(of record: Case, _ story: Story, in city: TestCity) async throws -> [String: String] {
        let officer = try await city.browser("scjg-officer"), clerk = try await city.browser("window01")
        let supervisor = try await city.browser("supervisor")
        var pages = [(officer, "office"), (clerk, "window"), (supervisor, "supervision")].map { ("/\($0.1)/cases/\(record.id)", $0.0) }
        switch story {
        case .received, .correcting: pages += [("/window/cases", clerk)]
        case .accepted, .suspended: pages += [("/office", officer), ("/window/done", clerk)]
        case .late: pages += [("/office/done", officer), ("/window/done", clerk)]
        }
        if story != .late { pages += [("/supervision/cases", supervisor)] }
        var lamps: [String: String] = [:]
        for (path, browser) in pages {
            let text = try await browser.get(path).text
            let isList = !path.contains("\(record.id)")
            // Of a list the row that leads to the case.
            let part = isList ? text.components(separatedBy: "<tr>").first { $0.contains("/cases/\(record.id)") } ?? "" : text
            // What waits for the applicant stands on no list of work.
            if isList, part.isEmpty, story == .correcting { continue }
            lamps[path] = part.firstMatch(of: /class="lamp (\w+)"/).map { String($0.1) } ?? "none"
        }
        return lamps
    }
}

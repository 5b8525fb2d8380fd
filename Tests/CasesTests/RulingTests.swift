import Cases
import Catalogue
import Identity
import Kernel
import Ledger
import Organisations
import Platform
import Standards
import TestKit
import Testing

/// An item whose rules promise less time where the matter is simple.
@Suite("Rules of an item in its cases") struct RulingTests {
    private static let rules = """
        name: 时限和条件
        decisions:
          - name: limit
            hit policy: F
            inputs: [{name: kind, type: string}]
            outputs: [{name: days, type: number}]
            rules:
              - {kind: sale, days: 1}
              - {days: 10}
          - name: eligibility
            hit policy: C
            inputs: [{name: kind, type: string}]
            outputs: [{name: reason, type: string}]
            rules:
              - {kind: packaged, reason: 请办备案}
        """

    @Test("a case is due when its situation's promise is over, and its act says so", arguments: [("sale", 1), ("catering", 10)])
    func limit(kind: String, days: Int) async throws {
        let city = try await Self.city(), session = try await city.session("lixiaomei")
        let holder = try await city.platform.identity.holder(of: session)
        let application = try await city.application(by: holder, situation: ["kind": kind, "area": "small", "special": "no"])
        let submitted = try await city.submit(application, as: session, key: "first")
        let record = try await city.platform.cases.accept(submitted.id, by: city.staff("window01"))
        let accepted = try #require(record.acceptedOn)
        #expect(record.dueOn == city.platform.folder.calendar.addWorkingDays(from: accepted, count: days))
        let acts = try await city.platform.ledger.acts(of: record.subject, limit: 20).elements.map(\.act)
        #expect(acts.last { $0.kind == "case.accepted" }?.facts["promised"] == "\(days) working_day")
        let file = try await city.file(record)
        #expect(try await city.platform.cases.deadline(of: file, item: city.platform.cases.item(of: record))?.due == record.dueOn)
        try await city.platform.settle()
        withExtendedLifetime(city) {}
    }

    @Test("who isn't eligible is refused with the reason, and no case begins")
    func eligibility() async throws {
        let city = try await Self.city(), session = try await city.session("lixiaomei")
        let holder = try await city.platform.identity.holder(of: session)
        let application = try await city.application(by: holder, situation: ["kind": "packaged", "area": "small", "special": "no"])
        do {
            _ = try await city.submit(application, as: session, key: "first")
            Issue.record("it was taken")
        } catch let problem as Problem {
            #expect(problem.fields == [FieldProblem("situation.kind", "case.not_eligible", ["reason": "请办备案"])])
        }
        #expect(try await city.rowCounts()["cases"] == 0)
    }

    private static func city() async throws -> TestCity {
        let city = try await TestCity()
        let row = try KaifengItem.row("food-operation-permit", ["rules": .string(rules)])
        let report = try await city.platform.importItems([Array(JSONText.encode(JSON.object(row)).utf8)], by: .system("test"))
        #expect(report.changed == 1, "\(report)")
        return city
    }
}

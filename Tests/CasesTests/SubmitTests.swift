import Cases
import Catalogue
import Identity
import Kernel
import Platform
import Standards
import Storage
import TestKit
import Testing
import Web

@Suite("Handing in") struct SubmitTests {
    @Test("a case gets its numbers, in the order of the day")
    func numbers() async throws {
        let city = try await TestCity()
        let first = try await city.submitted(key: "first"), second = try await city.submitted(by: "wanghai", key: "second")
        let code = try city.item().code
        #expect(first.number == "\(code)20261008000001" && second.number == "\(code)20261008000002")
        #expect(first.number.count == 45)
        #expect(first.query.hasPrefix("4102261008000001") && second.query.hasPrefix("4102261008000002"))
        #expect(QueryCode(first.query) != nil && QueryCode(second.query) != nil)
        #expect(first.password.count == 6 && first.password != second.password)
        #expect(first.standing == Standing(phase: .received, stage: "accept") && first.region == "410202001000")
        city.clock.advance(.days(1))
        #expect(try await city.submitted(key: "third").number.hasSuffix("20261009000001"))
    }

    @Test("what comes after hours or on a holiday is received on the next working day", arguments: [
        ("2026-10-08", 10, 0, "2026-10-08", "2026-10-14"), ("2026-10-08", 16, 59, "2026-10-08", "2026-10-14"),
        ("2026-10-08", 17, 0, "2026-10-09", "2026-10-15"), ("2026-10-08", 23, 30, "2026-10-09", "2026-10-15"),
        ("2026-10-08", 3, 0, "2026-10-08", "2026-10-14"), ("2026-10-03", 10, 0, "2026-10-08", "2026-10-14"),
        ("2026-10-10", 10, 0, "2026-10-10", "2026-10-16"), ("2026-10-17", 10, 0, "2026-10-19", "2026-10-26"),
    ])
    func received(on date: String, hour: Int, minute: Int, received: String, due: String) async throws {
        let city = try await TestCity(at: day(date).at(hour: hour, minute: minute))
        let record = try await city.submitted()
        #expect(record.receivedOn == day(received))
        #expect(record.dueOn == day(due))
        #expect(record.acceptedOn == nil && record.statutoryDueOn == nil)
    }

    @Test("sent twice with the same key, it is the same case; another key is another case")
    func again() async throws {
        let city = try await TestCity()
        let first = try await city.submitted(key: "same")
        let counts = try await city.rowCounts()
        #expect(try await city.submitted(key: "same") == first)
        let after = try await city.rowCounts()
        #expect(counts["cases"] == after["cases"] && counts["job"] == after["job"])
        #expect(try await city.acts(on: first) == ["case.submitted"])
        #expect(try await city.submitted(key: "other").id != first.id)
        // The key is the sender's own: another person's "same" has nothing to do with it.
        #expect(try await city.submitted(by: "wanghai", key: "same").id != first.id)
    }

    @Test("sent twenty times at once, it is one case")
    func atOnce() async throws {
        let city = try await TestCity()
        let applicant = try await city.applicant("lixiaomei")
        let application = try await city.application(by: applicant.holder), item = try city.item()
        let found = try await withThrowingTaskGroup(of: Case.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await city.platform.cases.submit(application, for: item, by: applicant, key: "at once")
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1.number) }
        }
        #expect(found.count == 1)
        #expect(try await city.rowCounts()["cases"] == 1)
        #expect(try await city.submitted(by: "wanghai").number.hasSuffix("000002"))
    }

    @Test("twenty persons at once get twenty numbers without a gap")
    func manyAtOnce() async throws {
        let city = try await TestCity()
        let applicant = try await city.applicant("lixiaomei")
        let application = try await city.application(by: applicant.holder), item = try city.item()
        let serials = try await withThrowingTaskGroup(of: Int?.self) { group in
            for place in 0..<20 {
                group.addTask {
                    let record = try await city.platform.cases.submit(application, for: item, by: applicant, key: "k\(place)")
                    return Int(record.number.suffix(6))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(serials.compactMap { $0 }.sorted() == Array(1...20))
    }

    @Test("what is wrong is said, and leaves nothing behind", arguments: [
        (Change { $0.declared = false }, "declared"), (Change { $0.values["floorArea"] = "大" }, "form.floorArea"),
        (Change { $0.materials = [] }, "material.floor-plan"),
        (Change { $0.values["region"] = "110101000000" }, "form.region"), (Change { $0.values["region"] = "41020" }, "form.region"),
        (Change { $0.values["region"] = "410202000000" }, "form.region"),
    ] as [(Change, String)])
    func refused(change: Change, field: String) async throws {
        let city = try await TestCity()
        let session = try await city.session("lixiaomei")
        var application = try await city.application(by: city.platform.identity.holder(of: session))
        change.make(&application)
        let changed = application
        let before = try await city.rowCounts()
        let error = await #expect(throws: Problem.self) { try await city.submit(changed, as: session, key: "refused") }
        #expect(error?.fields.map(\.field).contains(field) == true, "\(String(describing: error?.fields))")
        let after = try await city.rowCounts()
        for table in before.keys { #expect(before[table] == after[table], "\(table)") }
    }

    @Test("a case is found by number and code, however they are typed")
    func tracking() async throws {
        let city = try await TestCity()
        let record = try await city.submitted()
        let cases = city.platform.cases, query = record.query, code = record.password
        let grouped = "\(query.prefix(4)) \(query.dropFirst(4).prefix(6))-\(query.dropFirst(10))"
        let halves = "\(code.prefix(3)) \(code.suffix(3))"
        for (number, password) in [(query, code), (grouped, code.lowercased()), (" \(query) ", halves), (record.number, code)] {
            #expect(try await cases.track(query: number, password: password, from: "test").id == record.id, "\(number) \(password)")
        }
        let endless = String(repeating: "4", count: 100_000)
        for (number, password) in [(query, "WRONG2"), (query, ""), ("", code), ("41022610080000019", code), (query, "%"), (endless, code)] {
            let found = await problem { try await cases.track(query: number, password: password, from: "test") }
            #expect(found == "case.track_not_found", "\(number.prefix(20))")
        }
    }

    @Test("an item that is decided on the spot is due at once")
    func immediate() async throws {
        let city = try await TestCity()
        let record = try await city.submitted("individual-business-registration")
        #expect(record.dueOn == day("2026-10-08"))
    }
}

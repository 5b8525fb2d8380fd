import Forms
import Foundation
import Identity
import Kernel
import Platform
@testable import Simulation
import Organisations
import Standards
import Storage
import TestKit
import Testing
import Web

@Suite("The simulator's parts") struct PartsTests {
    @Test("an example of a pattern is taken by it", arguments: [
        #"^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$"#, #"^\d{12}$"#, #"^[0-9A-HJ-NPQRTUWXY]{18}\d{3}[A-Z]$"#, #"^\d{6}[0-9A-Z]{22}$"#, "^a[bc]d$",
        "^[0-9]{8,20}$",
    ])
    func patterns(_ pattern: String) throws {
        let chance = Chance(seed: 5, "patterns"), regex = try Regex(pattern)
        for _ in 0..<20 {
            let example = PatternText(pattern).example(chance)
            #expect(example.wholeMatch(of: regex) != nil, "\(example)")
        }
    }

    @Test("every pattern of the city's forms is one of those that can be made")
    func all() throws {
        let root = try TestCity.resources(), chance = Chance(seed: 6, "forms")
        let forms = try root.files(in: "Data/kaifeng/items", suffix: "/form.json").compactMap { root.file($0) }
            .map { try Form(JSON(parsing: $0)) }
        let fields = forms.flatMap(\.fields), patterns = (fields + fields.flatMap(\.fields)).compactMap(\.limits.pattern)
        #expect(!patterns.isEmpty)
        for pattern in patterns { #expect(try PatternText(pattern).example(chance).wholeMatch(of: Regex(pattern)) != nil, "\(pattern)") }
    }

    @Test("citizens differ in name, number and mobile, and the same seed gives the same")
    func census() throws {
        let citizens = try Census(seed: 3).citizens(300)
        for secret in 0..<3 { #expect(Set(citizens.map { $0.secrets[secret] }).count == 300) }
        #expect(try Census(seed: 3).citizens(300).map(\.secrets) == citizens.map(\.secrets))
        #expect(try Census(seed: 4).citizens(300).map(\.secrets) != citizens.map(\.secrets))
        for company in citizens.compactMap(\.company) { #expect(CreditCode(company.code) != nil) }
    }

    @Test("events come in the order of their instants, and of their noting")
    func agenda() {
        var agenda = Agenda()
        let start = monday.at(hour: 9)
        for (event, minutes) in [(3, 30), (1, 10), (4, 30), (2, 20), (5, 90)] {
            agenda.note(.turn(worker: event), at: start + .minutes(minutes))
        }
        var order: [Int] = []
        while case .turn(let worker)? = agenda.next(before: start + .hours(1))?.event { order.append(worker) }
        #expect(order == [1, 2, 3, 4])
    }

    @Test("personal data is found within a text, and what only resembles it is not", arguments: [
        ("第 410202199003077814 号", true), ("4102021990030778", false), ("由莘钰琪提交", true), ("莘钰", false), ("19900000001", true),
        ("", false),
    ])
    func canary(_ text: String, isFound: Bool) throws {
        let canary = Canary(secrets: ["410202199003077814", "莘钰琪", "19900000001"])
        #expect(canary.betrays(text) == isFound)
    }

    @Test("personal data is found in whichever column of text it stands, also of a table that came later", arguments: [
        "INSERT INTO newcomer (id, note) VALUES (1, '由莘钰琪提交')", "UPDATE job SET payload = '莘钰琪'",
        "UPDATE act SET facts = '{\"a\":\"莘钰琪\"}'",
        "UPDATE light SET reason = '莘钰琪'", "UPDATE cases SET holder_masked = '莘钰琪'",
    ] as [SQL])
    func columns(_ betrayal: SQL) async throws {
        let city = try await TestCity(), database = city.platform.database, canary = Canary(secrets: ["莘钰琪"])
        _ = try await city.submitted()
        try await city.platform.settle()
        try await database.write { try $0.execute("CREATE TABLE newcomer (id BIGINT NOT NULL PRIMARY KEY, note TEXT)") }
        #expect(try await canary.search(database) == [])
        #expect(try await database.write { try $0.execute(betrayal) } > 0)
        let found = try await canary.search(database)
        #expect(found.count == 1 && betrayal.text.contains(found[0].split(separator: ".")[0]), "\(found)")
    }
}

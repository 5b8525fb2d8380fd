@testable import Cases
import Files
import Foundation
import Identity
import Kernel
import Ledger
import OFD
@testable import Organisations
import Platform
import Signing
import Storage
import TestKit
import Testing
import Web

/// What a case leaves behind: its acts, its documents, and nothing that names anybody.
@Suite("Records") struct RecordTests {
    @Test("items of one body whose notices have one wording share their numbering")
    func numbering() async throws {
        let city = try await TestCity()
        for (login, slug) in [("liujia", "property-search"), ("lixiaomei", "property-transfer")] {
            let record = try await city.submitted(slug, by: login, key: slug)
            _ = try await city.platform.cases.accept(record.id, by: city.staff("window03"))
        }
        let numbers = try await city.platform.database.read { tx in
            try tx.rows("SELECT number FROM case_document ORDER BY number LIMIT 10").map { try $0.get("number", as: String.self) }
        }
        #expect(numbers.count == 2 && numbers[0].contains("第0001号") && numbers[1].contains("第0002号"), "\(numbers)")
    }

    /// A case that goes through everything that can happen to one.
    private func lived(_ city: TestCity) async throws -> Case {
        let record = try await city.submitted(), cases = city.platform.cases
        let clerk = try await city.staff("window01"), officer = try await city.staff("scjg-officer")
        _ = try await cases.requestCorrection(record.id, [.init(key: "floor-plan", reason: "看不清")], by: clerk)
        _ = try await cases.supplyCorrection(record.id, materials: [city.material("floor-plan")], by: city.person("lixiaomei"))
        try await cases.judge("floor-plan", of: record.id, .accepted, reason: nil, by: clerk)
        _ = try await cases.accept(record.id, by: clerk)
        _ = try await cases.suspend(record.id, kind: "inspection", reason: "到店核查", by: officer)
        _ = try await cases.resume(record.id, opinion: "合格", by: officer)
        _ = try await cases.reveal(record.id, for: .contact, by: officer)
        _ = try await cases.pass(record.id, opinion: "符合", by: officer)
        return try await cases.grant(record.id, opinion: "同意", by: city.staff("scjg-chief"))
    }

    @Test("every command leaves exactly its act, and the ledger is intact")
    func acts() async throws {
        let city = try await TestCity()
        let record = try await lived(city)
        #expect(try await city.acts(on: record) == [
            "case.submitted", "case.correction_requested", "case.correction_supplied", "case.material_judged", "case.accepted",
            "case.suspended", "case.resumed", "case.revealed", "case.passed", "case.granted",
        ])
        try await city.platform.settle()
        let after = try await city.acts(on: record).dropFirst(10)
        #expect(after.filter { $0 == "case.document_sealed" }.count == 4 && after.contains("licence.numbered"))
        let report = try await LedgerAudit(signatures: .every, expecting: city.clock.now).run(city.platform.database)
        #expect(report.isIntact && report.acts > 20, "\(report.problems)")
    }

    @Test("an act says where the case stood, where it stands and when it is due")
    func facts() async throws {
        let city = try await TestCity()
        let record = try await city.accepted()
        let act = try #require(try await city.platform.ledger.acts(of: record.subject).elements.last?.act)
        #expect(act.facts["from"] == "accept" && act.facts["stage"] == "review" && act.facts["phase"] == "running")
        #expect(act.facts["dueOn"] == "2026-10-12")
        #expect(act.facts["promised"] == "3 working_day" && act.facts["statutory"] == "20 working_day")
        #expect(act.actor.name == "赵敏" && act.actor.body == "12410200MBKF00027B")
    }

    @Test("documents are numbered in order, sealed, and true")
    func documents() async throws {
        let city = try await TestCity()
        let first = try await lived(city), second = try await city.accepted(by: "wanghai")
        try await city.platform.settle()
        let documents = try await city.file(first).documents
        #expect(Set(documents.map(\.kind)) == [.correction, .acceptance, .suspension, .granted])
        let numbers = try await [city.file(first), city.file(second)].compactMap { $0.documents.first { $0.kind == .acceptance }?.number }
        #expect(numbers.map { $0.suffix(12) } == ["〔2026〕第0001号", "〔2026〕第0002号"])
        for document in documents {
            let verification = OFDVerification.run(
                try await city.bytes(document.ofd), trusting: try await city.platform.organisations.seals.trust())
            #expect(verification.isValid, "\(document.kind): \(verification.checks.filter { !$0.passed })")
            #expect(verification.document?.metadata.contains { $0.value == document.number } == true)
            #expect(try await city.bytes(document.pdf).starts(with: Array("%PDF-".utf8)))
        }
    }

    @Test("a notice written late bears the day and the words of its step")
    func lateNotice() async throws {
        let city = try await TestCity()
        let record = try await city.accepted(), cases = city.platform.cases
        _ = try await cases.suspend(record.id, kind: "inspection", reason: "到店核查布局", by: city.staff("scjg-officer"))
        city.clock.set(day("2026-10-09").at(hour: 10))
        _ = try await cases.resume(record.id, opinion: "核查合格", by: city.staff("scjg-officer"))
        try await city.platform.settle()
        let notice = try #require(try await city.file(record).documents.first { $0.kind == .suspension })
        #expect(LocalDate(notice.issuedAt) == day("2026-10-08") && notice.isReady)
    }

    @Test("a document that is sealed when the case has moved on says how the case stands then")
    func sealedLate() async throws {
        let city = try await TestCity(), cases = city.platform.cases
        let before = try await city.accepted()
        let document = try #require(try await city.file(before).documents.first)
        _ = try await cases.pass(before.id, opinion: "材料齐全，符合要求", by: city.staff("scjg-officer"))
        try await cases.finish(document, of: before, Printed(ofd: SM3.hash("ofd"), pdf: SM3.hash("pdf")))
        let act = try #require(try await city.platform.ledger.acts(of: before.subject).elements.last?.act)
        #expect(act.kind == "case.document_sealed" && act.facts["stage"] == "decide")
    }

    /// The canary: who was here must not be read from what the disk holds, but where it is encrypted.
    @Test("no name, number or mobile of a person stands in the database in clear")
    func canary() async throws {
        let city = try await TestCity()
        let record = try await lived(city)
        _ = try await city.submitted(by: "wanghai")
        try await expectSilence(city)
        try await city.platform.settle()
        _ = try await city.platform.cases.track(query: record.query, password: record.password, from: "test")
        try await expectSilence(city)
    }

    private func expectSilence(_ city: TestCity) async throws {
        let personal = ["李晓梅", "王海", "陈国栋", "刘佳", "410204198512120022", "410202199003077814", "410225197910013318", "410203199805161264",
                        "13800000001", "13800000002", "13800000003", "13800000004"]
        // A demonstration shows its accounts to everybody; that list is no secret.
        let tables = try await city.rowCounts().keys.filter { $0 != "demo_account" }
        let found = try await city.platform.database.read { tx in
            try tables.flatMap { table in
                try tx.rows(SQL(stringLiteral: "SELECT * FROM \(table)")).flatMap { row in
                    zip(row.columns, row.values).flatMap { column, value in
                        personal.filter { value.holds($0) }.map { "\(table).\(column): \($0)" }
                    }
                }
            }
        }
        #expect(Set(found) == [])
        for name in ["tongban.sqlite", "tongban.sqlite-wal"] {
            let bytes = FileManager.default.contents(atPath: "\(city.path)/\(name)") ?? Data()
            for secret in personal.dropFirst(4) { #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name): \(secret)") }
        }
    }
}

extension Value {
    fileprivate func holds(_ secret: String) -> Bool {
        switch self {
        case .text(let text): text.contains(secret)
        case .bytes(let bytes): Data(bytes).range(of: Data(secret.utf8)) != nil
        default: false
        }
    }
}

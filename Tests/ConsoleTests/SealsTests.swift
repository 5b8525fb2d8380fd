import Kernel
import Ledger
import Organisations
import Platform
import TestKit
import Testing
import Web
@testable import Console

/// An administrator withdraws a seal, and makes another.
@Suite("The console's seals") struct SealsTests {
    private let body = "11410200MBKF00019K"

    private func record(_ city: TestCity) async throws -> SealRecord {
        try #require(try await city.platform.organisations.seals.records().first { $0.body == body })
    }

    @Test("a document waits while its body's seal is withdrawn, says so when it is given up, and is sealed once another seal is made")
    func story() async throws {
        let city = try await TestCity(), admin = try await city.browser("admin"), seals = city.platform.organisations.seals
        let bureau = try city.item().item.body
        let first = try #require(try await seals.records().first { $0.body == bureau }), path = "/console/seals/\(bureau)"
        let list = try await admin.get("/console/seals").text
        #expect(list.contains("href=\"\(path)\"") && list.contains(first.id) && list.contains("正在使用"))
        _ = try await admin.get(path)
        let form = ["seal": first.id, "reason": "印章遗失", "sure": "1"]
        #expect(try await admin.post("\(path)/withdraw", form).location == path)
        let withdrawn = try await admin.get(path).text
        for text in ["印章已经停用。", "已停用", "停用：印章遗失", "制作新印章"] { #expect(withdrawn.contains(text), "\(text)") }
        let act = try #require(try await acts(city, "seal", first.id).last)
        let actor = try await city.session("admin").actor
        #expect(act.kind == "seal.withdrawn" && act.actor == actor && act.facts["reason"] == "印章遗失")

        let accepted = try await city.accepted()
        try await city.tireOut()
        #expect(try await admin.get("/console").text.contains("部门印章已经停用，还没有制作新印章"))
        #expect(try await city.platform.examine().contains { $0.mark == .ill && $0.what.contains("no seal since") })

        #expect(try await admin.post("\(path)/make").location == path)
        #expect(try await admin.get(path).text.contains("新印章已经制作"))
        #expect(try await admin.post("/console/jobs/retry").location == "/console")
        try await city.platform.settle()
        let file = try await city.platform.cases.file(accepted.id, in: .platform)
        #expect(!file.documents.isEmpty && file.documents.allSatisfy { $0.isReady })
        #expect(try await admin.post("\(path)/make").status == 409)
    }

    @Test("with its certificate, when the key may be in wrong hands")
    func revoked() async throws {
        let city = try await TestCity(), admin = try await city.browser("admin"), record = try await record(city)
        _ = try await admin.get("/console/seals/\(body)")
        let form = ["seal": record.id, "reason": "私钥泄露", "sure": "1", "revoke": "1"]
        #expect(try await admin.post("/console/seals/\(body)/withdraw", form).status == 303)
        #expect(try await acts(city, "certificate", record.certificate).map(\.kind) == ["certificate.revoked"])
        #expect(try await !self.record(city).isInForce)
    }

    @Test("no reason, no tick, no such seal: nothing happens, and what was typed stays", arguments: [
        ["reason": "", "sure": "1"], ["reason": "印章遗失"], ["reason": "印章遗失", "sure": "1", "seal": "another"],
    ])
    func incomplete(typed: [String: String]) async throws {
        let city = try await TestCity(), admin = try await city.browser("admin"), record = try await record(city)
        _ = try await admin.get("/console/seals/\(body)")
        let answer = try await admin.post("/console/seals/\(body)/withdraw", ["seal": record.id].merging(typed) { $1 })
        #expect(answer.status == 422 && answer.text.contains(typed["reason"] ?? ""))
        #expect(try await self.record(city).isInForce)
    }

    @Test("for everybody but administrators there are no seals, and a body that there isn't has none", arguments: [
        "lixiaomei", "window01", "scjg-officer", "scjg-chief", "supervisor",
    ])
    func others(login: String) async throws {
        let city = try await TestCity(), browser = try await city.browser(login), record = try await record(city)
        for path in ["/console/seals", "/console/seals/\(body)"] { #expect(try await browser.get(path).status == 404) }
        _ = try await browser.get("/")
        let form = ["seal": record.id, "reason": "印章遗失", "sure": "1"]
        #expect(try await browser.post("/console/seals/\(body)/withdraw", form).status == 404)
        #expect(try await browser.post("/console/seals/\(body)/make").status == 404)
        #expect(try await self.record(city).isInForce)
        let admin = try await city.browser("admin")
        #expect(try await admin.get("/console/seals/91410200MA0000015G").status == 404)
    }

    @Test("nothing that the pages say is missing, in either language")
    func pages() async throws {
        let city = try await TestCity(), admin = try await city.browser("admin")
        let row = SealRow(body: "市水利局", number: "01K6", until: "2031年1月1日", state: TagView("正在使用", .green), detail: "", path: "/")
        let templates = TemplateCheck(city.platform.web.templates)
        #expect(templates.faults(in: "console/seals", SealsPage(title: "电子印章", rows: [row])) == [])
        let form = FormView("/", submit: "停用", [FieldView.textarea("reason", "原因")])
        let page = SealPage(title: "电子印章", alert: "已停用", rows: [row], withdrawal: form, making: "/")
        #expect(templates.faults(in: "console/seal", page) == [])
        _ = try await admin.get("/preferences?language=en")
        for path in ["/console/seals", "/console/seals/\(body)"] {
            let text = try await admin.get(path).text
            #expect(text.contains("In force") && text.firstMatch(of: /console\.[a-z]+\.|\{\{/) == nil)
        }
    }

    private func acts(_ city: TestCity, _ kind: String, _ id: String) async throws -> [Act] {
        try await city.platform.settle()
        return try await city.platform.ledger.acts(of: Subject(kind, id)).elements.map(\.act)
    }
}

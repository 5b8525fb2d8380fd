import Cases
import HTTPTypes
import Identity
import Kernel
import Ledger
import Platform
import TestKit
import Testing
import Web

/// Officers and chiefs decide what waits for them.
@Suite("Office") struct OfficeTests {
    @Test("a case goes from the officer to the chief, who grants it, and its documents can be had")
    func decide() async throws {
        let city = try await TestCity(), record = try await city.accepted(), path = "/office/cases/\(record.id)"
        let officer = try await city.browser("scjg-officer"), chief = try await city.browser("scjg-chief")
        #expect(try await officer.get("/office").text.contains(record.query))
        let page = try await officer.get(path).text
        #expect(page.contains("下一步：“决定”，由郑红"))
        let passed = try await officer.post("\(path)/steps/pass", ["opinion": "同意"].seen(record, in: city))
        #expect(passed.status == 303)
        _ = try await chief.get(path)
        let granted = try await chief.post("\(path)/steps/grant", ["opinion": "同意"].seen(record, in: city))
        #expect(granted.status == 303)
        try await city.platform.settle()
        let documents = try await chief.get(path).text
        #expect(documents.contains("准予许可决定书") && documents.contains("\(path)/documents/2/ofd"))
        #expect(try await chief.get("\(path)/documents/2/pdf").bytes.starts(with: Array("%PDF".utf8)))
        #expect(try await chief.get("/office/done").text.contains(record.query))
    }

    @Test("what an applicant typed is text on the officer's page, whatever marks hide its signs from Swift")
    func hiddenSigns() async throws {
        let city = try await TestCity(), applicant = try await city.applicant("lixiaomei")
        let attack = "\"\u{301}>\u{301}\u{600}<form method=post action=/office/cases/1/steps/grant>\u{301}\u{600}<button>\u{301}"
        var application = try await city.application(by: applicant.holder)
        application.values["operatorName"] = .string(attack)
        let record = try await city.platform.cases.submit(application, for: city.item(), by: applicant, key: "first")
        _ = try await city.platform.cases.accept(record.id, by: city.staff("window01"))
        let page = try await city.browser("scjg-officer").get("/office/cases/\(record.id)").text
        #expect(page.contains(bytesOf: "&lt;form method=post action=/office/cases/1/steps/grant&gt;"))
        #expect(!page.contains(bytesOf: "<form method=post") && !page.contains(bytesOf: "\u{600}<"))
    }

    @Test("a step on a state that has passed is told with what happened, and nothing typed is lost")
    func conflict() async throws {
        let city = try await TestCity(), record = try await city.accepted(), path = "/office/cases/\(record.id)"
        let officer = try await city.browser("scjg-officer")
        _ = try await officer.get(path)
        let typed = try await ["opinion": "材料齐全，建议准予"].seen(record, in: city)
        _ = try await city.platform.cases.pass(record.id, opinion: "同意", by: city.staff("scjg-officer"))
        let answer = try await officer.post("\(path)/steps/pass", typed)
        #expect(answer.status == 409)
        #expect(answer.text.contains("审查通过，转下一环节") && answer.text.contains("材料齐全，建议准予"))
    }

    @Test("an opinion that is missing is asked for beside its field")
    func opinion() async throws {
        let city = try await TestCity(), record = try await city.accepted()
        let officer = try await city.browser("scjg-officer")
        _ = try await officer.get("/office")
        let answer = try await officer.post("/office/cases/\(record.id)/steps/pass", ["opinion": " "].seen(record, in: city))
        #expect(answer.status == 422 && answer.text.contains("opinion-pass-error"))
    }

    @Test("a form that doesn't say what its page showed takes no step, and loses nothing", arguments: ["revision", "work"])
    func unseen(missing: String) async throws {
        let city = try await TestCity(), record = try await city.accepted()
        let officer = try await city.browser("scjg-officer"), path = "/office/cases/\(record.id)"
        #expect(try await officer.get(path).text.contains("name=\"revision\" value=\"\(record.revision)\""))
        let typed = try await ["opinion": "材料齐全，建议准予"].seen(record, in: city).filter { $0.key != missing }
        let answer = try await officer.post("\(path)/steps/pass", typed)
        #expect(answer.status == 422)
        #expect(answer.text.contains("（\(missing)）") && answer.text.contains("材料齐全，建议准予"))
        #expect(try await city.platform.cases.find(record.id, in: .platform) == record)
    }

    @Test("personal data is masked until somebody says why, and that he looked is on the ledger")
    func reveal() async throws {
        let city = try await TestCity(), record = try await city.accepted(), path = "/office/cases/\(record.id)"
        let officer = try await city.browser("scjg-officer")
        #expect(try await officer.get(path).text.contains("410204198512120022") == false)
        let shown = try await officer.post("\(path)/reveal", ["reason": "contact"])
        #expect(shown.status == 200 && shown.text.contains("13800000001"))
        let act = try await city.platform.ledger.acts(of: record.subject).elements.map(\.act).last
        #expect(act?.kind == "case.revealed" && act?.facts["reason"] == "contact")
    }

    @Test("materials are marked one by one, and shown only to whoever sees the case")
    func materials() async throws {
        let city = try await TestCity(), record = try await city.submitted(), path = "/window/cases/\(record.id)"
        let clerk = try await city.browser("window01")
        #expect(try await clerk.get(path).text.contains("已核 0 / "))
        #expect(try await clerk.post("\(path)/materials/floor-plan", ["verdict": "returned"]).status == 422)
        #expect(try await clerk.post("\(path)/materials/floor-plan", ["verdict": "returned", "reason": "看不清"]).status == 303)
        #expect(try await clerk.get(path).text.contains("看不清"))
        let file = try await clerk.get("\(path)/materials/floor-plan/1")
        #expect(file.headers[.contentDisposition]?.hasPrefix("inline") ?? false)
        #expect(file.headers[.contentSecurityPolicy] == "default-src 'none'; frame-ancestors 'self'")
        #expect(try await city.browser("zjj-officer").get("/office/cases/\(record.id)/materials/floor-plan/1").status == 404)
    }

    @Test("a correction without a point is not sent; with its points it is, once")
    func correction() async throws {
        let city = try await TestCity(), record = try await city.submitted(), path = "/window/cases/\(record.id)"
        let clerk = try await city.browser("window01")
        _ = try await clerk.get(path)
        let seen = try await [:].seen(record, in: city)
        #expect(try await clerk.post("\(path)/steps/correction", seen).status == 422)
        let points = seen.merging(["point.floor-plan": "请重拍", "point.": "地址不全"]) { $1 }
        #expect(try await clerk.post("\(path)/steps/correction", points).status == 303)
        let again = try await clerk.post("\(path)/steps/correction", seen.merging(["point.floor-plan": "再重拍"]) { $1 })
        #expect(again.status == 409 && again.text.contains("再重拍"))
    }

    @Test("the list narrows by its filter, stays masked as a table, and is closed to citizens")
    func list() async throws {
        let city = try await TestCity(), record = try await city.accepted()
        let officer = try await city.browser("scjg-officer")
        #expect(try await officer.get("/office?source=window").text.contains("没有找到"))
        #expect(try await officer.get("/office?source=online&region=410202000000").text.contains(record.query))
        let table = try await officer.get("/office/export.csv")
        #expect(table.text.hasPrefix("\u{FEFF}\"流水号\"") && table.text.contains(record.holderMasked))
        #expect(try await city.browser("lixiaomei").get("/office").status == 403)
    }
}

extension [String: String] {
    /// With what the page of the case says as it is now: the state, and the one work item that is open.
    func seen(_ record: Case, in city: TestCity) async throws -> [String: String] {
        let latest = try await city.platform.cases.find(record.id, in: .platform)
        let work = try await city.platform.cases.tasks(of: latest).first?.work ?? 0
        return merging(["revision": "\(latest.revision)", "work": "\(work)"]) { $1 }
    }
}

import Cases
import Foundation
import HTTPTypes
import Identity
import Kernel
import Ledger
import Organisations
import Platform
import Storage
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
        // It is over, so nobody has it in hand any more: whoever looks says why.
        #expect(try await chief.get("\(path)/documents/2/pdf").status == 403)
        #expect(try await chief.post("\(path)/look", ["reason": "verify"]).status == 303)
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

    @Test("a paper is opened with a reason: the work in hand, or one that is asked for once; and once a person and day it is an act")
    func openings() async throws {
        let city = try await TestCity(), record = try await city.accepted(), path = "/office/cases/\(record.id)"
        let officer = try await city.browser("scjg-officer"), chief = try await city.browser("scjg-chief")
        let opened = { @Sendable () async throws -> [[String: String]] in
            try await city.platform.ledger.acts(of: record.subject, limit: 200).elements.map(\.act)
                .filter { $0.kind == "case.material_opened" }.map { $0.facts.filter { ["material", "place", "reason"].contains($0.key) } }
        }
        for _ in 0..<3 { #expect(try await officer.get("\(path)/materials/floor-plan/1").status == 200) }
        let byOfficer = ["material": "floor-plan", "place": "1", "reason": "verify"]
        #expect(try await opened() == [byOfficer])
        let page = try await chief.get(path).text
        #expect(page.contains("\(path)/look") && !page.contains("src=\"\(path)/materials"))
        #expect(try await chief.get("\(path)/materials/floor-plan/1").status == 403)
        #expect(try await chief.post("\(path)/look").status == 422)
        #expect(try await chief.post("\(path)/look", ["reason": "inspect"]).status == 303)
        for name in ["floor-plan", "health-certificates"] { #expect(try await chief.get("\(path)/materials/\(name)/1").status == 200) }
        #expect(try await opened().map { $0["reason"] } == ["verify", "inspect", "inspect"])
        city.clock.advance(.days(1))
        #expect(try await city.browser("scjg-chief").get("\(path)/materials/floor-plan/1").status == 403)
        #expect(try await city.browser("scjg-officer").get("\(path)/materials/floor-plan/1").status == 200)
        #expect(try await opened().count == 4)
        // What the staff are told on their page is so: the applicant sees it.
        let seen = try await city.browser("lixiaomei").get("/me/cases/\(record.id)").text
        #expect(seen.contains("谁看过我的资料") && seen.contains("打开材料“经营场所平面图") && seen.contains("郑红"))
    }

    @Test("a table that leaves says in every row who took it, and is an act with how much and what was asked for")
    func export() async throws {
        let city = try await TestCity(), record = try await city.accepted()
        let sights = [("scjg-officer", "office", "吴磊"), ("window01", "window", "赵敏"), ("supervisor", "supervision", "何静")]
        try await city.platform.settle()
        for (login, desk, name) in sights {
            let table = try await city.browser(login).get("/\(desk)/export.csv?source=online&area=410202&item=李晓梅".addingPercentEncoding(
                withAllowedCharacters: .urlQueryAllowed) ?? "")
            let lines = table.text.split(separator: "\r\n", omittingEmptySubsequences: true)
            #expect(table.status == 200 && lines[0].contains("导出记录"))
            #expect(lines.dropFirst().allSatisfy { $0.contains("\(name) 2026年10月8日") }, "\(lines)")
            #expect(Set(lines.map { $0.split(separator: "\",\"").count }).count == 1)
            let acts = try await city.platform.ledger.read { tx in
                try tx.rows("SELECT facts FROM act WHERE kind = \("\(desk).exported")").map { try $0.get("facts", as: String.self) }
            }
            #expect(acts.count == 1 && acts[0].contains("\"rows\":\"\(lines.count - 1)\"") && !acts[0].contains("李"), "\(acts)")
        }
        _ = record
    }

    @Test("whoever reviewed is told beforehand that another decides, and who; on the spot he may do both")
    func hands() async throws {
        let city = try await TestCity()
        let food = Appointment(login: "both", name: "方圆", staffNo: "KF09001", body: "11410200MBKF000359", region: "410200000000",
                               roles: [.officer, .chief], post: "行政审批科 副科长")
        _ = try await city.appoint(food)
        let record = try await city.accepted(), path = "/office/cases/\(record.id)", both = try await city.browser("both")
        let page = try await both.get(path).text
        #expect(page.contains("由郑红（行政审批科 科长）办理") || page.contains("由郑红"))
        #expect(try await both.post("\(path)/steps/pass", ["opinion": "符合要求"].seen(record, in: city)).status == 303)
        let waiting = try await both.get(path).text
        #expect(waiting.contains("这一件是您审查的") && waiting.contains("郑红"))
        #expect(!waiting.contains("请其他有权限的同事办理：方圆"))
        let refused = try await both.post("\(path)/steps/grant", ["opinion": "同意"].seen(record, in: city))
        #expect(refused.status == 403 && refused.text.contains("审查和决定不能是同一个人"))
        #expect(try await city.platform.cases.find(record.id, in: .platform).isOpen)
        #expect(try await city.platform.cases.grant(record.id, opinion: "同意", by: city.staff("scjg-chief")).result == .granted)
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

import Cases
import Identity
import Jobs
import Kernel
import Ledger
import Organisations
import Platform
import TestKit
import Testing
import Web
@testable import Console

/// An administrator sees what was given up, and has it tried again.
@Suite("Console") struct ConsoleTests {
    @Test("a document that could not be kept is given up, and sealed once the file store is mended and somebody tries again")
    func story() async throws {
        let city = try await TestCity(), record = try await city.accepted()
        let mend = try city.breakFiles()
        try await city.tireOut()
        let admin = try await city.browser("admin")
        let ill = try await admin.get("/console").text
        for text in ["制作文书并盖章", "文件存储没有应答", "文件存储：没有应答", "数据库：正常"] { #expect(ill.contains(text), "\(text)") }
        let key = try #require(try await city.deadKeys().first)
        #expect(ill.contains(key) && !ill.contains(record.number) && !ill.contains(record.id.text))

        try mend()
        #expect(try await admin.post("/console/jobs/\(key)/retry").location == "/console")
        try await city.platform.settle()
        let well = try await admin.get("/console").text
        for text in ["没有待处理的任务", "文件存储：正常"] { #expect(well.contains(text), "\(text)") }
        let file = try await city.platform.cases.file(record.id, in: .platform)
        #expect(!file.documents.isEmpty && file.documents.allSatisfy { $0.isReady })
    }

    @Test("trying again is an act of the administrator's")
    func act() async throws {
        let city = try await TestCity(), admin = try await city.browser("admin")
        try await city.giveUp(["case.timer"])
        let key = try #require(try await city.deadKeys().first)
        _ = try await admin.get("/console")
        #expect(try await admin.post("/console/jobs/\(key)/retry").status == 303)
        let act = try #require(try await city.platform.ledger.acts(of: Subject("job", key)).elements.last?.act)
        let actor = try await city.session("admin").actor
        #expect(act.kind == "job.revived" && act.actor == actor && act.actor.capacity == "administrator")
        #expect(try await city.platform.jobFigures().dead == 0)
        #expect(try await admin.get("/console").text.contains("已重新安排办理"))
    }

    @Test("whoever has another role besides acts as an administrator here")
    func capacity() async throws {
        let city = try await TestCity(), browser = try await city.browser(), password = Secret("kaifeng-2026-songdu")
        _ = try await city.platform.identity.appoint(
            Appointment(login: "both", name: "高远", staffNo: "KF90001", body: "11410200MBKF00019K", region: "410200000000",
                        roles: [.chief, .administrator], post: "科长"), password: password, by: city.session("admin").actor)
        browser.signIn(try await city.platform.identity.signIn("both", password: password, from: "127.0.0.1").token.reveal())
        try await city.giveUp(["case.timer"])
        let key = try #require(try await city.deadKeys().first)
        _ = try await browser.get("/console")
        #expect(try await browser.post("/console/jobs/retry").status == 303)
        let actor = try await city.platform.ledger.acts(of: Subject("job", key)).elements.last?.act.actor
        #expect(actor?.capacity == "administrator" && actor?.name == "高远")
    }

    @Test("all are tried again at once, also those that the list has no room for")
    func all() async throws {
        let city = try await TestCity(), admin = try await city.browser("admin")
        try await city.giveUp(Array(repeating: "licence.issue", count: 101))
        let page = try await admin.get("/console").text
        #expect(page.contains("共 101 项，下面列出最近的 100 项") && page.contains("<span class=\"count\">101</span>"))
        #expect(try await admin.post("/console/jobs/retry").location == "/console")
        let figures = try await city.platform.jobFigures()
        #expect(figures.dead == 0 && figures.waiting >= 101)
        _ = try await admin.post("/console/jobs/retry")
        #expect(try await admin.get("/console").text.contains("可能已由其他管理员处理"))
    }

    @Test("a job that isn't given up is told to be none, beside the list as it is now", arguments: [
        "01K6ZJ5W3V8Q2M4N6P8R0S2T4V", "no-such-job",
    ])
    func notGivenUp(key: String) async throws {
        let city = try await TestCity(), admin = try await city.browser("admin")
        try await city.giveUp(["case.document"])
        _ = try await admin.get("/console")
        let answer = try await admin.post("/console/jobs/\(key)/retry")
        #expect(answer.status == 409 && answer.text.contains("任务 \(key) 不在待处理之列") && answer.text.contains("制作文书并盖章"))
        #expect(try await city.platform.jobFigures().dead == 1)
    }

    @Test("for everybody but administrators there is no console", arguments: [
        "lixiaomei", "window01", "scjg-officer", "scjg-chief", "supervisor",
    ])
    func others(login: String) async throws {
        let city = try await TestCity(), browser = try await city.browser(login)
        try await city.giveUp(["case.document"])
        let key = try #require(try await city.deadKeys().first)
        #expect(try await !browser.get("/").text.contains("/console"))
        for path in ["/console/jobs/retry", "/console/jobs/\(key)/retry"] { #expect(try await browser.post(path).status == 404) }
        let page = try await browser.get("/console")
        #expect(page.status == 404 && !page.text.contains(key) && !page.text.contains("href=\"/console\""))
        #expect(try await city.platform.jobFigures().dead == 1)
    }

    @Test("a visitor is asked to sign in, and a form without its token is refused")
    func visitors() async throws {
        let city = try await TestCity()
        #expect(try await city.browser().get("/console").location == "/sign-in?return=%2Fconsole")
        try await city.giveUp(["case.document"])
        #expect(try await city.browser("admin").post("/console/jobs/retry", ["_csrf": "wrong"]).status == 403)
        #expect(try await city.platform.jobFigures().dead == 1)
    }
}

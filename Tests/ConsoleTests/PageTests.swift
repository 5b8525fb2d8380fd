import Foundation
import Identity
import Platform
import TestKit
import Testing
import Web
@testable import Console

@Suite("The console's pages") struct PageTests {
    @Test("nothing that the page says is missing")
    func template() async throws {
        let city = try await TestCity()
        let page = JobsPage(
            title: "后台任务", alert: "不在", waiting: "3", running: "1", givenUp: "101", isIll: true,
            rows: [JobRow(key: "01K6", kind: "制作文书", reason: "没有应答", code: "file.unavailable", since: "今天", retryPath: "/console")],
            more: "共 101 项", checks: [CheckRow(mark: "pass", what: "数据库：正常", detail: "SQLite")])
        #expect(TemplateCheck(city.platform.web.templates).faults(in: "console/jobs", page) == [])
    }

    @Test("the page is drawn in English too")
    func english() async throws {
        let city = try await TestCity(), admin = try await city.browser("admin")
        try await city.giveUp(["licence.issue"], error: "seal.expired")
        _ = try await admin.get("/preferences?language=en")
        let page = try await admin.get("/console")
        for text in ["Background work", "Make an electronic licence", "or it has expired. Check the seal", "Try all again", "Ledger:"] {
            #expect(page.text.contains(text), "\(text)")
        }
        #expect(page.status == 200 && page.text.firstMatch(of: /console\.[a-z]+\.|\{\{/) == nil)
    }

    @Test("an error without words of its own is told by its code, and a stranger's kind is a job all the same")
    func unknown() async throws {
        let city = try await TestCity(), admin = try await city.browser("admin")
        try await city.giveUp(["some.kind"], error: "DecodingError")
        let page = try await admin.get("/console").text
        for text in ["其他任务", "没有归类的错误", "DecodingError"] { #expect(page.contains(text), "\(text)") }
    }

    @Test("every kind of job that a room does has its words")
    func kinds() async throws {
        let city = try await TestCity(), messages = city.platform.web.messages
        var kinds: [String] = []
        let files = try #require(FileManager.default.enumerator(atPath: "\(TestCity.root)/Sources"))
        for case let name as String in files where name.hasSuffix(".swift") {
            let text = try String(contentsOfFile: "\(TestCity.root)/Sources/\(name)", encoding: .utf8)
            guard text.contains(": JobHandler {") else { continue }
            kinds += text.matches(of: /static let kind = "([a-z._]+)"/).map { String($0.1) }
        }
        #expect(kinds.count >= 7)
        for kind in kinds { #expect(messages.find("console.kind.\(kind)", .zh) != nil, "\(kind)") }
    }

    @Test("administrators arrive at the console, and find it among the desks")
    func arrival() async throws {
        let city = try await TestCity(), admin = try await city.browser("admin")
        #expect(IdentityPages.desk(try await city.session("admin")) == "/console")
        #expect(try await admin.get("/console").text.contains("<a href=\"/console\" aria-current=\"true\">平台管理"))
    }
}

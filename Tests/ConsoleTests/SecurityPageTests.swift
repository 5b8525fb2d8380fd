import Identity
import Kernel
import Platform
import TestKit
import Testing
import Web

/// An auditor reads the security log, and nobody else does.
@Suite("The security log's page") struct SecurityPageTests {
    @Test("shows who failed to sign in, who was refused what, and who looked; found by kind, day and account")
    func story() async throws {
        let city = try await TestCity(), visitor = try await city.browser()
        _ = try await visitor.get("/sign-in")
        _ = try await visitor.post("/sign-in", ["name": "lixiaomei", "password": "falsch-42"])
        let clerk = try await city.browser("window01")
        #expect(try await clerk.get("/supervision").status == 403)

        let auditor = try await city.browser("auditor")
        let page = try await auditor.get("/console/security")
        #expect(page.status == 200)
        for text in ["安全日志", "登录失败", "李*梅", "拒绝访问（403）", "GET /supervision", "auth.forbidden", "赵敏", "查阅安全日志"] {
            #expect(page.text.contains(text), "\(text)")
        }
        #expect(!page.text.contains("李晓梅") && !page.text.contains("127.0.0.1"))

        let failed = try await auditor.get("/console/security?kind=sign_in.failed").text
        #expect(failed.contains("李*梅") && !failed.contains("GET /supervision"))
        let day = city.clock.today
        #expect(try await auditor.get("/console/security?who=lixiaomei&day=\(day)").text.contains("李*梅"))
        #expect(try await auditor.get("/console/security?who=wanghai").text.contains("没有符合条件的记录"))
        #expect(try await auditor.get("/console/security?day=\(day.adding(days: -1))").text.contains("没有符合条件的记录"))
        for odd in ["kind=x", "day=x", "after=x", "who=\(String(repeating: "x", count: 300))"] {
            #expect(try await auditor.get("/console/security?\(odd)").status == 200, "\(odd)")
        }
    }

    @Test("shows forms that came without their token")
    func forged() async throws {
        let city = try await TestCity(), visitor = try await city.browser()
        #expect(try await visitor.post("/sign-in", ["name": "lixiaomei", "password": "x"]).status == 403)
        let page = try await city.browser("auditor").get("/console/security?kind=access.refused").text
        #expect(page.contains("POST /sign-in") && page.contains("csrf.wrong") && page.contains("未登录访客"))
    }

    @Test("is taken away as a table, which is a line in the log")
    func export() async throws {
        let city = try await TestCity(), auditor = try await city.browser("auditor")
        let file = try await auditor.get("/console/security/export.csv?kind=log.exported")
        #expect(file.status == 200)
        #expect(file.text.contains("导出安全日志") && file.text.contains("来源标识"))
        #expect(try await auditor.get("/console/security").text.contains("导出安全日志"))
    }

    @Test("goes on by key where there is more than a page")
    func pages() async throws {
        let city = try await TestCity(), auditor = try await city.browser("auditor")
        for _ in 0..<60 { _ = try await auditor.get("/console/security?kind=sign_in.delayed") }
        let first = try await auditor.get("/console/security?kind=log.read").text
        let next = try #require(first.firstMatch(of: /href="(\/console\/security\?kind=log\.read&amp;after=[0-9A-Z]+)"/)?.1)
        let second = try await auditor.get(String(next).replacing("&amp;", with: "&"))
        #expect(second.status == 200 && second.text.contains("回到第一页") && second.text.contains("查阅安全日志"))
    }

    @Test("isn't there for anybody else, administrators above all", arguments: [
        "admin", "lixiaomei", "window01", "scjg-officer", "scjg-chief", "supervisor",
    ])
    func others(login: String) async throws {
        let city = try await TestCity(), browser = try await city.browser(login)
        for path in ["/console/security", "/console/security/export.csv"] { #expect(try await browser.get(path).status == 404) }
        #expect(try await !browser.get("/").text.contains("/console/security"))
    }

    @Test("is all that an auditor has")
    func auditor() async throws {
        let city = try await TestCity(), auditor = try await city.browser("auditor")
        for path in ["/console", "/window", "/office", "/supervision"] {
            #expect([403, 404].contains(try await auditor.get(path).status), "\(path)")
        }
        #expect(try await city.browser().get("/console/security").location == "/sign-in?return=%2Fconsole%2Fsecurity")
    }

    @Test("is there in English too")
    func english() async throws {
        let city = try await TestCity(), auditor = try await city.browser("auditor")
        _ = try await auditor.get("/console/security?kind=log.read&day=2026-10-08&who=window01")
        #expect(try await auditor.get("/preferences?language=en&return=/console/security").status == 303)
        let page = try await auditor.get("/console/security").text
        #expect(page.contains("Security log") && page.contains("Looked at the security log") && !page.contains("console.security"))
    }
}

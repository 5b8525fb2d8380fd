import Cases
import Catalogue
import Kernel
import Ledger
import Platform
import Signing
import Standards
import TestKit
import Testing
import Web
@testable import Supervision

@Suite("The pages of supervision") struct PageTests {
    @Test("the front page leads to the cases behind a figure, and from there to the case")
    func drilling() async throws {
        let watch = try await Watch()
        let record = try await watch.city.accepted()
        try await watch.settle()
        try await watch.come(to: day("2026-10-13"))
        let browser = try await watch.city.browser("supervisor")
        let today = try await browser.get("/supervision")
        #expect(today.status == 200 && today.text.contains("开封市今天") && today.text.contains("/supervision/cases/\(record.id)"))
        #expect(today.text.contains("/supervision/cases?body=\(record.body)&amp;light=yellow"))
        let cases = try await browser.get("/supervision/cases?body=\(record.body)&light=yellow")
        #expect(cases.text.contains(record.number) && cases.text.contains("已用 4，承诺 3，法定 20 个工作日"))
        #expect(try await browser.get("/supervision/cases?light=red").text.contains("没有这样的办件"))
        let page = try await browser.get("/supervision/cases/\(record.id)")
        for text in ["超过承诺时限", "2026年10月20日（星期二）变为红牌", "提交申请", "受理", "发牌", "平台自动"] {
            #expect(page.text.contains(text), "\(text)")
        }
    }

    @Test("a receipt of an act can be downloaded and holds")
    func receipt() async throws {
        let watch = try await Watch()
        let record = try await watch.city.accepted()
        try await watch.settle()
        let browser = try await watch.city.browser("supervisor")
        let acts = try await watch.city.platform.ledger.acts(of: record.subject).elements
        let act = try #require(acts.first?.act)
        let answer = try await browser.get("/supervision/cases/\(record.id)/acts/\(act.id)/receipt.json")
        #expect(answer.status == 200)
        let receipt = try Receipt(json: answer.bytes)
        #expect(receipt.verify(trusting: nil).allPassed && receipt.act.contains(act.id.text))
    }

    @Test("a receipt of another case's act is not found under this one")
    func stranger() async throws {
        let watch = try await Watch()
        let record = try await watch.city.accepted()
        var told = ToldCase(watch)
        try await told.act("submitted", in: watch)
        try await watch.settle()
        let acts = try await watch.city.platform.ledger.acts(of: Case.subject(told.id)).elements
        let act = try #require(acts.first?.act)
        let browser = try await watch.city.browser("supervisor")
        #expect(try await browser.get("/supervision/cases/\(record.id)/acts/\(act.id)/receipt.json").status == 404)
    }

    @Test("a chief sees his own department and nothing else")
    func chiefs() async throws {
        let watch = try await Watch()
        let record = try await watch.city.accepted()
        try await watch.settle()
        let own = try await watch.city.browser("scjg-chief"), other = try await watch.city.browser("zjj-chief")
        #expect(try await own.get("/supervision/cases").text.contains(record.number))
        #expect(try await own.get("/supervision/cases/\(record.id)").status == 200)
        #expect(try await !other.get("/supervision/cases").text.contains(record.number))
        #expect(try await !other.get("/supervision/cases?body=\(record.body)").text.contains(record.number))
        #expect(try await other.get("/supervision/cases/\(record.id)").status == 404)
        #expect(try await !other.get("/supervision/export.csv?body=\(record.body)").text.contains(record.number))
        #expect(try await !other.get("/supervision").text.contains("/supervision/cases/\(record.id)"))
    }

    @Test("a county's supervisor sees his county's cases", arguments: [("410202", true), ("410203", false), ("4102", true)])
    func counties(prefix: String, isSeen: Bool) async throws {
        let watch = try await Watch()
        var told = ToldCase(watch, region: "410202003000")
        try await told.act("submitted", in: watch)
        try await watch.settle()
        let found = try await watch.city.platform.ledger.read {
            try LightStore.list(LightFilter(), in: .region(prefix: prefix), after: nil, limit: 10, $0)
        }
        #expect(found.map(\.caseID) == (isSeen ? [told.id] : []))
    }

    @Test("others are not let in", arguments: ["lixiaomei", "window01", "scjg-officer"])
    func others(login: String) async throws {
        let watch = try await Watch()
        let browser = try await watch.city.browser(login)
        for path in ["/supervision", "/supervision/cases", "/supervision/export.csv"] {
            #expect(try await browser.get(path).status == 403, "\(path)")
        }
    }

    @Test("the list pages by key through every light, the gravest first, each case once")
    func paging() async throws {
        let watch = try await Watch()
        for place in 0..<75 {
            var told = ToldCase(watch)
            try await told.accept(promise: 1 + place % 7, statutory: 20, in: watch)
        }
        try await watch.settle()
        try await watch.come(to: day("2026-10-13"))
        var found: [CaseLight] = [], after: LightKey?
        repeat {
            let page = try await watch.city.platform.ledger.read { [after] in
                try LightStore.list(LightFilter(), in: .everything, after: after, limit: 10, $0)
            }
            found += page
            after = page.count == 10 ? page.last.map(LightKey.init) : nil
        } while after != nil
        #expect(found.count == 75 && Set(found.map(\.caseID)).count == 75)
        let order = found.map { "\(Lamp.allCases.firstIndex(of: $0.lamp) ?? 9) \($0.dueOn) \($0.caseID)" }
        #expect(order == order.sorted())
        let browser = try await watch.city.browser("supervisor")
        #expect(try await browser.get("/supervision/cases").text.contains("rel=\"next\""))
        #expect(try await browser.get("/supervision/export.csv").text.split(separator: "\r\n").count == 76)
    }

    @Test("every page is drawn in English too", arguments: ["/supervision", "/supervision/cases", "/supervision/cases/"])
    func english(path: String) async throws {
        let watch = try await Watch()
        let record = try await watch.city.accepted()
        try await watch.settle()
        let browser = try await watch.city.browser("supervisor")
        _ = try await browser.get("/preferences?language=en")
        let page = try await browser.get(path.hasSuffix("cases/") ? "\(path)\(record.id)" : path)
        #expect(page.status == 200 && !page.text.contains("supervision.column") && !page.text.contains("{{"))
    }
}

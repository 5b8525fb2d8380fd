import Catalogue
import HTTPTypes
import Kernel
import TestKit
import Testing
import Web
@testable import Portal

@Suite("The guide") struct GuideTests {
    @Test("answers in the address cut the list of materials to what applies, and go on to the form")
    func situation() async throws {
        let browser = try await TestCity().browser()
        let open = try await browser.get("/guide/food-operation-permit")
        #expect(open.text.contains("最多 9 份") && open.text.contains("主要设备设施清单") && open.text.contains("看情形"))
        let answered = try await browser.get("/guide/food-operation-permit?kind=catering&area=small&special=no")
        #expect(answered.text.contains("材料：5 份，您只要准备 1 份") && !answered.text.contains("主要设备设施清单"))
        #expect(answered.text.contains("/apply/food-operation-permit?area=small&amp;kind=catering&amp;special=no"))
        #expect(answered.text.contains("<s>营业执照</s>") && answered.text.contains("从电子证照库调取"))
    }

    @Test("answers that nobody offered are dropped")
    func nonsense() async throws {
        let page = try await TestCity().browser().get("/guide/food-operation-permit?kind=%22%3E&x=1")
        #expect(page.text.contains("href=\"/apply/food-operation-permit\""))
    }

    @Test("a browser that holds the page is told that nothing has changed; another situation is another page")
    func unchanged() async throws {
        let browser = try await TestCity().browser()
        let tag = try #require(try await browser.get("/guide/passport").headers[.eTag])
        #expect(try await browser.get("/guide/passport", headers: [.ifNoneMatch: tag]).status == 304)
        #expect(try await browser.get("/guide/food-operation-permit", headers: [.ifNoneMatch: tag]).status == 200)
    }

    @Test("what is kept of a page holds nothing of whoever asked first")
    func sharing() async throws {
        let city = try await TestCity()
        let own = try await city.browser("lixiaomei").get("/guide/passport")
        #expect(own.text.contains("李晓梅"))
        let other = try await city.browser("wanghai").get("/guide/passport")
        let visitor = try await city.browser().get("/guide/passport")
        #expect(other.text.contains("王海") && !other.text.contains("李晓梅") && !visitor.text.contains("李晓梅") && !visitor.text.contains("王海"))
    }

    @Test("a sample comes as a file to keep")
    func sample() async throws {
        let file = try await TestCity().browser().get("/guide/food-operation-permit/sample/floor-plan")
        #expect(file.headers[.contentType] == "application/pdf" && file.bytes.starts(with: Array("%PDF".utf8)))
        #expect(file.headers[.contentDisposition]?.hasPrefix("attachment") ?? false)
    }

    @Test("a condition may hold while its question is open", arguments: [
        ([:], true), (["kind": "sale"], true), (["kind": "catering"], false), (["kind": "sale", "special": "no"], false),
    ])
    func conditions(answers: [String: String], may: Bool) {
        let condition = Condition.all([.answer(question: "kind", in: ["sale"]), .answer(question: "special", in: ["yes"])])
        #expect(condition.mayHold(answers) == may)
    }
}

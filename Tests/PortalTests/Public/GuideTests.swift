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

    @Test("beside a material stands by which rule of the situation it is asked for")
    func reasons() async throws {
        let page = try await TestCity().browser().get("/guide/food-operation-permit?kind=canteen&area=large&special=yes")
        #expect(page.text.contains("情形：经营面积在 150 平方米以上的"))
        #expect(page.text.contains("主要设备设施清单") && page.text.contains("专间（专用操作区）说明") && !page.text.contains("食品贮存与温控说明"))
    }

    @Test("who can't apply is told why, in his language")
    func obstacle() async throws {
        let browser = try await TestCity().browser(), path = "/guide/food-operation-permit?kind=packaged"
        #expect(try await browser.get(path).text.contains("只卖预包装食品的不用办许可"))
        #expect(try await !browser.get("/guide/food-operation-permit").text.contains("只卖预包装食品的不用办许可"))
        _ = try await browser.get("/preferences?language=en")
        #expect(try await browser.get(path).text.contains("you need no permit"))
    }

    @Test("the fee is that of the situation", arguments: [("home", "80"), ("other", "550")])
    func fees(use: String, amount: String) async throws {
        let browser = try await TestCity().browser()
        let page = try await browser.get("/guide/property-transfer?use=\(use)").text, other = amount == "80" ? "550 元" : "80 元"
        let table = try #require(page.split(separator: "id=\"fees\"").dropFirst().first).prefix(900)
        #expect(table.contains("\(amount) 元") && !table.contains(other), "\(table)")
    }
}

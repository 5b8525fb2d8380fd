import Cases
import Catalogue
import HTTPTypes
import Kernel
import Platform
import TestKit
import Testing
import Web
@testable import Portal

@Suite("Finding") struct FindingTests {
    @Test("the front page shows what the city offers, and a citizen's newest case")
    func home() async throws {
        let city = try await TestCity()
        let visitor = try await city.browser().get("/")
        #expect(visitor.text.contains("您想办什么？") && visitor.text.contains("开饭店") && visitor.text.contains("autofocus"))
        #expect(!visitor.text.contains("我的办件"))
        let record = try await city.submitted()
        let own = try await city.browser("lixiaomei").get("/")
        #expect(own.text.contains("我的办件") && own.text.contains("/me/cases/\(record.id)"))
    }

    @Test("everyday words, pinyin and initials find the item", arguments: ["开饭店", "shipinjingying", "spjyxk"])
    func search(query: String) async throws {
        let browser = try await TestCity().browser()
        #expect(try await browser.get("/search?q=\(percentEncoded(query))").text.contains("/guide/food-operation-permit"))
        let answer = try await browser.get("/search/suggest?q=\(percentEncoded(query))")
        #expect(answer.headers[.contentType] == "application/json; charset=utf-8")
        let proposed = try JSONText.decode([[String: String]].self, from: answer.bytes)
        #expect(proposed.contains { $0["path"] == "/guide/food-operation-permit" })
    }

    @Test("nothing found comes with advice, and what was typed is escaped")
    func nothing() async throws {
        let page = try await TestCity().browser().get("/search?q=\(percentEncoded("<b>龘靐"))")
        #expect(page.text.contains("没有找到这个事项"))
        #expect(page.text.contains("&lt;b&gt;龘靐") && !page.text.contains("<b>龘靐"))
    }

    @Test("a search with marks that hide its signs from Swift shows no live markup")
    func hiddenSigns() async throws {
        let attack = "%22%CC%81%3E%CC%81%D8%80%3Cmeta%20http-equiv=refresh%20content=0;//example.org%3E%CC%81"
        let page = try await TestCity().browser().get("/search?q=\(attack)")
        #expect(page.status == 200 && !page.text.contains(bytesOf: "<meta http-equiv=refresh"))
        #expect(page.text.contains(bytesOf: "&lt;meta http-equiv=refresh content=0;//example.org&gt;"))
    }

    @Test("the list of items pages by key, and each item comes once")
    func paging() async throws {
        let catalogue = try await TestCity().platform.catalogue.current
        var seen: [String] = [], after: String? = ""
        while let key = after {
            let page = ItemFilter(FormInput(["after": [key]])).page(of: catalogue).page
            seen += page.elements.map(\.item.slug)
            after = page.next
        }
        #expect(seen == catalogue.items.map(\.item.slug))
    }

    @Test("a filter keeps only what it asks for, and its address brings it back")
    func filter() async throws {
        let catalogue = try await TestCity().platform.catalogue.current
        let filter = ItemFilter(FormInput(["theme": ["餐饮"], "online": ["1"], "object": ["legal"]]))
        let found = filter.page(of: catalogue).page.elements
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.item.themes.contains("餐饮") && $0.item.online && $0.item.servesLegalPersons })
        #expect(filter.path == "/items?theme=%E9%A4%90%E9%A5%AE&object=legal&online=1")
    }

    @Test("every public page opens, in both languages, and names nothing that isn't there", arguments: [
        "/", "/search", "/items", "/life-events", "/life-events/open-restaurant", "/departments", "/departments/11410200MBKF000359",
        "/regions", "/regions?in=410202000000", "/guide/property-transfer", "/guide/passport", "/track", "/verify", "/receipt", "/help",
    ])
    func opens(path: String) async throws {
        let browser = try await TestCity().browser()
        for language in ["zh", "en"] {
            _ = try await browser.get("/preferences?language=\(language)")
            let page = try await browser.get(path)
            #expect(page.status == 200)
            #expect(!page.text.contains("{{") && page.text.matches(of: /portal\.[a-z]+\.[a-z]/).isEmpty)
            #expect(page.text.components(of: "<h1") == 1)
        }
    }

    @Test("what isn't there is not found", arguments: [
        "/guide/none", "/life-events/none", "/departments/none", "/guide/passport/sample/none",
    ])
    func missing(path: String) async throws {
        #expect(try await TestCity().browser().get(path).status == 404)
    }

    @Test("a region is chosen by a link that leads back to where one was")
    func region() async throws {
        let browser = try await TestCity().browser()
        let page = try await browser.get("/regions?return=%2Fguide%2Fpassport")
        #expect(page.text.contains("/preferences?region=410202000000&amp;return=%2Fguide%2Fpassport"))
        let chosen = try await browser.get("/preferences?region=410202000000&return=%2Fguide%2Fpassport")
        #expect(chosen.location == "/guide/passport")
        #expect(try await browser.get("/departments").text.contains("龙亭区政务服务中心"))
    }
}

extension String {
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}

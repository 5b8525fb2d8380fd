import Cases
import HTTPTypes
import Identity
import Kernel
import Organisations
import Platform
import TestKit
import Testing
import Web
@testable import Portal

@Suite("Applying") struct ApplyingTests {
    /// A draft of the food permit that 李晓梅 has begun for herself, with the browser she sits at.
    private func begun(_ city: TestCity) async throws -> (browser: Browser, path: String) {
        let browser = try await city.browser("lixiaomei")
        _ = try await browser.get("/apply/food-operation-permit")
        let answers = ["situation.kind": "catering", "situation.area": "small", "situation.special": "no"]
        let path = try #require(try await browser.post("/apply/food-operation-permit", answers).location)
        return (browser, path)
    }

    private static let form = [
        "applicant": ["form.operatorName": "宋都小厨", "form.operatorCode": "92410202MAKF00015N", "form.representative": "李晓梅",
                      "form.representativeId": "410204198512120022", "form.mobile": "13800000001"],
        "operation": ["form.businessForm": "restaurant", "form.cateringScope": "hot"],
        "safety": ["form.safetyManager": "李晓梅", "form.safetyManagerMobile": "13800000001", "form.employees": "4"],
        "promise": ["form.truth": "1"],
    ]

    /// Everything but the signature.
    private func filled(_ browser: Browser, _ path: String, _ city: TestCity) async throws {
        for (section, fields) in Self.form { #expect(try await browser.post("\(path)/form/\(section)", fields).status == 303) }
        let directory = city.platform.organisations.directory
        let county = try #require(directory.children(of: directory.city?.code ?? "").first { !directory.children(of: $0.code).isEmpty })
        let town = try #require(directory.children(of: county.code).first)
        let premises = ["form.region": town.code, "form.address": "宋都御街 12 号",
                        "form.floorArea": "86", "form.kitchenArea": "30"]
        #expect(try await browser.post("\(path)/form/premises", premises).status == 303)
        let plan = Array("%PDF-1.4 plan".utf8)
        #expect(try await browser.upload("\(path)/materials/floor-plan", field: "file.floor-plan", fileName: "平面图.pdf", plan).status == 303)
        for key in ["safety-system", "health-certificates"] {
            #expect(try await browser.post("\(path)/materials/\(key)/promise", ["promise.\(key)": "1"]).status == 303)
        }
    }

    @Test("who isn't signed in is led to sign in and back to the same place")
    func signIn() async throws {
        let answer = try await TestCity().browser().get("/apply/food-operation-permit?kind=catering")
        #expect(answer.status == 303)
        #expect(answer.location == "/sign-in?return=%2Fapply%2Ffood-operation-permit%3Fkind%3Dcatering")
    }

    @Test("who can't apply is told why beside the answer, and no draft begins")
    func obstacle() async throws {
        let city = try await TestCity(), browser = try await city.browser("lixiaomei"), path = "/apply/food-operation-permit"
        _ = try await browser.get(path)
        let answers = ["situation.kind": "packaged", "situation.area": "small", "situation.special": "no"]
        let answer = try await browser.post(path, answers)
        #expect(answer.status == 422 && answer.text.contains("不能申请：只卖预包装食品的不用办许可"))
        #expect(try await city.platform.cases.drafts(of: city.session("lixiaomei").actor.id).isEmpty)
    }

    @Test("handed in twice, a draft is one case, and its pages lead there")
    func twice() async throws {
        let city = try await TestCity()
        let (browser, path) = try await begun(city)
        try await filled(browser, path, city)
        #expect(try await browser.get("\(path)/review").text.contains("宋都小厨"))
        let first = try #require(try await browser.post("\(path)/review", ["declared": "1"]).location)
        let second = try await browser.post("\(path)/review", ["declared": "1"]).location
        #expect(first == "\(second ?? "")/receipt")
        #expect(try await browser.get(path).location == second)
        #expect(try await browser.get(first).text.contains("查询码"))
    }

    @Test("changed since its review was read, a draft is not handed in but shown again")
    func changedSinceReview() async throws {
        let city = try await TestCity()
        let (browser, path) = try await begun(city)
        try await filled(browser, path, city)
        let read = try await browser.get("\(path)/review").reading
        let other = Array("%PDF-1.4 another plan".utf8)
        _ = try await browser.upload("\(path)/materials/floor-plan", field: "file.floor-plan", fileName: "新图.pdf", other)
        let refused = try await browser.post("\(path)/review", ["declared": "1", "reading": read])
        #expect(refused.status == 409 && refused.text.contains("您阅读之后又有改动") && refused.text.contains("新图.pdf"))
        let sent = try await browser.post("\(path)/review", ["declared": "1", "reading": refused.reading])
        #expect(sent.location?.hasSuffix("/receipt") ?? false)
    }

    @Test("an application begun in two tabs goes on in one draft")
    func twoTabs() async throws {
        let city = try await TestCity()
        let first = try await begun(city)
        _ = try await first.browser.post("\(first.path)/form/premises", ["form.address": "鼓楼街"])
        #expect(try await begun(city).path == first.path)
        #expect(try await first.browser.get("\(first.path)/form/premises").text.contains("鼓楼街"))
    }

    @Test("without the signature, or with something missing, nothing is handed in")
    func unsigned() async throws {
        let city = try await TestCity()
        let (browser, path) = try await begun(city)
        let early = try await browser.post("\(path)/review", ["declared": "1"])
        #expect(early.status == 422 && early.text.contains("还差这些") && early.text.contains("经营场所平面图"))
        try await filled(browser, path, city)
        #expect(try await browser.post("\(path)/review").status == 422)
    }

    @Test("what was typed is kept while it is wrong, and said beside the field")
    func wrong() async throws {
        let city = try await TestCity()
        let (browser, path) = try await begun(city)
        let page = try await browser.post("\(path)/form/premises", ["form.floorArea": "八十六", "form.address": "宋都御街 12 号"])
        #expect(page.status == 422)
        #expect(page.text.contains("value=\"八十六\"") && page.text.contains("href=\"#field-form.floorArea\""))
        #expect(try await browser.get("\(path)/form/premises").text.contains("宋都御街 12 号"))
    }

    @Test("what is saved while typing may be incomplete")
    func autosave() async throws {
        let city = try await TestCity()
        let (browser, path) = try await begun(city)
        let saved = try await browser.post("\(path)/form/premises", ["form.address": "鼓楼街"], headers: [.accept: "application/json"])
        #expect(saved.status == 200)
        #expect(try await browser.get("\(path)/form/premises").text.contains("鼓楼街"))
    }

    @Test("what was uploaded stays when the next file is wrong")
    func uploads() async throws {
        let city = try await TestCity()
        let (browser, path) = try await begun(city)
        _ = try await browser.get("\(path)/materials")
        let plan = Array("%PDF-1.4 plan".utf8), field = "file.floor-plan"
        _ = try await browser.upload("\(path)/materials/floor-plan", field: field, fileName: "平面图.pdf", plan)
        let page = try await browser.upload("\(path)/materials/floor-plan", field: field, fileName: "平面图.txt", Array("text".utf8))
        #expect(page.status == 422 && page.text.contains("平面图.txt") && page.text.contains("平面图.pdf"))
        #expect(try await browser.get("\(path)/materials/floor-plan/1").bytes == plan)
    }

    @Test("nobody else finds a draft")
    func others() async throws {
        let city = try await TestCity()
        let path = try await begun(city).path
        #expect(try await city.browser("wanghai").get(path).status == 404)
        #expect(try await city.browser("window01").get(path).location == "/window")
    }
}

extension Browser.Answer {
    /// What the review page says of the draft that it shows.
    fileprivate var reading: String {
        get throws { String(try #require(text.firstMatch(of: #/name="reading" value="(\d+)"/#)).1) }
    }
}

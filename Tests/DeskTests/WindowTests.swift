import Cases
import Catalogue
import Forms
import Identity
import Kernel
import Ledger
import Platform
import TestKit
import Testing
import Web

/// A clerk takes in an application: from the identity card to the receipt.
@Suite("Window") struct WindowTests {
    @Test("a person who comes for the first time is recorded, and found again by his card")
    func walkIn() async throws {
        let city = try await TestCity(), browser = try await city.browser("window01")
        _ = try await browser.get("/window")
        let card = ["idNumber": "11010519491231002X", "name": "王秀英", "seen": "1"]
        let unknown = try await browser.post("/window/people", card)
        #expect(unknown.status == 422 && unknown.text.contains("第一次来办事，请填他的手机号码"))
        let fresh = try await browser.post("/window/people", card.merging(["mobile": "13800000009"]) { $1 })
        #expect(fresh.status == 303)
        let again = try await browser.post("/window/people", card.merging(["idNumber": "11010519491231002x"]) { $1 })
        #expect(again.location == fresh.location)
        let page = try await browser.get(#require(fresh.location)).text
        #expect(page.contains("王*英") && !page.contains("王秀英") && !page.contains("19491231"))
    }

    @Test("nobody is received whose card the clerk hasn't seen, and no other clerk opens his page")
    func unseen() async throws {
        let city = try await TestCity(), browser = try await city.browser("window01")
        _ = try await browser.get("/window")
        for missing in ["seen", "name"] {
            let answer = try await browser.post("/window/people", card.filter { $0.key != missing })
            #expect(answer.status == 422 && answer.text.contains("id=\"field-\(missing)-error\""), "\(missing)")
        }
        let path = try await person(browser)
        #expect(try await browser.get(path).status == 200)
        #expect(try await city.browser("window02").get(path).status == 404)
    }

    @Test("an account that a stranger registered with the number is told apart, and bound by its code or void")
    func claims() async throws {
        let city = try await TestCity(), browser = try await city.browser("window01"), stranger = try await city.browser()
        _ = try await stranger.get("/register")
        let form = ["idNumber": "11010519491231002X", "name": "王秀英", "mobile": "13900000009", "password": "柳树-2026-开", "again": "柳树-2026-开"]
        #expect(try await stranger.post("/register", form).location == "/me")
        let account = try await stranger.get("/me/account").text
        #expect(account.contains("还没有现场核验"))
        _ = try await browser.get("/window")
        let seen = ["idNumber": "11010519491231002X", "name": "王秀英", "mobile": "13800000009", "seen": "1"]
        let path = try #require(try await browser.post("/window/people", seen).location)
        let page = try await browser.get(path).text
        #expect(page.contains("自行注册，未经现场核验") && page.contains("139****0009") && !page.contains("13900000009"))
        let claim = try #require(page.firstMatch(of: /claims\/([0-9A-Z]+)\/bind/)?.1)
        let wrong = try await browser.post("\(path)/claims/\(claim)/bind", ["code": "1234 5678"])
        #expect(wrong.status == 422 && wrong.text.contains("核验码不对"))
        #expect(try await browser.post("\(path)/claims/\(claim)/void").status == 303)
        #expect(try await browser.get(path).text.contains("自行注册，未经现场核验") == false)
        #expect(try await stranger.get("/me").status == 303)
        #expect(try await browser.post("\(path)/claims/\(claim)/void").status == 404)
    }

    @Test("a name that isn't the proven one is told, and the clerk claims the number anew in person")
    func reclaim() async throws {
        let city = try await TestCity(), browser = try await city.browser("window01"), former = try await city.browser("lixiaomei")
        _ = try await browser.get("/window")
        let other = card.merging(["name": "李小梅", "mobile": "13700000007"]) { $1 }
        let told = try await browser.post("/window/people", other)
        #expect(told.status == 422 && told.text.contains("现场重新认领") && told.text.contains("李*梅"))
        #expect(try await former.get("/me").status == 200)
        let path = try #require(try await browser.post("/window/people", other.merging(["action": "reclaim"]) { $1 }).location)
        #expect(try await browser.get(path).text.contains("13700000007") == false)
        #expect(try await former.get("/me").status == 303)
    }

    @Test("a wrong number is told beside its field, and what was typed stays")
    func wrongNumber() async throws {
        let city = try await TestCity(), browser = try await city.browser("window01")
        _ = try await browser.get("/window")
        let answer = try await browser.post("/window/people", ["idNumber": "410202199003077815", "name": "王海", "seen": "1"])
        #expect(answer.status == 422)
        #expect(answer.text.contains("value=\"410202199003077815\"") && answer.text.contains("value=\"王海\""))
    }

    @Test("showing a person in full is recorded with its reason")
    func reveal() async throws {
        let city = try await TestCity(), browser = try await city.browser("window01")
        let path = try await person(browser)
        let shown = try await browser.post("\(path)/reveal", ["reason": "verify"])
        #expect(shown.status == 200 && shown.text.contains("410204198512120022"))
        let account = try #require(path.split(separator: "/").last.flatMap { ID<Account>($0) })
        let acts = try await city.platform.ledger.acts(of: Subject("account", account)).elements.map(\.act)
        #expect(acts.filter { $0.kind == "person.revealed" }.map { $0.facts["reason"] } == ["核对材料", "核对材料", "核对材料"])
        let withoutReason = try await browser.post("\(path)/reveal")
        #expect(withoutReason.status == 422 && !withoutReason.text.contains("410204198512120022"))
    }

    @Test("an application is taken in once, however often its button is pressed, and can be accepted at once")
    func takeIn() async throws {
        let city = try await TestCity(), browser = try await city.browser("window01")
        let draft = try await begin(city, browser)
        let incomplete = try await send(browser, draft, file: "health-certificates", ["action": "submit"])
        #expect(incomplete.status == 422)
        #expect(incomplete.text.contains("请上传：经营场所平面图"))
        var fields = try await typed(city)
        fields.merge(["promised": "safety-system", "declared": "1", "action": "submit"]) { $1 }
        let taken = try await send(browser, draft, file: "floor-plan", fields)
        let again = try await send(browser, draft, file: "floor-plan", fields)
        #expect(taken.status == 303 && again.location == taken.location)
        let receipt = try await browser.get(#require(taken.location))
        #expect(receipt.text.contains("查询码") && receipt.text.contains("<svg class=\"qr\""))
        #expect(receipt.text.contains("name=\"revision\"") && receipt.text.contains("name=\"work\""))
        let path = try #require(taken.location).replacing("/receipt", with: "")
        let id = try #require(path.split(separator: "/").last.flatMap { ID<Case>($0) })
        let seen = try await [:].seen(city.platform.cases.find(id, in: .platform), in: city)
        #expect(try await browser.post("\(path)/steps/accept", seen).status == 303)
        #expect(try await browser.get(path).text.contains("受理和决定不能是同一个人") == false)
        #expect(try await browser.get("/window/done").text.contains("宋都小厨"))
    }

    @Test("a file of the wrong kind is refused beside its row, and what was typed stays")
    func wrongFile() async throws {
        let city = try await TestCity(), browser = try await city.browser("window01")
        let draft = try await begin(city, browser)
        let answer = try await browser.upload(draft, field: "file.floor-plan", fileName: "plan.docx", Array("PK\u{3}\u{4}word/".utf8),
                                              ["form.signboard": "宋都小厨", "action": "save"])
        #expect(answer.status == 422)
        #expect(answer.text.contains("plan.docx") && answer.text.contains("value=\"宋都小厨\""))
    }

    @Test("a clerk learns at once that somebody can't apply, and why")
    func obstacle() async throws {
        let city = try await TestCity(), browser = try await city.browser("window01")
        let start = "\(try await person(browser))/items/food-operation-permit"
        _ = try await browser.get(start)
        let answers = ["for": "92410202MAKF00015N", "situation.kind": "packaged", "situation.area": "small", "situation.special": "no"]
        let answer = try await browser.post(start, answers)
        #expect(answer.status == 422 && answer.text.contains("不能申请：只卖预包装食品的不用办许可"))
    }

    @Test("nobody else finds a clerk's draft, and a clerk of another region not the case")
    func sight() async throws {
        let city = try await TestCity(), browser = try await city.browser("window01")
        let draft = try await begin(city, browser)
        #expect(try await city.browser("window02").get(draft).status == 404)
        #expect(try await city.browser("lixiaomei").get("/window").status == 403)
        #expect(try await city.browser().get("/window").status == 303)
    }

    @Test("a clerk sees whom he has found by the full number, for a day, and of his cases those of the hall's reach")
    func reach() async throws {
        let city = try await TestCity(), browser = try await city.browser("window01")
        let path = try await person(browser)
        #expect(try await browser.get(path).status == 200)
        let other = try await city.browser("window02")
        for page in [path, "\(path)/items/food-operation-permit"] { #expect(try await other.get(page).status == 404) }
        _ = try await other.get("/window")
        #expect(try await other.post("\(path)/reveal", ["reason": "verify"]).status == 404)
        city.clock.advance(.days(1) + .minutes(1))
        #expect(try await city.browser("window01").get(path).status == 404)
        // A department's own window takes in for its department alone.
        let record = try await city.submitted(), traffic = try await city.browser("window04")
        let own = try await person(traffic)
        #expect(try await traffic.get(own).text.contains(record.query) == false)
        #expect(try await traffic.get("\(own)/items/food-operation-permit").status == 404)
        #expect(try await traffic.get("/window/cases/\(record.id)").status == 404)
        let hall = try await city.browser("window01")
        #expect(try await hall.get(person(hall)).text.contains(record.query))
    }

    @Test("the receipt of what came in online, with its query code, is no clerk's to open")
    func onlineReceipt() async throws {
        let city = try await TestCity(), record = try await city.submitted(), browser = try await city.browser("window01")
        #expect(try await browser.get("/window/cases/\(record.id)").status == 200)
        #expect(try await browser.get("/window/cases/\(record.id)/receipt").status == 404)
    }

    @Test("a legal person is renamed at the window with what stands on its licence, which is asked for only then")
    func rename() async throws {
        let city = try await TestCity(), browser = try await city.browser("window01")
        let start = "\(try await person(browser))/items/food-operation-permit"
        #expect(try await browser.get(start).text.contains("licenceNumber") == false)
        let answers = ["for": "other", "code": "92410202MAKF00015N", "name": "宋都大厨", "situation.kind": "catering",
                       "situation.area": "small", "situation.special": "no"]
        let asked = try await browser.post(start, answers)
        #expect(asked.status == 422 && asked.text.contains("这个单位登记的名称是“开封市龙亭区宋都小厨”"))
        let licence = ["licenceKind": "business", "licenceNumber": "4102020012345", "licenceDate": "2026-09-01"]
        #expect(try await browser.post(start, answers.merging(licence) { $1 }).status == 303)
        let subject = Subject("legal_person", "92410202MAKF00015N")
        let act = try await city.platform.ledger.acts(of: subject).elements.map(\.act).last
        #expect(act?.kind == "legal_person.renamed" && act?.facts["former"] == "开封市龙亭区宋都小厨" && act?.facts["name"] == "宋都大厨")
    }

    // MARK: - A clerk's steps

    private let card = ["idNumber": "410204198512120022", "name": "李晓梅", "seen": "1"]

    private func person(_ browser: Browser) async throws -> String {
        _ = try await browser.get("/window")
        return try #require(try await browser.post("/window/people", card).location)
    }

    /// Begins the food permit for the enterprise that the person acts for.
    private func begin(_ city: TestCity, _ browser: Browser) async throws -> String {
        let start = "\(try await person(browser))/items/food-operation-permit"
        _ = try await browser.get(start)
        let answers = ["for": "92410202MAKF00015N", "situation.kind": "catering", "situation.area": "small", "situation.special": "no"]
        return try #require(try await browser.post(start, answers).location)
    }

    private func send(_ browser: Browser, _ draft: String, file: String, _ fields: [String: String]) async throws -> Browser.Answer {
        try await browser.upload(draft, field: "file.\(file)", fileName: "\(file).pdf", Array("%PDF-1.4 \(file)".utf8), fields)
    }

    /// Every field of the form as a browser sends it.
    private func typed(_ city: TestCity) async throws -> [String: String] {
        let holder = try await city.platform.identity.holder(of: city.session("lixiaomei"))
        let answers = ["kind": "catering", "area": "small", "special": "no"]
        let values = try await city.application(by: holder, situation: answers).values
        let sent = try city.item().form.each(of: values).map { ("form.\($0.path)", $0.value.bool == true ? "1" : $0.value.text) }
        return Dictionary(uniqueKeysWithValues: sent)
    }
}

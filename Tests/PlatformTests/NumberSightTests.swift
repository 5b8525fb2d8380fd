import Cases
import Catalogue
import Identity
import Kernel
import Licences
import Organisations
import Platform
import Signing
import Standards
import TestKit
import Testing
import Web

/// A number is no proof: whoever registers with somebody else's sees nothing of his, and shows him nothing of his own.
@Suite("Whose a number is, over HTTP") struct NumberSightTests {
    private static let card = (name: "李晓梅", number: "410204198512120022")

    @Test("the answer to a registration is the same whether number and mobile are known or not")
    func uniform() async throws {
        let city = try await TestCity()
        _ = try await city.visit("lixiaomei")
        var answers: [(status: Int, location: String?, text: String)] = []
        for (place, number) in ["410204198512120022", "11010519491231002X", "410204198512120022"].enumerated() {
            let answer = try await register(city, "李晓梅", number, mobile: place == 2 ? "13900000000" : "1390000000\(place)").answer
            answers.append((answer.status, answer.location, answer.text))
        }
        #expect(answers.allSatisfy { $0 == answers[0] } && answers[0].status == 303)
    }

    @Test("what is filed under a number is out of sight of whoever only claims it, with the right name too")
    func claimed() async throws {
        let city = try await TestCity(), record = try await city.granted()
        let licence = try #require(try await city.platform.licences.find(ofCase: record.id.text))
        let owner = try await city.browser("lixiaomei")
        let stranger = try await register(city, Self.card.name, Self.card.number, mobile: "13900000009").browser
        for path in ["/me/cases/\(record.id)", "/me/cases/\(record.id)/receipt", "/me/cases/\(record.id)/receipt.json", "/api/v1/cases/\(record.id)",
                     "/me/cases/\(record.id)/documents/1.pdf", "/me/licences/\(licence.id)", "/me/licences/\(licence.id)/pdf"] {
            #expect(try await owner.get(path).status == 200, "\(path)")
            #expect(try await stranger.get(path).status == 404, "\(path)")
        }
        for path in ["/me", "/me/cases", "/me/licences", "/me/messages"] {
            let page = try await stranger.get(path)
            #expect(page.status == 200 && !page.text.contains(record.query) && !page.text.contains(licence.number), "\(path)")
        }
    }

    @Test("what a stranger handed in under a number is shown to him alone, also when its owner has come to a window")
    func stranger() async throws {
        let city = try await Self.open()
        let stranger = try await register(city, Self.card.name, Self.card.number, mobile: "13900000009")
        let applicant = try await city.platform.identity.applicant(of: stranger.session)
        let record = try await city.platform.cases.submit(
            city.application(by: applicant.holder), for: city.item(), by: applicant, key: "stranger")
        #expect(try await stranger.browser.get("/me/cases/\(record.id)").status == 200)
        let clerk = try await city.browser("window01")
        _ = try await clerk.get("/window")
        let card = ["idNumber": Self.card.number, "name": Self.card.name, "seen": "1"]
        let person = try #require(try await clerk.post("/window/people", card).location)
        #expect(try await clerk.get(person).text.contains(record.query) == false)
        let owner = try await city.browser("lixiaomei")
        #expect(try await owner.get("/me/cases/\(record.id)").status == 404)
        #expect(try await owner.get("/me/cases").text.contains(record.query) == false)
        #expect(try await stranger.browser.get("/me/cases/\(record.id)").status == 200)
    }

    @Test("what a window took in for a person is his online once the window has seen that the account is his, and not before")
    func bound() async throws {
        let city = try await TestCity(), name = "王秀英", number = "11010519491231002X", clerk = try await city.session("window01").actor
        let identity = city.platform.identity, card = try SeenCard(number: CitizenID(checking: number), name: name, isSeen: true)
        let visit = try await identity.receive(card, mobile: MobileNumber("13900000009"), seenBy: clerk)
        let applicant = try await identity.applicant(of: visit)
        let record = try await city.platform.cases.submit(
            city.application(by: applicant.holder), for: city.item(), by: applicant, key: "window")
        #expect(record.source == .window)
        let own = try await register(city, name, number, mobile: "13900000009")
        #expect(try await own.browser.get("/me/cases/\(record.id)").status == 404)
        let claim = try #require(ID<Account>(own.session.actor.id))
        _ = try await identity.bind(claim, code: identity.counterCode(of: claim), to: visit)
        #expect(try await own.browser.get("/me/cases/\(record.id)").status == 200)
        // Under another name it is somebody else's.
        let renamed = try SeenCard(number: CitizenID(checking: number), name: "王秀", isSeen: true)
        let other = try await identity.reclaim(renamed, mobile: nil, seenBy: clerk)
        let scope = city.platform.cases.scope(Holder(other.person).sight(at: city.clock.now))
        #expect(try await city.platform.cases.mine(scope).elements.isEmpty)
    }

    /// The city with an item for which level L1 is enough.
    private static func open() async throws -> TestCity {
        let city = try await TestCity()
        let row = try KaifengItem.row("food-operation-permit", ["assurance": .number(1)])
        let report = try await city.platform.importItems([Array(JSONText.encode(JSON.object(row)).utf8)], by: .system("test"))
        #expect(report.changed == 1, "\(report)")
        return city
    }

    private func register(
        _ city: TestCity, _ name: String, _ number: String, mobile: String
    ) async throws -> (browser: Browser, answer: Browser.Answer, session: SessionView) {
        let browser = try await city.browser(), password = "柳树-2026-\(mobile.suffix(2))-开"
        _ = try await browser.get("/register")
        let answer = try await browser.post("/register", [
            "name": name, "idNumber": number, "mobile": mobile, "password": password, "again": password])
        let signedIn = try await city.platform.identity.signIn(mobile, password: Secret(password), from: "10.0.0.1")
        let session = try #require(try await city.platform.identity.session(for: signedIn.token.reveal()))
        return (browser, answer, session)
    }
}

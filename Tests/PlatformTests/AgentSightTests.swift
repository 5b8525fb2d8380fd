import Cases
import Catalogue
import Files
import Identity
import Kernel
import Licences
import Platform
import Storage
import TestKit
import Testing
import Web

/// An agent's sight ends with his mandate, along the path that every request takes: session, actor, query.
@Suite("Agents, over HTTP") struct AgentSightTests {
    static let company = "91410202MAKF00023L"

    /// What 王海 has open as the agent of his company: a browser, a granted case and its licence, one to be corrected, and a draft.
    private struct Agent {
        let browser: Browser, token: String, account: ID<Account>
        let granted: Case, corrected: Case, licence: Licence, draft: Draft

        var pages: [String] {
            ["/me/cases/\(granted.id)", "/me/cases/\(granted.id)/receipt", "/me/cases/\(granted.id)/receipt.json",
             "/me/cases/\(granted.id)/documents/1.pdf", "/me/cases/\(granted.id)/materials/floor-plan/1", "/api/v1/cases/\(granted.id)",
             "/me/licences/\(licence.id)", "/me/licences/\(licence.id)/pdf", "/me/cases/\(corrected.id)/correction",
             "/me/drafts/\(draft.id)", "/me/drafts/\(draft.id)/materials", "/me/drafts/\(draft.id)/review"]
        }
    }

    /// How a mandate may end.
    enum End: CaseIterable {
        /// By an act on this node.
        case act
        /// Behind the back of the session that this node remembers, as by an act on another node.
        case elsewhere
        /// Because its day has come.
        case day
    }

    @Test("what he typed for a legal person is his to see as long as his mandate lives, and not a request longer", arguments: End.allCases)
    func ends(_ end: End) async throws {
        let city = try await TestCity(), agent = try await agent(city)
        let until = city.clock.now + .minutes(10)
        if end == .day { try await authorise(city, agent.account, .full, until: until) }
        for path in agent.pages { #expect(try await agent.browser.get(path).status == 200, "\(path)") }
        #expect(try await agent.browser.get("/me/cases").text.contains(agent.granted.query))
        switch end {
        case .act: try await city.platform.identity.endMandate(of: agent.account, for: Self.company, by: .system("test"))
        case .elsewhere:
            // He has just been seen, so that his session is remembered.
            #expect(try await city.platform.identity.session(for: agent.token)?.actor.body == Self.company)
            try await city.platform.database.write { [now = city.clock.now] in
                try $0.execute("UPDATE agency SET until = \(now) WHERE account = \(agent.account)")
            }
        case .day: city.clock.set(until)
        }
        for path in agent.pages { #expect([403, 404].contains(try await agent.browser.get(path).status), "\(path)") }
        for path in ["/me", "/me/cases", "/me/licences", "/me/messages"] {
            let page = try await agent.browser.get(path)
            #expect(page.status == 200, "\(path)")
            for number in [agent.granted.query, agent.corrected.query, agent.licence.number] {
                #expect(!page.text.contains(number), "\(path)")
            }
        }
        let section = try await agent.browser.post("/me/drafts/\(agent.draft.id)/form/applicant", ["form.mobile": "13800000007"])
        #expect([403, 404].contains(section.status))
        let revision = ["revision": "\(agent.corrected.revision)"]
        let withdrawn = try await agent.browser.post("/me/cases/\(agent.corrected.id)/withdraw", revision)
        #expect([403, 404].contains(withdrawn.status))
        #expect(try await city.platform.cases.find(agent.corrected.id, in: .platform).isOpen)
    }

    @Test("nor does he hand anything in, though his session is remembered and his key was used before")
    func handIn() async throws {
        let city = try await TestCity(), agent = try await agent(city)
        let view = try #require(try await city.platform.identity.session(for: agent.token))
        let applicant = try await city.platform.identity.applicant(of: view)
        let application = try await city.application(by: applicant.holder)
        try await city.platform.database.write { [now = city.clock.now] in
            try $0.execute("UPDATE agency SET until = \(now) WHERE account = \(agent.account)")
        }
        await #expect(throws: Problem("identity.no_mandate", .forbidden)) { try await city.platform.identity.applicant(of: view) }
        // Nor does whoever was looked up while it lived.
        for key in ["granted", "new"] {
            await #expect(throws: Problem("case.mandate", .forbidden)) {
                try await city.platform.cases.submit(application, for: city.item(), by: applicant, key: key)
            }
        }
    }

    @Test("a mandate to apply lets him see and correct, not withdraw nor receive")
    func powers() async throws {
        let city = try await TestCity(), agent = try await agent(city)
        try await authorise(city, agent.account, .apply)
        #expect(try await agent.browser.get("/me/cases/\(agent.granted.id)").status == 200)
        #expect(try await agent.browser.get("/me/cases/\(agent.corrected.id)/correction").status == 200)
        #expect(try await agent.browser.get("/me/licences/\(agent.licence.id)").status == 404)
        #expect(try await agent.browser.get("/me/licences").text.contains(agent.licence.number) == false)
        let view = try #require(try await city.platform.identity.session(for: agent.token))
        let actor = city.platform.cases.actor(try await city.platform.identity.holder(of: view), view.actor)
        await #expect(throws: Problem("case.mandate", .forbidden)) {
            try await city.platform.cases.withdraw(agent.corrected.id, seen: agent.corrected.revision, by: actor)
        }
        let supplied = try await city.platform.cases.supplyCorrection(
            agent.corrected.id, materials: [city.material("floor-plan")], seen: agent.corrected.revision, by: actor)
        #expect(supplied.standing.phase == .received)
    }

    @Test("a mandate for some items ends at the others: begun, seen, handed in by page or program")
    func items() async throws {
        let city = try await TestCity(), agent = try await agent(city)
        let items = city.platform.catalogue.current.items.filter(\.item.servesLegalPersons)
        let other = try #require(items.first { $0.code != agent.granted.itemCode })
        try await authorise(city, agent.account, .full, items: [other.code])
        for path in agent.pages { #expect(try await agent.browser.get(path).status == 404, "\(path)") }
        let start = try await agent.browser.get("/apply/food-operation-permit")
        #expect(start.status == 200 && start.text.contains("您的授权不包括这一项"))
        #expect(try await agent.browser.get("/apply/\(other.item.slug)").text.contains("您的授权不包括这一项") == false)
        let view = try #require(try await city.platform.identity.session(for: agent.token))
        let applicant = try await city.platform.identity.applicant(of: view)
        await #expect(throws: Problem("case.mandate", .forbidden)) {
            try await city.platform.cases.submit(city.application(by: applicant.holder), for: city.item(), by: applicant, key: "other")
        }
    }

    @Test("another agent of the same legal person sees its cases, and the one who typed them nothing as himself")
    func others() async throws {
        let city = try await TestCity(), agent = try await agent(city)
        let colleague = try await city.session("chenguodong"), id = try #require(ID<Account>(colleague.actor.id))
        try await authorise(city, id, .full)
        let token = try await city.token("chenguodong"), browser = try await city.browser()
        browser.signIn(token)
        #expect(try await browser.get("/me/cases/\(agent.granted.id)").status == 404)
        _ = try await browser.get("/me/account")
        #expect(try await browser.post("/me/capacity", ["for": Self.company]).status == 303)
        #expect(try await browser.get("/me/cases/\(agent.granted.id)").status == 200)
        #expect(try await agent.browser.post("/me/capacity", ["for": ""]).status == 303)
        #expect(try await agent.browser.get("/me/cases/\(agent.granted.id)").status == 404)
    }

    private func authorise(
        _ city: TestCity, _ account: ID<Account>, _ scope: Agency.Scope, items: Set<String> = [], until: Timestamp? = nil
    ) async throws {
        try await city.platform.identity.authorise(
            account, for: Self.company, scope: scope, items: items, until: until, by: .system("test"))
    }

    private func agent(_ city: TestCity) async throws -> Agent {
        let platform = city.platform, token = try await city.token("wanghai"), browser = try await city.browser()
        browser.signIn(token)
        _ = try await browser.get("/me/account")
        #expect(try await browser.post("/me/capacity", ["for": Self.company]).status == 303)
        let view = try #require(try await platform.identity.session(for: token))
        let applicant = try await platform.identity.applicant(of: view), application = try await city.application(by: applicant.holder)
        var record = try await platform.cases.submit(application, for: city.item(), by: applicant, key: "granted")
        let clerk = try await city.staff("window01")
        record = try await platform.cases.accept(record.id, by: clerk)
        record = try await platform.cases.pass(record.id, opinion: "符合要求", by: city.staff("scjg-officer"))
        let granted = try await platform.cases.grant(record.id, opinion: "同意", by: city.staff("scjg-chief"))
        let second = try await platform.cases.submit(application, for: city.item(), by: applicant, key: "corrected")
        let corrected = try await platform.cases.requestCorrection(second.id, [.init(key: "floor-plan", reason: "看不清")], by: clerk)
        try await platform.settle()
        let draft = try await platform.cases.beginDraft(
            city.item(), by: applicant, situation: city.item().firstAnswers, account: applicant.account.text)
        let licence = try #require(try await platform.licences.find(ofCase: granted.id.text))
        return Agent(browser: browser, token: token, account: applicant.account, granted: granted, corrected: corrected, licence: licence,
                     draft: draft)
    }
}

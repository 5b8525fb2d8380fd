import Cases
import Catalogue
import Forms
import Identity
import Kernel
import Platform
import Standards
import TestKit
import Testing
import Web

/// The same application through the portal, the API and the window: what the account says of the holder stands, whatever is typed.
@Suite("Doors") struct DoorTests {
    private static let company = "91410202MAKF00023L", foreign = "92410202MAKF00015N"
    private static let situation = ["kind": "catering", "area": "small", "special": "no"]
    private static let answers = Dictionary(uniqueKeysWithValues: situation.map { ("situation.\($0)", $1) })

    @Test("the API takes no other company's code, fills in what isn't said, and wants a street or town")
    func api() async throws {
        let city = try await TestCity(), token = try await agent(city), program = Program(browser: try await city.browser(), token: token)
        let applicant = try await city.platform.identity.applicant(of: #require(try await city.platform.identity.session(for: token)))
        let whole = try await submission(city, applicant, program)
        for (field, value, code) in [
            ("operatorCode", Self.foreign, "case.not_vouched"), ("operatorName", "宋都小厨", "case.not_vouched"),
            ("region", "410202000000", "field.region"),
        ] {
            let answer = try await program.post("/api/v1/cases", with(whole, field, .string(value)), key: "order-\(field)")
            #expect(answer.status == 422 && answer.text.contains("form.\(field)") && answer.text.contains(code), "\(answer.text)")
        }
        let unsaid = with(with(whole, "operatorCode", .null), "operatorName", .null)
        let answer = try await program.post("/api/v1/cases", unsaid, key: "order-whole")
        #expect(answer.status == 201, "\(answer.text)")
        try await expectVouched(city, JSON(parsing: answer.bytes).object?["id"]?.string, source: .online)
    }

    @Test("the portal shows what is vouched for and keeps it, whatever is sent")
    func portal() async throws {
        let city = try await TestCity(), browser = try await city.browser()
        browser.signIn(try await agent(city))
        let start = "/apply/food-operation-permit"
        _ = try await browser.get(start)
        let path = try #require(try await browser.post(start, Self.answers).location)
        let typed = ["form.operatorName": "宋都小厨", "form.operatorCode": Self.foreign, "form.representative": "王海",
                     "form.representativeId": "410202199003077814", "form.mobile": "13800000002"]
        _ = try await browser.post("\(path)/form/applicant", typed)
        let account = try #require(try await city.platform.identity.session(for: city.token("wanghai"))).actor.id
        let draft = try #require(try await city.platform.cases.drafts(of: account).first)
        #expect(draft.content.values["operatorCode"] == .string(Self.company) && draft.content.holder.code == Self.company)
        #expect(draft.content.values["operatorName"] == "开封市宋城建设发展有限公司")
    }

    @Test("the window keeps what is vouched for too, and files the case under the one whose papers were seen")
    func window() async throws {
        let city = try await TestCity(), clerk = try await city.session("window01"), platform = city.platform
        let visit = try await city.visit("wanghai"), browser = try await city.browser("window01")
        let start = "/window/people/\(visit.person.id)/items/food-operation-permit"
        _ = try await browser.get(start)
        let path = try #require(try await browser.post(start, Self.answers.merging(["for": Self.company]) { $1 }).location)
        _ = try await browser.get(path)
        let applicant = try await platform.identity.applicant(of: visit, for: Self.company)
        let application = try await city.application(by: applicant.holder, situation: Self.situation)
        var fields = Dictionary(uniqueKeysWithValues: try city.item().form.each(of: application.values).map {
            ("form.\($0.path)", $0.value.bool == true ? "1" : $0.value.text)
        })
        fields.merge(["form.operatorCode": Self.foreign, "form.operatorName": "宋都小厨", "promised": "safety-system", "declared": "1"]) { $1 }
        for material in application.materials {
            let file = Array("%PDF-1.4 \(material.key)".utf8)
            let kept = try await browser.upload(
                path, field: "file.\(material.key)", fileName: "\(material.key).pdf", file, fields.merging(["action": "save"]) { $1 })
            #expect(kept.status == 303, "\(material.key)")
        }
        let plan = Array("%PDF-1.4 again".utf8)
        let taken = try await browser.upload(
            path, field: "file.floor-plan", fileName: "again.pdf", plan, fields.merging(["action": "submit"]) { $1 })
        #expect(taken.status == 303, "\(taken.text)")
        let id = taken.location?.split(separator: "/").dropLast().last.map(String.init)
        try await expectVouched(city, id, source: .window)
        #expect(clerk.actor.kind == .staff)
    }

    @Test("a person's own number stands too: another's is refused")
    func person() async throws {
        let city = try await TestCity(), applicant = try await city.applicant("lixiaomei"), item = try city.item("driving-licence-renewal")
        var application = try await city.application("driving-licence-renewal", by: applicant.holder)
        application.values["idNumber"] = "410202199003077814"
        let wrong = application
        let error = await #expect(throws: Problem.self) {
            try await city.platform.cases.submit(wrong, for: item, by: applicant, key: "foreign")
        }
        #expect(error?.fields == [FieldProblem("form.idNumber", "case.not_vouched")])
    }

    @Test("a file given in a company's name is the company's: its agent doesn't hand it in for himself")
    func uploads() async throws {
        let city = try await TestCity(), token = try await agent(city), program = Program(browser: try await city.browser(), token: token)
        let identity = city.platform.identity, view = try #require(try await identity.session(for: token))
        let whole = try await submission(city, identity.applicant(of: view), program)
        try await identity.changeCapacity(of: view, to: nil)
        let own = try await city.application(by: identity.holder(of: #require(try await identity.session(for: token))))
        let answer = try await program.post("/api/v1/cases", whole.merging(["form": .object(own.values)]) { $1 }, key: "order-files")
        #expect(answer.status == 422 && answer.text.contains("material.no_file"), "\(answer.text)")
    }

    private func expectVouched(_ city: TestCity, _ id: String?, source: Case.Source) async throws {
        let file = try await city.platform.cases.file(#require(id.flatMap { ID<Case>($0) }), in: .platform)
        #expect(file.record.source == source && file.content.holder.code == Self.company)
        #expect(file.content.values["operatorCode"] == .string(Self.company))
        #expect(file.content.values["operatorName"] == "开封市宋城建设发展有限公司")
    }

    /// The token of 王海's session as his company's agent.
    private func agent(_ city: TestCity) async throws -> String {
        let token = try await city.token("wanghai"), identity = city.platform.identity
        try await identity.changeCapacity(of: #require(try await identity.session(for: token)), to: Self.company)
        return token
    }

    private func submission(_ city: TestCity, _ applicant: Applicant, _ program: Program) async throws -> [String: JSON] {
        let application = try await city.application(by: applicant.holder)
        var materials: [JSON] = []
        for material in application.materials {
            var given = try await program.upload(material.key)
            given["key"] = .string(material.key)
            materials.append(.object(given))
        }
        return [
            "item": "food-operation-permit", "situation": .object(application.situation.mapValues(JSON.string)),
            "form": .object(application.values), "materials": .array(materials),
            "promised": .array(application.promised.map(JSON.string)), "declared": .bool(true),
        ]
    }

    private func with(_ submission: [String: JSON], _ field: String, _ value: JSON) -> [String: JSON] {
        submission.merging(["form": .object((submission["form"]?.object ?? [:]).merging([field: value]) { $1 })]) { $1 }
    }
}

extension Program {
    fileprivate func post(_ path: String, _ body: [String: JSON], key: String) async throws -> Browser.Answer {
        try await post(path, .object(body), key: key)
    }
}

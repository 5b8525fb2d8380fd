import Cases
import Catalogue
import Forms
import Identity
import Kernel
import Platform
import Signing
import Standards
import TestKit
import Testing
import Web

/// Who may begin what for whom is decided once, for every door.
@Suite("Admission") struct AdmissionTests {
    /// Who applies.
    enum Who: CaseIterable {
        /// Registered himself, seen by nobody.
        case claimant
        /// L2 and L3, for themselves.
        case registered, present
        /// The agents of a company: with all powers, to apply only, for the item, for another item.
        case agent, applying, forItem, forOther
        /// At a window: the claimant's namesake with his card; a company's papers without a mandate, and with one for another item.
        case visitor, papers, visitorForOther
    }

    /// What is applied for: level, whether for persons and for legal persons.
    enum What: CaseIterable { case forAll, ofLevel3, ofLevel4, forPersons, forLegal }

    private static let company = "91410202MAKF00023L"

    /// The table: what stands in the way; nothing is written where nothing does.
    static let table: [Who: [What: Admission.Barrier]] = [
        .claimant: [.forAll: .assurance, .ofLevel3: .assurance, .ofLevel4: .assurance, .forPersons: .assurance, .forLegal: .assurance],
        .registered: [.ofLevel3: .assurance, .ofLevel4: .assurance, .forLegal: .onlyLegal],
        .present: [.ofLevel4: .assurance, .forLegal: .onlyLegal],
        .agent: [.ofLevel4: .assurance, .forPersons: .onlyPersons],
        .applying: [.ofLevel4: .assurance, .forPersons: .onlyPersons],
        .forItem: [.ofLevel4: .assurance, .forPersons: .onlyPersons],
        .forOther: [.forAll: .mandate, .ofLevel3: .mandate, .ofLevel4: .assurance, .forPersons: .onlyPersons, .forLegal: .mandate],
        .visitor: [.forLegal: .onlyLegal],
        .papers: [.forPersons: .onlyPersons],
        .visitorForOther: [.forAll: .mandate, .ofLevel3: .mandate, .ofLevel4: .mandate, .forPersons: .onlyPersons, .forLegal: .mandate],
    ]

    @Test("who may apply for what", arguments: Who.allCases)
    func admissions(_ who: Who) async throws {
        let city = try await TestCity(), applicant = try await applicant(who, city)
        for what in What.allCases {
            #expect(Admission.barrier(applicant, to: try Self.item(what)) == Self.table[who]?[what], "\(who) \(what)")
        }
    }

    @Test("name, number and code of the holder are the account's: nothing else passes, and nothing needs to be typed")
    func vouched() throws {
        let form = try KaifengItem.published().form
        let company = CaseHolder(kind: .legal, name: "宋城建设", code: Self.company, contactName: "王海", mobile: "13800000002")
        let expected: [String: JSON] = ["operatorName": "宋城建设", "operatorCode": .string(Self.company)]
        #expect(Admission.vouched(form, for: company) == expected)
        var application = ApplicationTests.application()
        application.values["operatorCode"] = "92410202MAKF00015N"
        let checked = try application.checked(against: KaifengItem.published(), for: company, today: day("2026-10-08"))
        #expect(checked.problems == [
            FieldProblem("form.operatorCode", "case.not_vouched"), FieldProblem("form.operatorName", "case.not_vouched"),
        ])
        for (name, code) in [("operatorName", "operatorCode")] { (application.values[name], application.values[code]) = (nil, nil) }
        let filled = try application.checked(against: KaifengItem.published(), for: company, today: day("2026-10-08"))
        #expect(filled.problems == [] && filled.content.values["operatorCode"] == .string(Self.company))
        #expect(filled.content.holder == company)
    }

    private func applicant(_ who: Who, _ city: TestCity) async throws -> Applicant {
        let identity = city.platform.identity, slug = try KaifengItem.item("food-operation-permit").code
        switch who {
        case .claimant:
            let registered = try await identity.register(Registration(
                name: "王秀英", idNumber: "11010519491231002X", mobile: "13900000009", password: "柳树-2026-开", again: "柳树-2026-开",
                today: city.clock.today))
            return try await identity.applicant(of: #require(try await identity.session(for: registered.token.reveal())))
        case .registered: return try await city.applicant("liujia")
        case .present: return try await city.applicant("lixiaomei")
        case .agent: return try await agent(city, .full, [])
        case .applying: return try await agent(city, .apply, [])
        case .forItem: return try await agent(city, .full, [slug])
        case .forOther: return try await agent(city, .full, ["another"])
        case .visitor: return try await identity.applicant(of: city.visit("liujia"))
        case .papers: return try await identity.applicant(of: city.visit("liujia"), for: Self.company)
        case .visitorForOther:
            _ = try await agent(city, .full, ["another"])
            return try await identity.applicant(of: city.visit("wanghai"), for: Self.company)
        }
    }

    private func agent(_ city: TestCity, _ scope: Agency.Scope, _ items: Set<String>) async throws -> Applicant {
        let identity = city.platform.identity, token = try await city.token("wanghai")
        let view = try #require(try await identity.session(for: token)), id = try #require(ID<Account>(view.actor.id))
        try await identity.authorise(id, for: Self.company, scope: scope, items: items, by: .system("test"))
        try await identity.changeCapacity(of: view, to: Self.company)
        return try await identity.applicant(of: #require(try await identity.session(for: token)))
    }

    private static func item(_ what: What) throws -> ServiceItem {
        let changes: [String: JSON] = switch what {
        case .forAll: ["assurance": .number(2)]
        case .ofLevel3: ["assurance": .number(3)]
        case .ofLevel4: ["assurance": .number(4)]
        case .forPersons: ["serviceObjects": .array(["1"])]
        case .forLegal: ["serviceObjects": .array(["2"])]
        }
        return try KaifengItem.item("food-operation-permit", changes)
    }
}

import Cases
import Identity
import Kernel
import Platform
import TestKit
import Testing
import Web

/// Every command by everybody who may not: outside his sight the case isn't found; within it, it isn't his.
@Suite("Access") struct AccessTests {
    /// Logins, whether they see a case of Longting, and the role they hold in its procedure.
    static let cast: [(login: String, sees: Bool, role: String)] = [
        ("window01", true, "window"), ("window05", true, "window"), ("window04", false, ""),
        ("scjg-officer", true, "officer"), ("scjg-chief", true, "chief"),
        ("supervisor", true, "supervisor"), ("zjj-officer", false, ""), ("zjj-chief", false, ""),
        ("scjg-longting-officer", false, ""), ("scjg-longting-chief", false, ""), ("lixiaomei", true, "holder"), ("wanghai", false, ""),
        ("liujia", false, ""),
    ]

    typealias Command = @Sendable (Cases, ID<Case>, CaseActor) async throws -> Void

    static let commands: [(name: String, run: Command)] = [
        ("accept", { _ = try await $0.accept($1, by: $2) }), ("decline", { _ = try await $0.declineToAccept($1, reason: "理由", by: $2) }),
        ("correction", { _ = try await $0.requestCorrection($1, [.init(key: "", reason: "理由")], by: $2) }),
        ("pass", { _ = try await $0.pass($1, opinion: "意见", by: $2) }), ("grant", { _ = try await $0.grant($1, opinion: "意见", by: $2) }),
        ("refuse", { _ = try await $0.refuse($1, reason: "理由", by: $2) }),
        ("suspend", { _ = try await $0.suspend($1, kind: "inspection", reason: "理由", by: $2) }),
        ("resume", { _ = try await $0.resume($1, opinion: "意见", by: $2) }),
        ("judge", { try await $0.judge("floor-plan", of: $1, .accepted, reason: nil, by: $2) }),
        ("withdraw", { _ = try await $0.withdraw($1, by: $2) }),
        ("supply", { _ = try await $0.supplyCorrection($1, materials: [], by: $2) }),
    ]

    @Test("nobody takes a step that isn't his", arguments: [("accept", "window"), ("review", "officer"), ("decide", "chief")])
    func steps(stage: String, role: String) async throws {
        let city = try await TestCity()
        let record = switch stage {
        case "accept": try await city.submitted()
        case "review": try await city.accepted()
        default: try await city.passed()
        }
        let cases = city.platform.cases
        for person in Self.cast {
            let actor = try await city.actor(person.login)
            for command in Self.commands {
                let isHis = person.role == (["withdraw", "supply"].contains(command.name) ? "holder" : role)
                guard !(person.sees && isHis) else { continue }
                let found = await problem { try await command.run(cases, record.id, actor) }
                #expect(found == (person.sees ? "case.not_yours" : "case.not_found"), "\(person.login) \(command.name)")
            }
        }
        #expect(try await city.file(record).record == record)
    }

    @Test("who doesn't see a case doesn't find it, its file, or what it hides")
    func sight() async throws {
        let city = try await TestCity()
        let record = try await city.submitted(), cases = city.platform.cases
        for person in Self.cast {
            let actor = try await city.actor(person.login)
            let expected: String? = person.sees ? nil : "case.not_found"
            #expect(await problem { try await cases.find(record.id, in: actor.scope) } == expected, "\(person.login)")
            #expect(await problem { try await cases.file(record.id, in: actor.scope) } == expected, "\(person.login)")
            #expect(await problem { try await cases.reveal(record.id, for: .verify, by: actor) } == expected, "\(person.login)")
        }
        let nobody: ID<Case> = ID(at: city.clock.now, SystemRandom())
        #expect(await problem { try await cases.find(nobody, in: .platform) } == "case.not_found")
    }

    @Test("who keeps accounts or reads the security log has no cases", arguments: ["admin", "auditor"])
    func keepers(_ login: String) async throws {
        let city = try await TestCity()
        #expect(await problem { try await city.actor(login) } == "auth.forbidden")
    }

    @Test("a clerk of one district doesn't find the cases of another")
    func regions() async throws {
        let city = try await TestCity()
        let session = try await city.session("lixiaomei")
        var application = try await city.application(by: city.platform.identity.holder(of: session))
        application.values["region"] = "410203001000"
        let record = try await city.submit(application, as: session, key: "shunhe")
        #expect(record.region == "410203001000")
        let longting = try await city.staff("window05")
        #expect(await problem { try await city.platform.cases.accept(record.id, by: longting) } == "case.not_found")
        #expect(try await city.platform.cases.workList(["window"], in: longting.scope).elements.isEmpty)
        #expect(try await city.platform.cases.workList(["window"], in: city.staff("window01").scope).elements.map(\.id) == [record.id])
    }

    @Test("a person finds his own cases, page by page, and those of the legal person he stands for only as its agent")
    func mine() async throws {
        let city = try await TestCity()
        for place in 1...3 { _ = try await city.submitted(key: "k\(place)") }
        _ = try await city.submitted(by: "wanghai")
        let cases = city.platform.cases, person = try await city.person("lixiaomei")
        let first = try await cases.mine(person.scope, limit: 2)
        let rest = try await cases.mine(person.scope, before: first.next, limit: 2)
        #expect(first.elements.count == 2 && rest.elements.count == 1 && rest.next == nil)
        #expect(Set((first.elements + rest.elements).map(\.holderMasked)) == ["李*梅"])
        #expect(try await cases.mine(city.person("liujia").scope).elements.isEmpty)
    }

    @Test("a legal person's case is found by its agents, whoever of them handed it in")
    func agents() async throws {
        let city = try await TestCity()
        let view = try await city.session("wanghai")
        try await city.platform.identity.changeCapacity(of: view, to: "91410202MAKF00023L")
        let holder = try await city.platform.identity.holder(of: Actor(
            kind: .person, id: view.actor.id, name: view.actor.name, capacity: "agent", body: "91410202MAKF00023L"))
        let actor = city.platform.cases.actor(holder, view.actor)
        let agent = try await city.platform.identity.applicant(of: SessionView(
            actor: Actor(kind: .person, id: view.actor.id, name: view.actor.name, capacity: "agent", body: "91410202MAKF00023L"),
            name: view.name, csrf: view.csrf))
        let record = try await city.platform.cases.submit(city.application(by: holder), for: city.item(), by: agent, key: "agent")
        #expect(record.holderMasked == "开封市宋城建设发展有限公司" && record.account == view.actor.id)
        #expect(try await city.platform.cases.mine(actor.scope).elements.map(\.id) == [record.id])
        #expect(try await city.platform.cases.mine(city.person("wanghai").scope).elements.isEmpty)
    }
}

extension TestCity {
    /// As whom the login acts: staff in their post, persons for themselves.
    fileprivate func actor(_ login: String) async throws -> CaseActor {
        let session = try await session(login)
        return session.actor.kind == .staff ? try platform.cases.actor(staff: session) : try await person(login)
    }
}

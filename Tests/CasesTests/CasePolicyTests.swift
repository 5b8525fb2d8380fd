@testable import Cases
import Catalogue
import Kernel
import Organisations
import Standards
import Testing

/// Who may do what, before anything is asked of a database: every role, with its own body and with another, for every event.
@Suite("Policy") struct CasePolicyTests {
    static let own = "11410200MBKF000359", other = "11410200MBKF000434"

    struct Who: Sendable, CustomTestStringConvertible {
        let name: String
        let actor: CaseActor
        var testDescription: String { name }

        init(_ name: String, _ roles: Set<StaffMember.Role>, of body: String, seeing scope: CaseScope) {
            let actor = Actor(kind: .staff, id: name, name: name, capacity: roles.first?.rawValue ?? "", body: body)
            (self.name, self.actor) = (name, CaseActor(actor, roles: roles, scope: scope))
        }

        init(_ name: String, _ actor: Actor, seeing scope: CaseScope) { (self.name, self.actor) = (name, CaseActor(actor, scope: scope)) }
    }

    static let everybody = [
        Who("clerk", [.window], of: other, seeing: .region(prefix: "4102")),
        Who("officer", [.officer], of: own, seeing: .body(own)), Who("chief", [.chief], of: own, seeing: .body(own)),
        Who("foreign officer", [.officer], of: other, seeing: .platform), Who("foreign chief", [.chief], of: other, seeing: .platform),
        Who("foreign officer at a window", [.officer, .chief, .window], of: other, seeing: .region(prefix: "4102")),
        Who("supervisor", [.supervisor], of: own, seeing: .region(prefix: "4102")),
        Who("administrator", [.administrator], of: own, seeing: .body(own)),
        Who("holder", Actor(kind: .person, id: "p", name: "李*梅", capacity: "holder"), seeing: .holder(HolderScope(account: "p", number: "", vouched: nil, mandate: nil))),
        Who("timer", .system("timer"), seeing: .platform), Who("visitor", .anonymous, seeing: .platform),
    ]

    /// Who may, by event and the stage's role.
    static func allowed(_ event: CaseEvent, at stage: String) -> Set<String> {
        let holders: Set = ["holder"]
        let atStage: [String: Set<String>] = [
            "accept": ["clerk", "foreign officer at a window"], "review": ["officer"], "decide": ["chief"],
        ]
        switch event {
        case .withdraw, .supplyCorrection: return holders
        case .timer: return ["timer"]
        case .accept, .requestCorrection, .declineToAccept: return (atStage[stage] ?? []).union(["timer"])
        default: return atStage[stage] ?? []
        }
    }

    @Test("each may do what is his, and nothing else", arguments: everybody, ["accept", "review", "decide"])
    func matrix(_ who: Who, stage: String) throws {
        let record = Self.record(Standing(phase: stage == "accept" ? .received : .running, stage: stage))
        for event in ProcedureTests.events {
            let mayDo = CasePolicy.mayDo(event, at: Self.task(at: stage), on: record, by: who.actor)
            #expect(mayDo == Self.allowed(event, at: stage).contains(who.name), "\(event)")
        }
    }

    @Test("what was given to somebody is his")
    func assigned() throws {
        let record = Self.record(Standing(phase: .running, stage: "review"))
        let officers = ["officer", "colleague"].map { Who($0, [.officer], of: Self.own, seeing: .body(Self.own)).actor }
        #expect(officers.map { CasePolicy.mayDo(.pass, at: Self.task(at: "review", of: "colleague"), on: record, by: $0) } == [false, true])
    }

    /// A work item of the stage, as the procedure of three stages has it.
    static func task(at stage: String, of assignee: String? = nil) -> CaseTask {
        let roles = ["accept": "window", "review": "officer", "decide": "chief"]
        return CaseTask(work: 1, element: stage, name: stage, stage: stage, role: roles[stage] ?? "", assignee: assignee, outcomes: [],
                        isHeld: false, isAdded: false)
    }

    @Test("who accepted may not decide", arguments: [CaseEvent.pass, .grant, .refuse, .suspend, .resume])
    func separation(_ event: CaseEvent) throws {
        for stage in ["review", "decide"] {
            let both = Who("both", [.window, .officer, .chief], of: Self.own, seeing: .body(Self.own)).actor
            #expect(throws: Never.self) {
                try CasePolicy.check(event, at: Self.task(at: stage), of: Self.record(Standing(phase: .running, stage: stage)), by: both)
            }
            #expect(throws: Problem("case.same_person", .forbidden)) {
                let record = Self.record(Standing(phase: .running, stage: stage), acceptedBy: "both")
                try CasePolicy.check(event, at: Self.task(at: stage), of: record, by: both)
            }
        }
    }

    @Test("who reviewed may not decide, nor the other way round", arguments: [
        (Hands(reviewed: ["both"]), CaseEvent.grant, "case.same_reviewer"), (Hands(reviewed: ["both"]), .refuse, "case.same_reviewer"),
        (Hands(reviewed: ["both"]), .pass, nil), (Hands(decided: ["both"]), .pass, "case.same_reviewer"),
        (Hands(decided: ["both"]), .grant, nil), (Hands(reviewed: ["another"], decided: ["another"]), .grant, nil), (Hands(), .grant, nil),
    ] as [(Hands, CaseEvent, String?)])
    func hands(_ hands: Hands, _ event: CaseEvent, _ code: String?) {
        let both = Who("both", [.officer, .chief], of: Self.own, seeing: .body(Self.own)).actor
        var task = Self.task(at: "decide")
        task.hands = hands
        let record = Self.record(Standing(phase: .running, stage: "decide"))
        #expect(refusal({ try CasePolicy.check(event, at: task, of: record, by: both) }) == code)
    }

    private func refusal(_ body: () throws -> Void) -> String? {
        do { try body() } catch { return (error as? Problem)?.code ?? "\(error)" }
        return nil
    }

    @Test("an item that is decided on the spot lets one do both", arguments: [false, true])
    func onTheSpot(isDecidedByOne: Bool) throws {
        let procedure = Procedure(try foodProcedure().definition, isDecidedByOne: isDecidedByOne)
        let walk = try Walk(procedure, [.accept, .pass])
        #expect(procedure.tasks(walk.course).map(\.hands.reviewed) == [isDecidedByOne ? [] : ["somebody"]])
    }

    static func record(_ standing: Standing, acceptedBy: String? = nil) -> Case {
        Case(id: ID(trusted: "01J00000000000000000000000"), number: "", query: "", password: "", itemCode: "", itemVersion: 1, itemName: "",
             body: own, region: "410202000000", source: .online, account: "p", holderMasked: "", standing: standing,
             submittedAt: Timestamp(milliseconds: 0), receivedOn: day("2026-10-08"), acceptedOn: nil, dueOn: day("2026-10-14"),
             statutoryDueOn: nil, closedAt: nil, result: nil, acceptedBy: acceptedBy, revision: 1)
    }
}

@testable import Cases
import Catalogue
import Testing

/// The whole table: what every event does in every phase. What isn't written here is refused.
@Suite("Procedure") struct ProcedureTests {
    static let events: [CaseEvent] = [
        .accept, .requestCorrection, .supplyCorrection, .declineToAccept, .pass, .grant, .refuse, .suspend, .resume, .withdraw, .lapse,
    ]

    struct Step: Sendable {
        let from: Standing, event: CaseEvent, to: Standing, effects: [CaseEffect]

        init(_ from: (Standing.Phase, String), _ event: CaseEvent, _ to: (Standing.Phase, String), _ effects: [CaseEffect] = []) {
            (self.from, self.event) = (Standing(phase: from.0, stage: from.1), event)
            (self.to, self.effects) = (Standing(phase: to.0, stage: to.1), effects)
        }
    }

    static let table = [
        Step((.received, "accept"), .accept, (.running, "review"), [.startClock, .issue(.acceptance)]),
        Step((.received, "accept"), .requestCorrection, (.correcting, "accept"), [.issue(.correction)]),
        Step((.received, "accept"), .declineToAccept, (.closed, "accept"), [.close(.notAccepted), .issue(.notAccepted)]),
        Step((.received, "accept"), .withdraw, (.closed, "accept"), [.close(.withdrawn)]),
        Step((.correcting, "accept"), .supplyCorrection, (.received, "accept")),
        Step((.correcting, "accept"), .lapse, (.closed, "accept"), [.close(.noSupplement)]),
        Step((.correcting, "accept"), .withdraw, (.closed, "accept"), [.close(.withdrawn)]),
        Step((.running, "review"), .pass, (.running, "decide")),
        Step((.running, "review"), .suspend, (.suspended, "review"), [.stopClock, .issue(.suspension)]),
        Step((.running, "review"), .withdraw, (.closed, "review"), [.close(.withdrawn)]),
        Step((.running, "decide"), .grant, (.closed, "decide"), [.close(.granted), .issue(.granted)]),
        Step((.running, "decide"), .refuse, (.closed, "decide"), [.close(.refused), .issue(.refused)]),
        Step((.running, "decide"), .suspend, (.suspended, "decide"), [.stopClock, .issue(.suspension)]),
        Step((.running, "decide"), .withdraw, (.closed, "decide"), [.close(.withdrawn)]),
        Step((.suspended, "review"), .resume, (.running, "review"), [.restartClock]),
        Step((.suspended, "review"), .withdraw, (.closed, "review"), [.close(.withdrawn)]),
        Step((.suspended, "decide"), .resume, (.running, "decide"), [.restartClock]),
        Step((.suspended, "decide"), .withdraw, (.closed, "decide"), [.close(.withdrawn)]),
    ]

    /// Every place where a case of three stages can stand.
    static let standings = [
        ("accept", [.received, .correcting, .closed]), ("review", [.running, .suspended, .closed]),
        ("decide", [.running, .suspended, .closed]),
    ].flatMap { stage, phases in (phases as [Standing.Phase]).map { Standing(phase: $0, stage: stage) } }

    @Test("every event does what the table says, everywhere", arguments: standings)
    func steps(_ standing: Standing) throws {
        let procedure = try Procedure(foodPermit())
        for event in Self.events {
            let expected = Self.table.first { $0.from == standing && $0.event == event }
            let found = try? procedure.step(standing, event)
            #expect(found?.standing == expected?.to, "\(event)")
            #expect(found?.effects == expected?.effects, "\(event)")
        }
        #expect(Set(procedure.possible(standing)) == Set(Self.table.filter { $0.from == standing }.map(\.event)))
    }

    @Test("a refused step says where and what")
    func refusal() throws {
        let closed = Standing(phase: .closed, stage: "decide"), procedure = try Procedure(foodPermit())
        #expect(throws: StepRefused(standing: closed, event: .grant)) { try procedure.step(closed, .grant) }
        #expect(procedure.possible(closed) == [])
    }

    @Test("a case begins at the first stage, and each stage has its role")
    func start() throws {
        let procedure = try Procedure(foodPermit())
        #expect(procedure.start == Standing(phase: .received, stage: "accept"))
        #expect(["accept", "review", "decide"].map(procedure.role) == ["window", "officer", "chief"])
        #expect(procedure.next(after: "decide") == nil && procedure.next(after: "nowhere") == nil)
        #expect(procedure.name(of: "review") == "审查")
    }

    @Test("a case can always be closed, and nothing moves it afterwards")
    func ends() throws {
        let procedure = try Procedure(foodPermit())
        for standing in Self.standings where standing.phase != .closed {
            #expect(procedure.possible(standing).contains(.withdraw))
        }
        for standing in Self.standings where standing.phase == .closed { #expect(procedure.possible(standing).isEmpty) }
    }
}

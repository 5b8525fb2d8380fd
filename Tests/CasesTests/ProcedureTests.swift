@testable import Cases
import Catalogue
import Kernel
import Testing
import Workflow

/// The whole table of the law over a plain procedure: what every event does in every phase. What isn't written here is refused.
@Suite("Procedure") struct ProcedureTests {
    static let events: [CaseEvent] = [
        .accept, .requestCorrection, .supplyCorrection, .declineToAccept, .pass, .grant, .refuse, .suspend, .resume, .withdraw, lapse,
    ]
    /// The time for a correction, by the name that it has in a plain procedure.
    static let lapse = CaseEvent.timer("4/tb-lapsed")

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
        Step((.received, "accept"), .declineToAccept, (.closed, "accept"), [.issue(.notAccepted), .close(.notAccepted)]),
        Step((.received, "accept"), .withdraw, (.closed, "accept"), [.close(.withdrawn)]),
        Step((.correcting, "accept"), .supplyCorrection, (.received, "accept")),
        Step((.correcting, "accept"), lapse, (.closed, "accept"), [.close(.noSupplement)]),
        Step((.correcting, "accept"), .withdraw, (.closed, "accept"), [.close(.withdrawn)]),
        Step((.running, "review"), .pass, (.running, "decide")),
        Step((.running, "review"), .suspend, (.suspended, "review"), [.stopClock, .issue(.suspension)]),
        Step((.running, "review"), .withdraw, (.closed, "review"), [.close(.withdrawn)]),
        Step((.running, "decide"), .grant, (.closed, "decide"), [.issue(.granted), .close(.granted)]),
        Step((.running, "decide"), .refuse, (.closed, "decide"), [.issue(.refused), .close(.refused)]),
        Step((.running, "decide"), .suspend, (.suspended, "decide"), [.stopClock, .issue(.suspension)]),
        Step((.running, "decide"), .withdraw, (.closed, "decide"), [.close(.withdrawn)]),
        Step((.suspended, "review"), .resume, (.running, "review"), [.restartClock]),
        Step((.suspended, "review"), .withdraw, (.closed, "review"), [.close(.withdrawn)]),
        Step((.suspended, "decide"), .resume, (.running, "decide"), [.restartClock]),
        Step((.suspended, "decide"), .withdraw, (.closed, "decide"), [.close(.withdrawn)]),
    ]

    /// How a case of three stages comes to every place where it can stand.
    static let ways: [[CaseEvent]] = [
        [], [.requestCorrection], [.declineToAccept], [.accept], [.accept, .suspend], [.accept, .withdraw], [.accept, .pass],
        [.accept, .pass, .suspend], [.accept, .pass, .grant],
    ]

    @Test("every event does what the table says, everywhere", arguments: ways)
    func steps(_ way: [CaseEvent]) throws {
        let walk = try Walk(foodProcedure(), way)
        for event in Self.events {
            let expected = Self.table.first { $0.from == walk.course.standing && $0.event == event }
            let found = try? walk.taking(event)
            #expect(found?.course.standing == expected?.to, "\(event)")
            #expect(found?.effects.filter { !$0.isTimer } == expected?.effects, "\(event)")
        }
    }

    @Test("a refused step says where and what")
    func refusal() throws {
        let walk = try Walk(foodProcedure(), [.accept, .pass, .grant])
        #expect(throws: StepRefused(standing: Standing(phase: .closed, stage: "decide"), event: .grant)) { try walk.taking(.grant) }
    }

    @Test("a case begins at the first stage, and each stage has its role")
    func start() throws {
        let procedure = try foodProcedure()
        #expect(try Walk(procedure, []).course.standing == Standing(phase: .received, stage: "accept"))
        #expect(procedure.definition.people.map(\.role) == ["window", "officer", "chief"])
        #expect(procedure.definition.name(ofStage: "review") == "审查" && procedure.definition.name(ofStage: "nowhere") == "nowhere")
    }

    @Test("the time for a correction is a timer of so many working days, and stops when the correction comes")
    func timer() throws {
        let walk = try Walk(foodProcedure(), [])
        let asked = try walk.taking(.requestCorrection)
        let orders = asked.effects.compactMap { if case .startTimer(let order) = $0 { order } else { nil } }
        #expect(orders.map(\.id) == ["4/tb-lapsed"] && orders.map(\.rule) == [TimerRule(.workingDays, "10")])
        let supplied = try Walk(foodProcedure(), [.requestCorrection]).taking(.supplyCorrection)
        #expect(supplied.effects == [.cancelTimer("4/tb-lapsed")])
    }

    @Test("review can be sent back to, acceptance can't")
    func sendBack() throws {
        let walk = try Walk(foodProcedure(), [.accept, .pass])
        let work = try #require(walk.procedure.tasks(walk.course).first?.work)
        #expect(walk.procedure.returns(of: work, in: walk.course).map(\.id) == ["review"])
        #expect(try walk.taking(.sendBack(to: "review")).course.standing == Standing(phase: .running, stage: "review"))
        #expect(throws: StepRefused.self) { try walk.taking(.sendBack(to: "accept")) }
    }
}

/// A case on its way through a procedure, one event after another.
struct Walk {
    let procedure: Procedure
    private(set) var course: Course
    private let facts: Facts

    init(_ procedure: Procedure, _ events: [CaseEvent], knowing answers: [String: JSON] = [:]) throws {
        (self.procedure, facts) = (procedure, Facts(answers: answers))
        course = try procedure.start(version: 1, facts, now: Timestamp(milliseconds: 0)).course
        for event in events { course = try taking(event).course }
    }

    func taking(_ event: CaseEvent, at element: String? = nil) throws -> (course: Course, effects: [CaseEffect]) {
        let task = procedure.tasks(course).first { $0.takes(event) && $0.element == element ?? $0.element }
        return try procedure.step(course, event, work: task?.work, by: "somebody", facts, now: Timestamp(milliseconds: 1))
    }

    mutating func take(_ event: CaseEvent, at element: String? = nil) throws { course = try taking(event, at: element).course }

    private struct Facts: CaseFacts {
        let answers: [String: JSON]

        func evaluate(_ text: String, _ variables: [String: JSON]) throws -> JSON {
            try FEELExpressions().evaluate(text, answers.merging(variables) { $1 })
        }
        func fault(in text: String) -> String? { nil }
        func decide(_ decision: String) throws -> JSON { .null }
    }
}

extension CaseEffect {
    var isTimer: Bool {
        switch self {
        case .startTimer, .cancelTimer, .holdTimer, .releaseTimer: true
        default: false
        }
    }
}

import Catalogue
import Kernel
import Workflow

/// How a case moves: the law over an item's procedure. The engine runs the procedure; here is what its steps mean for the case: when it is
/// accepted, which opinion needs which document, when the clock stands, how it ends. Pure: time comes with the event.
public struct Procedure: Sendable {
    public let definition: ProcessDefinition
    /// Whether the item lets one officer both review and decide.
    let isDecidedByOne: Bool

    public init(_ definition: ProcessDefinition, isDecidedByOne: Bool = false) {
        (self.definition, self.isDecidedByOne) = (definition, isDecidedByOne)
    }

    /// - Throws: `workflow…` when what was published can't be read any more.
    public init(_ item: PublishedItem) throws(Problem) { self.init(try item.procedure, isDecidedByOne: item.item.isDecidedByOne) }

    /// A case is handed in.
    public func start(version: Int, _ facts: any CaseFacts, now: Timestamp) throws -> (course: Course, effects: [CaseEffect]) {
        let step = try definition.start(version: "\(version)", facts, now: now)
        let before = Course(instance: step.instance, standing: Standing(phase: .received, stage: ""), isAccepted: false)
        return try settle(step, after: before, specials: [:], [], facts, now)
    }

    /// - Parameters:
    ///   - work: the work item that the event is about, where it is about one.
    ///   - actor: who does it, by his id.
    /// - Throws: `StepRefused` when the event has no meaning where the case stands; what the engine throws when the procedure can't go on.
    public func step(
        _ course: Course, _ event: CaseEvent, work: Int? = nil, by actor: String, _ facts: any CaseFacts, now: Timestamp
    ) throws -> (course: Course, effects: [CaseEffect]) {
        let refused = StepRefused(standing: course.standing, event: event)
        guard isMeant(event, work, in: course), let told = told(event, work, by: actor) else { throw refused }
        let step: ProcessStep
        do {
            step = try definition.step(course.instance, told, facts, now: now)
        } catch let problem as Problem where Self.refusals.contains(problem.code) {
            throw refused
        }
        var after = course
        if event == .accept { after.isAccepted = true }
        return try settle(step, after: after, specials: specials(course.instance), lawful(event), facts, now)
    }

    /// Every problem of the engine that says no more than that this can't be done now.
    private static let refusals: Set = [
        "workflow.over", "workflow.suspended", "workflow.not_suspended", "workflow.no_such_work", "workflow.work_held", "workflow.outcome",
        "workflow.no_such_timer", "workflow.nobody_waits", "workflow.return_target", "workflow.too_many_signs",
    ]

    // MARK: - What the law allows

    private func isMeant(_ event: CaseEvent, _ work: Int?, in course: Course) -> Bool {
        switch event {
        case .accept, .requestCorrection, .declineToAccept: !course.isAccepted && isOffered(event, work, in: course)
        case .grant, .refuse: course.isAccepted && isOffered(event, work, in: course)
        case .complete: isOffered(event, work, in: course)
        case .suspend: course.standing.phase == .running
        case .resume: course.standing.phase == .suspended
        case .sendBack(let target): work.map { returns(of: $0, in: course).contains { $0.id == target } } ?? false
        case .supplyCorrection, .withdraw, .timer, .reassign, .addSign: true
        }
    }

    /// An opinion with a meaning of the law must be named by the step; any other may also be given where none are named.
    private func isOffered(_ event: CaseEvent, _ work: Int?, in course: Course) -> Bool {
        guard let outcome = event.outcome, CaseEvent(outcome: outcome) == event else { return false }
        return tasks(course).first { $0.work == work }?.takes(event) ?? false
    }

    /// The steps to which work may be returned (退回), the latest first. Never before acceptance: it isn't done twice.
    public func returns(of work: Int, in course: Course) -> [FlowNode] {
        definition.returnTargets(of: work, in: course.instance).filter { node in
            node.kind == .userTask && !node.duty.outcomes.contains("accept")
        }
    }

    /// What the engine is told.
    private func told(_ event: CaseEvent, _ work: Int?, by actor: String) -> ProcessEvent? {
        switch event {
        case .supplyCorrection: return .message(LinearProcedure.supplement)
        case .suspend: return .suspend()
        case .resume: return .resume()
        case .withdraw: return .withdraw
        case .timer(let id): return .timer(id)
        default: break
        }
        guard let work else { return nil }
        switch event {
        case .sendBack(let target): return .sendBack(work: work, to: target, by: actor)
        case .reassign(let other): return .reassign(work: work, to: other)
        case .addSign(let sign): return .addSign(work: work, sign)
        default: return .complete(work: work, outcome: event.outcome, by: actor)
        }
    }

    private func lawful(_ event: CaseEvent) -> [CaseEffect] {
        let clock: [CaseEvent: CaseEffect] = [.accept: .startClock, .suspend: .stopClock, .resume: .restartClock]
        return [clock[event], event.document.map(CaseEffect.issue)].compactMap(\.self)
    }
}

extension Procedure {
    /// The open work items, those that must wait among them, in the order in which they came up.
    public func tasks(_ course: Course) -> [CaseTask] {
        guard course.instance.isOpen else { return [] }
        let open = Set(course.instance.openWork.map(\.id))
        let hands = isDecidedByOne ? Hands() : Hands(course.instance)
        return course.instance.tokens.flatMap { token -> [CaseTask] in
            guard let node = definition.node(token.at) else { return [] }
            return (token.work ?? []).filter { $0.done == nil }.map { item in
                let isAdded = item.id != token.id
                return CaseTask(work: item.id, element: node.id, name: node.title, stage: node.stage, role: item.role ?? "",
                                assignee: item.assignee, outcomes: isAdded ? [] : node.duty.outcomes, isHeld: !open.contains(item.id),
                                isAdded: isAdded, hands: hands)
            }
        }
    }

    /// Whether it waits for a correction.
    func awaitsCorrection(_ instance: ProcessInstance) -> Bool {
        definition.awaitedMessages(in: instance).contains(LinearProcedure.supplement)
    }

    /// Steps under way that are special procedures, by their tokens.
    func specials(_ instance: ProcessInstance) -> [Int: FlowNode] {
        guard instance.isOpen else { return [:] }
        return instance.tokens.reduce(into: [:]) { specials, token in
            guard let node = definition.node(token.at), node.kind == .userTask, node.duty.isSpecial else { return }
            specials[token.id] = node
        }
    }
}

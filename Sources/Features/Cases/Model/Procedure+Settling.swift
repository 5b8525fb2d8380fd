import Catalogue
import Kernel
import Workflow

extension Procedure {
    /// What the engine's step means for the case: services and decisions are answered at once, and what is left are effects.
    func settle(
        _ step: ProcessStep, after course: Course, specials: [Int: FlowNode], _ lawful: [CaseEffect], _ facts: any CaseFacts,
        _ now: Timestamp
    ) throws -> (course: Course, effects: [CaseEffect]) {
        var instance = step.instance, effects = lawful, open = step.effects[...], answers = 0
        while let effect = open.popFirst() {
            guard let answer = try answer(to: effect, facts) else {
                effects += try told(by: effect)
                continue
            }
            answers += 1
            guard answers <= Self.answerLimit else { throw Problem("workflow.endless", .conflict, ["name": definition.name]) }
            let next = try definition.step(instance, answer, facts, now: now)
            instance = next.instance
            open += next.effects
        }
        var after = course
        after.instance = instance
        after.standing = standing(of: after)
        return (after, effects + changes(from: specials, to: self.specials(instance)))
    }

    /// More than any sound procedure asks for in one step.
    private static let answerLimit = 1000

    private func answer(to effect: ProcessEffect, _ facts: any CaseFacts) throws -> ProcessEvent? {
        switch effect {
        // Only known operations are published, and they have nothing to say.
        case .perform(_, let token, _): .answer(token: token)
        case .decide(let decision, let token, _): .answer(token: token, value: try facts.decide(decision))
        default: nil
        }
    }

    private func told(by effect: ProcessEffect) throws -> [CaseEffect] {
        switch effect {
        case .startTimer(let order): return [.startTimer(order)]
        case .cancelTimer(let id): return [.cancelTimer(id)]
        case .holdTimer(let id): return [.holdTimer(id)]
        case .releaseTimer(let id): return [.releaseTimer(id)]
        case .sendMessage(let name, let element): return [.tell(.reminded, name: name, element: element)]
        case .broadcast(let signal): return [.tell(.signalled, name: signal, element: "")]
        case .escalated(let code, let element): return [.tell(.escalated, name: code ?? "", element: element)]
        case .withdrawn: return [.close(.withdrawn)]
        case .finished(let outcome):
            guard let result = outcome.flatMap(CaseResult.init) else {
                throw Problem("case.no_result", .fault, reason: "\(definition.id) ended with \(outcome ?? "nothing")")
            }
            return [.close(result)]
        case .failed(let code, let element): throw Problem("case.procedure_failed", .fault, reason: "\(element): \(code)")
        case .call(let process, _, let element): throw Problem("case.procedure_failed", .fault, reason: "\(element) calls \(process)")
        default: return []
        }
    }

    /// Special procedures that began and ended with the step. In the end they end of themselves.
    private func changes(from before: [Int: FlowNode], to after: [Int: FlowNode]) -> [CaseEffect] {
        let ended = before.filter { after[$0.key] == nil }.sorted { $0.key < $1.key }
        let begun = after.filter { before[$0.key] == nil }.sorted { $0.key < $1.key }
        return ended.map { .endSpecial(element: $0.value.id) }
            + begun.map { .beginSpecial(element: $0.value.id, days: $0.value.duty.days ?? 0) }
    }

    private func standing(of course: Course) -> Standing {
        let instance = course.instance
        guard instance.isOpen else { return Standing(phase: .closed, stage: course.standing.stage) }
        let stage = tasks(course).first?.stage ?? instance.stages(definition).first ?? course.standing.stage
        if instance.suspended != nil { return Standing(phase: .suspended, stage: stage) }
        if !course.isAccepted, awaitsCorrection(instance) { return Standing(phase: .correcting, stage: stage) }
        return Standing(phase: course.isAccepted ? .running : .received, stage: stage)
    }
}

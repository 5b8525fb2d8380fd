import Foundation
import Kernel
import Workflow

/// The worked example of a procedure, from application to licence, again and again.
struct ProcedureFigures {
    private let bytes: [UInt8]
    private let definition: ProcessDefinition

    init() throws {
        bytes = Array(try Data(contentsOf: Repository.file("Tests/WorkflowTests/Fixtures/food-operation.bpmn")))
        definition = try ProcessDefinition(reading: bytes)
    }

    func print() throws {
        let rate = try perProcessorSecond { try goThrough() == .finished }
        Figure(name: "procedure_step", value: rate * Double(Self.way.count + 2), unit: "/s of a core").print()
        let reading = try perProcessorSecond(batch: 10) { try ProcessDefinition(reading: bytes).check().allSatisfy(\.isWarning) }
        Figure(name: "procedure_read_and_checked", value: reading, unit: "/s of a core").print()
        let drawing = try perProcessorSecond(batch: 10) { !ProcessPicture(definition) { key, _ in key }.svg.isEmpty }
        Figure(name: "procedure_drawn", value: drawing, unit: "/s of a core").print()
    }

    private func goThrough() throws -> ProcessInstance.State {
        var step = try definition.start(Outcomes(), now: Self.now)
        for (element, outcome) in Self.way {
            guard let token = step.instance.tokens.first(where: { $0.at == element }) else { return step.instance.state }
            step = try definition.step(step.instance, .complete(work: token.id, outcome: outcome, by: "x"), Outcomes(), now: Self.now)
        }
        guard let last = step.instance.tokens.last else { return step.instance.state }
        return try definition.step(step.instance, .answer(token: last.id), Outcomes(), now: Self.now).instance.state
    }

    private static let way = [("accept", "accept"), ("review", "pass"), ("inspection", "pass"), ("decide", "grant")]
    private static let now = Timestamp(milliseconds: 1_790_000_000_000)
}

/// Knows only the one kind of condition that the example has, so that the procedure is measured and not FEEL.
private struct Outcomes: Expressions {
    func evaluate(_ text: String, _ variables: [String: JSON]) throws -> JSON {
        .bool(text == "outcome = \"\(variables["outcome"]?.string ?? "")\"")
    }

    func fault(in text: String) -> String? { nil }
}

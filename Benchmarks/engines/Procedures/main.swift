import Foundation
import Kernel
import Workflow

/// The worked example, from application to licence, again and again. Seconds are the processor's: what else runs doesn't count.
struct Outcomes: Expressions {
    func evaluate(_ text: String, _ variables: [String: JSON]) throws -> JSON {
        .bool(text == "outcome = \"\(variables["outcome"]?.string ?? "")\"")
    }

    func fault(in text: String) -> String? { nil }
}

func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = clock()
    try work()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
}

let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/food-operation.bpmn").standardized
let bytes = Array(try Data(contentsOf: file))
let definition = try ProcessDefinition(reading: bytes)
let way = [("accept", "accept"), ("review", "pass"), ("inspection", "pass"), ("decide", "grant")]
let now = Timestamp(milliseconds: 1_790_000_000_000)
let rounds = 20_000

let stepping = try seconds {
    for _ in 0..<rounds {
        var step = try definition.start(Outcomes(), now: now)
        for (element, outcome) in way {
            guard let token = step.instance.tokens.first(where: { $0.at == element }) else { throw Problem("benchmark", .fault) }
            step = try definition.step(step.instance, .complete(work: token.id, outcome: outcome, by: "x"), Outcomes(), now: now)
        }
        step = try definition.step(step.instance, .answer(token: step.instance.tokens.last?.id ?? 0), Outcomes(), now: now)
        guard step.instance.state == .finished else { throw Problem("benchmark", .fault) }
    }
}
let reading = try seconds { for _ in 0..<200 { _ = try ProcessDefinition(reading: bytes) } }
let checking = seconds { for _ in 0..<200 { _ = definition.check() } }
let drawing = seconds { for _ in 0..<200 { _ = ProcessPicture(definition) { key, _ in key }.svg } }

print("a step: \((stepping / Double(rounds * 6) * 1e7).rounded() / 10) µs (\(rounds * 6) steps)")
for (name, time) in [("reading", reading), ("checking", checking), ("drawing", drawing)] {
    print("\(name): \((time / 200 * 1e6).rounded()) µs")
}

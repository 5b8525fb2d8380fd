import Kernel
import Testing
@testable import Workflow

@Suite("Linear procedures")
struct LinearTests {
    private static let stages = [
        LinearProcedure.Stage(key: "accept", name: "受理", role: "clerk", days: 1),
        LinearProcedure.Stage(key: "review", name: "审查", role: "officer", days: 3),
        LinearProcedure.Stage(key: "decide", name: "决定", role: "chief", days: 1),
    ]

    private func definition(_ stages: [LinearProcedure.Stage] = stages) throws -> ProcessDefinition {
        try LinearProcedure(id: "item", name: "公共场所卫生许可", stages: stages, correctionDays: 20).definition(Words.say())
    }

    @Test("a list of stages becomes a sound definition with a diagram", arguments: 1...3)
    func sound(_ count: Int) throws {
        let made = try definition(Array(Self.stages.prefix(count)))
        #expect(made.isDrawn && made.check(roles: ["clerk", "officer", "chief"], promise: 5, expressions: Comparisons()) == [])
        #expect(try ProcessDefinition(reading: made.exported()).nodes.map(\.id) == made.nodes.map(\.id))
    }

    @Test("the ways of a case: accepted, corrected, declined, lapsed, granted, refused", arguments: [
        (["accept accept", "review", "decide grant"], "granted"), (["accept accept", "review", "decide refuse"], "refused"),
        (["accept decline"], "notAccepted"), (["accept correct", "supplement", "accept accept", "review", "decide grant"], "granted"),
        (["accept correct", "lapse"], "noSupplement"),
    ])
    func ways(_ ways: [String], _ result: String) throws {
        var bench = try Bench(definition())
        for way in ways.map({ $0.split(separator: " ").map(String.init) }) {
            switch way[0] {
            case "supplement": try bench.take(.message(LinearProcedure.supplement))
            case "lapse": try bench.take(.timer("\(bench.token("tb-correction"))/tb-lapsed"))
            default: try bench.done(way[0], way.count > 1 ? way[1] : nil)
            }
        }
        #expect(bench.instance.state == .finished && bench.instance.outcome == result)
    }

    @Test("at every moment the stage is known, and a special procedure, a withdrawal and a return have their place")
    func operations() throws {
        var bench = try Bench(definition())
        #expect(bench.instance.stages(bench.definition) == ["accept"])
        try bench.done("accept", "accept")
        #expect(bench.instance.stages(bench.definition) == ["review"])
        try bench.take(.suspend())
        try bench.take(.resume())
        try bench.done("review")
        try bench.take(.sendBack(work: bench.work("decide"), to: "review", by: "x"))
        #expect(bench.instance.stages(bench.definition) == ["review"])
        try bench.take(.withdraw)
        #expect(bench.instance.state == .withdrawn)
    }

    @Test("what is waited for is known: a supplement, and the time within which it must come")
    func awaited() throws {
        var bench = try Bench(definition())
        #expect(bench.definition.awaitedMessages(in: bench.instance).isEmpty && bench.definition.timers(in: bench.instance).isEmpty)
        try bench.done("accept", "correct")
        #expect(bench.definition.awaitedMessages(in: bench.instance) == [LinearProcedure.supplement])
        #expect(bench.definition.timers(in: bench.instance) == ["\(try bench.token("tb-correction"))/tb-lapsed"])
        try bench.take(.suspend())
        #expect(bench.definition.awaitedMessages(in: bench.instance).isEmpty && bench.definition.timers(in: bench.instance).count == 1)
    }

    @Test("a single stage takes in and decides")
    func single() throws {
        var bench = try Bench(definition([Self.stages[0]]))
        try bench.done("accept", "accept")
        #expect(bench.instance.stages(bench.definition) == ["accept"])
        try bench.done("tb-decide", "grant")
        #expect(bench.instance.outcome == "granted")
    }

    @Test("lists that can't be made one are refused", arguments: [[], ["a", "a"], ["1a"], ["甲"], ["a b"], ["tb-start"]])
    func refused(_ keys: [String]) {
        let stages = keys.map { LinearProcedure.Stage(key: $0, name: $0, role: "r", days: 1) }
        #expect(throws: Problem("workflow.stages", .invalid)) { try definition(stages) }
    }
}

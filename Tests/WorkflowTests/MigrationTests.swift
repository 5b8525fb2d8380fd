import Kernel
import Testing
@testable import Workflow

@Suite("Carrying instances over to a new version")
struct MigrationTests {
    private static let old = """
        <startEvent id="s"/><parallelGateway id="f"/><userTask id="a" tb:role="r"/><userTask id="b" tb:role="r"/><parallelGateway id="j"/>
        <boundaryEvent id="t" attachedToRef="a" tb:days="3"><timerEventDefinition/></boundaryEvent><endEvent id="late"/>
        <userTask id="z"/><endEvent id="e"/>{s>f}{f>a}{f>b}{a>j}{b>j}{j>z}{z>e}{t>late}
        """

    private func migrate(_ bench: Bench, to body: String, _ mapping: [String: String] = [:]) throws -> ProcessStep {
        let new = try procedure(body)
        return try new.migrate(bench.instance, from: bench.definition, version: "2", mapping: mapping, Comparisons(), now: bench.time)
    }

    @Test("it stays where it stands and goes on by the new version; tasks are described anew and timers brought into line")
    func carried() throws {
        var bench = try Bench(procedure(Self.old))
        try bench.done("b")
        let a = try bench.token("a")
        let new = Self.old.replacing("id=\"a\" tb:role=\"r\"", with: "id=\"a\" tb:role=\"chief\"")
            .replacing("tb:days=\"3\"", with: "tb:days=\"9\"")
            .replacing("{j>z}", with: "<userTask id='y'/>{j>y}{y>z}")
        let step = try migrate(bench, to: new)
        #expect(step.instance.version == "2" && step.instance.tokens.map(\.at).sorted() == ["a", "j"])
        #expect(step.effects.contains(.cancelTimer("\(a)/t")))
        #expect(step.effects.contains(.startTimer(TimerOrder(id: "\(a)/t", element: "t", rule: TimerRule(.workingDays, "9")))))
        #expect(step.effects.contains { if case .changeTask(let order) = $0 { order.work == a && order.role == "chief" } else { false } })
        let next = try procedure(new).step(step.instance, .complete(work: a, by: "x"), Comparisons(), now: bench.time)
        #expect(next.instance.tokens.map(\.at) == ["y"])
    }

    @Test("what was renamed is found by the mapping, and what was done under the old name can still be returned to")
    func renamed() throws {
        var bench = try Bench(procedure(Self.old))
        try bench.done("a")
        try bench.done("b")
        let new = Self.old.replacing("\"z\"", with: "\"zz\"").replacing("{j>z}{z>e}", with: "{j>zz}{zz>e}")
        #expect(throws: Problem("workflow.migration", .conflict)) { try migrate(bench, to: new) }
        let step = try migrate(bench, to: new, ["z": "zz", "j-z": "j-zz"])
        #expect(step.instance.tokens.map(\.at) == ["zz"])
        let back = ProcessEvent.sendBack(work: step.instance.tokens[0].id, to: "a", by: "x")
        let returned = try procedure(new).step(step.instance, back, Comparisons(), now: bench.time)
        #expect(returned.instance.tokens.map(\.at).sorted() == ["a", "j"])
    }

    @Test("where there is no place for a token, or another kind of node has it, it finishes on its own version", arguments: [
        ([], "<userTask id=\"a\" tb:role=\"r\"/>", "<serviceTask id=\"a\"/>"),
        (["a"], "<parallelGateway id=\"j\"/>", "<inclusiveGateway id=\"j\"/>"),
        (["a"], "<userTask id=\"b\" tb:role=\"r\"/>", "<task id=\"b\"/>"),
    ])
    func refused(_ done: [String], _ before: String, _ after: String) throws {
        var bench = try Bench(procedure(Self.old))
        for element in done { try bench.done(element) }
        #expect(throws: Problem("workflow.migration", .conflict)) { try migrate(bench, to: Self.old.replacing(before, with: after)) }
        #expect(throws: Never.self) { try migrate(bench, to: Self.old) }
    }

    @Test("a state that the new version could never be in is refused")
    func unreachable() throws {
        let bench = try Bench(procedure(Self.old))
        let new = Self.old.replacing("parallelGateway", with: "exclusiveGateway").replacing("id=\"f\"", with: "id=\"f\" default=\"f-a\"")
        #expect(bench.at == ["a", "b"])
        #expect(throws: Problem("workflow.migration_state", .conflict)) { try migrate(bench, to: new) }
    }
}

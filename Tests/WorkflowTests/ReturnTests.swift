import Kernel
import Testing
@testable import Workflow

@Suite("Returning and taking back")
struct ReturnTests {
    static let fork = """
        <startEvent id="s"/><userTask id="p"/><parallelGateway id="f"/><userTask id="a"/><userTask id="a2"/><userTask id="b"/>
        <parallelGateway id="j"/><userTask id="z"/><endEvent id="e"/>{s>p}{p>f}{f>a}{f>b}{a>j}{b>j}{j>z}{z>e}
        """
    private static let long = fork.replacing("{a>j}", with: "{a>a2}{a2>j}")

    @Test("within a branch: the other branch is left alone")
    func within() throws {
        var bench = try Bench(procedure(Self.long))
        for element in ["p", "a", "b"] { try bench.done(element) }
        try bench.take(.sendBack(work: bench.work("a2"), to: "a", by: "x"))
        #expect(bench.at == ["a", "j"])
        for element in ["a", "a2", "z"] { try bench.done(element) }
        #expect(bench.instance.state == .finished)
    }

    @Test("from a branch to before the parting: both branches are taken back, and the join is whole again")
    func beforeFork() throws {
        var bench = try Bench(procedure(Self.long))
        for element in ["p", "a"] { try bench.done(element) }
        let b = try bench.work("b")
        try bench.take(.sendBack(work: bench.work("a2"), to: "p", by: "x"))
        #expect(bench.at == ["p"] && bench.effects.contains(.cancelTask(b)))
        for element in ["p", "b", "a", "a2", "z"] { try bench.done(element) }
        #expect(bench.instance.state == .finished)
    }

    @Test("from behind the join into one branch: what the other had done still counts")
    func intoBranch() throws {
        var bench = try Bench(procedure(Self.fork))
        for element in ["p", "a", "b"] { try bench.done(element) }
        try bench.take(.sendBack(work: bench.work("z"), to: "a", by: "x"))
        #expect(bench.at == ["a", "j"])
        try bench.done("a")
        #expect(bench.at == ["z"])
        try bench.take(.sendBack(work: bench.work("z"), to: "b", by: "x"))
        try bench.done("b")
        try bench.done("z")
        #expect(bench.instance.state == .finished)
        #expect(bench.path == ["p", "a", "b", "z", "e"])
    }

    @Test("a branch that was cut off by what is taken back begins anew")
    func cutOff() throws {
        var bench = try Bench(procedure(Self.fork.replacing("id=\"j\"", with: "id=\"j\" tb:join=\"veto\"")))
        try bench.done("p")
        try bench.done("a", "reject")
        #expect(bench.at == ["z"])
        try bench.take(.sendBack(work: bench.work("z"), to: "a", by: "x"))
        #expect(bench.at == ["a", "b"])
        try bench.done("a", "pass")
        try bench.done("b", "pass")
        #expect(bench.at == ["z"])
    }

    @Test("what a step didn't come of is no place to return to", arguments: ["b", "z", "a2", "f", "s"])
    func refused(_ element: String) throws {
        var bench = try Bench(procedure(Self.long))
        try bench.done("p")
        try bench.done("b")
        let a = try bench.work("a")
        #expect(throws: Problem("workflow.return_target", .invalid)) { try bench.take(.sendBack(work: a, to: element, by: "x")) }
        #expect(throws: Problem("workflow.no_such_element", .invalid)) { try bench.take(.sendBack(work: a, to: "?", by: "x")) }
    }

    @Test("the steps that may be returned to are offered, the latest first, and each of them is taken")
    func targets() throws {
        var bench = try Bench(procedure(Self.long))
        for element in ["p", "a", "b", "a2"] { try bench.done(element) }
        let z = try bench.work("z")
        let targets = bench.definition.returnTargets(of: z, in: bench.instance).map(\.id)
        #expect(targets == ["a2", "b", "a", "p"])
        for target in targets {
            var other = bench
            try other.take(.sendBack(work: z, to: target, by: "x"))
            #expect(other.at.contains(target))
        }
        #expect(bench.definition.returnTargets(of: 1, in: bench.instance).isEmpty)
    }

    @Test("from inside a sub-process to before it; into one that is finished, never")
    func subprocess() throws {
        let definition = try procedure("""
            <startEvent id="s"/><userTask id="a"/><subProcess id="sub"><startEvent id="s2"/><userTask id="b"/><userTask id="c"/>{s2>b}{b>c}
            </subProcess><userTask id="d"/>{s>a}{a>sub}{sub>d}
            """)
        var bench = try Bench(definition)
        try bench.done("a")
        try bench.done("b")
        var other = bench
        try other.take(.sendBack(work: other.work("c"), to: "a", by: "x"))
        #expect(other.at == ["a"])
        try bench.take(.sendBack(work: bench.work("c"), to: "b", by: "x"))
        #expect(bench.at == ["b", "sub"])
        try bench.done("b")
        try bench.done("c")
        let d = try bench.work("d")
        #expect(throws: Problem("workflow.return_target", .invalid)) { try bench.take(.sendBack(work: d, to: "b", by: "x")) }
        try bench.take(.sendBack(work: d, to: "sub", by: "x"))
        #expect(bench.at == ["b", "sub"])
    }

    @Test("to a step that a timer had interrupted")
    func interrupted() throws {
        var bench = try Bench(procedure("""
            <startEvent id="s"/><userTask id="a"/><boundaryEvent id="t" attachedToRef="a" tb:days="3"><timerEventDefinition/>
            </boundaryEvent>
            <userTask id="late"/><userTask id="b"/>{s>a}{a>b}{t>late}
            """))
        try bench.take(.timer("\(bench.work("a"))/t"))
        try bench.take(.sendBack(work: bench.work("late"), to: "a", by: "x"))
        #expect(bench.at == ["a"] && bench.effects.contains { if case .startTimer = $0 { true } else { false } })
        try bench.done("a")
        #expect(bench.at == ["b"])
    }

    @Test("who did a step takes it back as long as nobody has acted on it")
    func takeBack() throws {
        var bench = try Bench(procedure(Self.fork))
        let p = try bench.work("p")
        try bench.done("p", by: "王芳")
        #expect(throws: Problem("workflow.take_back", .conflict)) { try bench.take(.takeBack(work: p, by: "陈晨")) }
        try bench.take(.takeBack(work: p, by: "王芳"))
        #expect(bench.at == ["p"])
        #expect(throws: Problem("workflow.take_back", .conflict)) { try bench.take(.takeBack(work: p, by: "王芳")) }
        let again = try bench.work("p")
        try bench.done("p", by: "王芳")
        try bench.done("a", by: "陈晨")
        #expect(throws: Problem("workflow.take_back", .conflict)) { try bench.take(.takeBack(work: again, by: "王芳")) }
    }

    @Test("what has been sent out can't be taken back")
    func sent() throws {
        var bench = try Bench(procedure("""
            <startEvent id="s"/><userTask id="a"/><sendTask id="m" messageRef="m1"/><userTask id="b"/>{s>a}{a>m}{m>b}
            """))
        let a = try bench.work("a")
        try bench.done("a", by: "王芳")
        #expect(throws: Problem("workflow.take_back", .conflict)) { try bench.take(.takeBack(work: a, by: "王芳")) }
    }
}

import Kernel
import Testing
@testable import Workflow

@Suite("Activities done several times")
struct RepetitionTests {
    private func reviews(_ join: String, sequential: Bool = false, more: String = "") throws -> ProcessDefinition {
        try procedure("""
            <startEvent id="s"/>
            <userTask id="r" tb:join="\(join)" tb:role="= body.role" tb:collection="bodies" tb:item="body" tb:results="opinions">
            <multiInstanceLoopCharacteristics isSequential="\(sequential)">\(more)</multiInstanceLoopCharacteristics></userTask>
            <exclusiveGateway id="x" default="x-yes"/><userTask id="yes"/><userTask id="no"/>{s>r}{r>x}{x>yes}{x>no: outcome = "reject"}
            """)
    }

    private static let bodies: [String: JSON] = ["bodies": .array(["环保", "消防", "规划"].map { .object(["role": .string($0)]) })]

    @Test("several reviews become one by the rule", arguments: [
        ("all", ["pass", "pass", "pass"], "yes"), ("all", ["reject", "pass", "pass"], "no"), ("any", ["pass"], "yes"),
        ("any", ["reject"], "no"),
        ("quorum:2", ["pass", "reject", "pass"], "yes"), ("quorum:2", ["pass", "pass"], "yes"), ("quorum:2", ["reject", "reject"], "no"),
        ("veto", ["pass", "reject"], "no"), ("veto", ["pass", "pass", "pass"], "yes"),
    ])
    func rules(_ join: String, _ opinions: [String], _ expected: String) throws {
        var bench = try Bench(reviews(join), Self.bodies)
        #expect(bench.instance.openWork.map(\.role) == ["环保", "消防", "规划"])
        for opinion in opinions {
            #expect(bench.at.contains("r"))
            try bench.done("r", opinion, ["note": .string(opinion)])
        }
        #expect(bench.at == [expected])
        let heard = bench.instance.variables["opinions"]?.array?.compactMap { $0.object?["note"]?.string }
        #expect(heard == opinions)
        #expect(bench.effects.count { if case .cancelTask = $0 { true } else { false } } == 3 - opinions.count)
    }

    @Test("one after another, each after the one before")
    func sequential() throws {
        var bench = try Bench(reviews("all", sequential: true), Self.bodies)
        for role in ["环保", "消防", "规划"] {
            #expect(bench.instance.openWork.map(\.role) == [role])
            try bench.done("r", "pass")
        }
        #expect(bench.at == ["yes"])
        var vetoed = try Bench(reviews("veto", sequential: true), Self.bodies)
        try vetoed.done("r", "reject")
        #expect(vetoed.at == ["no"])
    }

    @Test("a condition may end it early, and nobody to ask is nobody to wait for")
    func completion() throws {
        let more = "<completionCondition>nrOfCompletedInstances >= 2</completionCondition>".replacing(">=", with: "&gt;=")
        var bench = try Bench(reviews("all", more: more), Self.bodies)
        try bench.done("r", "pass")
        #expect(bench.at.contains("r"))
        try bench.done("r", "pass")
        #expect(bench.at == ["yes"])
        #expect(try Bench(reviews("all"), ["bodies": .array([])]).at == ["yes"])
        #expect(throws: Problem("workflow.repetition", .invalid)) { try Bench(reviews("all"), ["bodies": 3]) }
    }

    @Test("a sub-process for each, with answers of its own")
    func subprocesses() throws {
        var bench = try Bench(procedure("""
            <startEvent id="s"/><subProcess id="sub" tb:results="all"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>
            </multiInstanceLoopCharacteristics><startEvent id="s2"/><userTask id="a"/><exclusiveGateway id="x" default="x-e2"/>
            <userTask id="b"/><endEvent id="e2"/>{s2>a}{a>x}{x>b: size > 10}{x>e2}{b>e2}</subProcess><endEvent id="e"/>{s>sub}{sub>e}
            """))
        #expect(bench.at == ["a", "a", "sub", "sub", "sub"])
        try bench.done("a", nil, ["size": 5])
        try bench.done("a", nil, ["size": 20])
        #expect(bench.at == ["b", "sub", "sub"])
        #expect(bench.instance.variables["size"] == nil)
        try bench.done("b")
        #expect(bench.instance.state == .finished)
        #expect(bench.instance.variables["all"]?.array?.map { $0.object?["size"] } == [5, 20])
    }

    @Test("a loop goes round while its condition holds, and no more often than its limit")
    func loop() throws {
        let body = { (before: Bool) in """
            <startEvent id="s"/><userTask id="a"><standardLoopCharacteristics testBefore="\(before)" loopMaximum="3">
            <loopCondition>again = true</loopCondition></standardLoopCharacteristics></userTask><userTask id="b"/>{s>a}{a>b}
            """ }
        var bench = try Bench(procedure(body(false)), ["again": .bool(true)])
        try bench.done("a")
        try bench.done("a")
        #expect(bench.at == ["a"])
        try bench.done("a")
        #expect(bench.at == ["b"])
        var short = try Bench(procedure(body(false)), ["again": .bool(true)])
        try short.done("a", nil, ["again": .bool(false)])
        #expect(short.at == ["b"])
        #expect(try Bench(procedure(body(true))).at == ["b"])
    }

    @Test("a timer is on the whole, not on each")
    func timer() throws {
        var bench = try Bench(procedure("""
            <startEvent id="s"/><userTask id="r"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality>
            </multiInstanceLoopCharacteristics></userTask><boundaryEvent id="t" attachedToRef="r" tb:days="5"><timerEventDefinition/>
            </boundaryEvent><userTask id="late"/><userTask id="b"/>{s>r}{r>b}{t>late}
            """))
        let timers = bench.effects.compactMap { if case .startTimer(let order) = $0 { order.id } else { nil } }
        #expect(timers.count == 1)
        try bench.take(.timer(#require(timers.first)))
        #expect(bench.at == ["late"])
        #expect(bench.effects.count { if case .cancelTask = $0 { true } else { false } } == 3)
    }

    @Test("a parallel gateway may decide early: what its other branches do is wanted no more", arguments: [
        ("veto", "reject", "no"), ("any", "pass", "yes"), ("quorum:1", "pass", "yes"),
    ])
    func gateway(_ join: String, _ opinion: String, _ expected: String) throws {
        var bench = try Bench(procedure("""
            <startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><userTask id="b2"/>
            <parallelGateway id="j" tb:join="\(join)"/><exclusiveGateway id="x" default="x-yes"/><userTask id="yes"/><userTask id="no"/>
            {s>f}{f>a}{f>b}{b>b2}{a>j}{b2>j}{j>x}{x>yes}{x>no: outcome = "reject"}
            """))
        let b = try bench.token("b")
        try bench.done("a", opinion)
        #expect(bench.at == [expected])
        #expect(bench.effects.contains(.cancelTask(b)))
    }
}

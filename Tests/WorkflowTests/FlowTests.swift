import Kernel
import Testing
@testable import Workflow

@Suite("Going through a procedure")
struct FlowTests {
    @Test("from task to task to the end, with what each needs")
    func line() throws {
        var bench = try Bench(procedure("""
            <startEvent id="s"/><userTask id="a" name="受理" tb:stage="accept" tb:role="clerk" tb:days="2" tb:documents="受理通知书"/>
            <userTask id="b" tb:role="officer"/><endEvent id="e" tb:result="granted"/>{s>a}{a>b}{b>e}
            """))
        #expect(bench.effects == [.createTask(TaskOrder(
            work: 2, element: "a", name: "受理", stage: "accept", role: "clerk", body: nil, assignee: nil, days: 2, isSpecial: false,
            documents: ["受理通知书"], outcomes: [], isHeld: false
        ))])
        #expect(bench.at == ["a"] && bench.instance.stages(bench.definition) == ["accept"])
        try bench.done("a")
        #expect(bench.at == ["b"])
        try bench.done("b")
        #expect(bench.instance.state == .finished && bench.instance.outcome == "granted")
        #expect(bench.effects == [.finished(outcome: "granted")])
        #expect(throws: Problem("workflow.over", .conflict)) { try bench.take(.withdraw) }
    }

    @Test("an exclusive gateway takes the first flow whose condition holds, else the default", arguments: [
        (1.0, "b"), (5, "c"), (9, "d"),
    ])
    func exclusive(_ size: Double, _ expected: String) throws {
        let bench = try Bench(procedure("""
            <startEvent id="s"/><exclusiveGateway id="x" default="x-d"/><userTask id="b"/><userTask id="c"/><userTask id="d"/>
            {s>x}{x>b: size < 3}{x>c: size < 7}{x>d}
            """), ["size": .number(size)])
        #expect(bench.at == [expected])
    }

    @Test("without a default and a condition that holds there is no way on, and nothing is changed")
    func noWay() throws {
        var bench = try Bench(procedure("""
            <startEvent id="s"/><userTask id="a"/><exclusiveGateway id="x"/><endEvent id="e"/>{s>a}{a>x}{x>e: outcome = "yes"}
            """))
        let before = bench.instance
        #expect(throws: Problem("workflow.no_way", .conflict)) { try bench.done("a", "no") }
        #expect(bench.instance == before)
        try bench.done("a", "yes")
        #expect(bench.instance.state == .finished)
    }

    @Test("a parallel gateway waits for every branch, whatever their order", arguments: [["a", "b", "c"], ["c", "a", "b"], ["b", "c", "a"]])
    func parallel(_ order: [String]) throws {
        var bench = try Bench(procedure("""
            <startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><parallelGateway id="j"/>
            <userTask id="z"/><endEvent id="e"/>{s>f}{f>a}{f>b}{f>c}{a>j}{b>j}{c>j}{j>z}{z>e}
            """))
        for element in order {
            #expect(!bench.at.contains("z"))
            try bench.done(element)
        }
        #expect(bench.at == ["z"])
    }

    @Test("an inclusive gateway waits for the branches that were taken and for no other", arguments: [
        ([true, true], ["a", "b"]), ([true, false], ["a"]), ([false, true], ["b"]), ([false, false], ["c"]),
    ])
    func inclusive(_ wanted: [Bool], _ expected: [String]) throws {
        var bench = try Bench(procedure("""
            <startEvent id="s"/><inclusiveGateway id="f" default="f-c"/><userTask id="a"/><userTask id="b"/><userTask id="c"/>
            <inclusiveGateway id="j"/><userTask id="z"/>{s>f}{f>a: p = true}{f>b: q = true}{f>c}{a>j}{b>j}{c>j}{j>z}
            """), ["p": .bool(wanted[0]), "q": .bool(wanted[1])])
        #expect(bench.at == expected)
        for element in expected.reversed() { try bench.done(element) }
        #expect(bench.at == ["z"] && bench.instance.trail.count { $0.at == "j" } == expected.count + 1)
    }

    @Test("a script writes its value, and an activity with conditional flows chooses like a gateway")
    func script() throws {
        let bench = try Bench(procedure("""
            <startEvent id="s"/><scriptTask id="w" tb:result="grade" default="w-b"><script>size</script></scriptTask>
            <userTask id="a"/><userTask id="b"/>{s>w}{w>a: grade > 10}{w>b}
            """), ["size": 12])
        #expect(bench.instance.variables["grade"] == 12)
        #expect(bench.at == ["a"])
    }

    @Test("services, decisions and calls are asked for and their answers go on")
    func outside() throws {
        var bench = try Bench(procedure("""
            <startEvent id="s"/><serviceTask id="w" tb:operation="credit.check"/><businessRuleTask id="d" tb:decision="费用" tb:result="fee"/>
            <callActivity id="c" calledElement="sub"/><sendTask id="m" messageRef="m1"/><endEvent id="e"/>{s>w}{w>d}{d>c}{c>m}{m>e}
            """))
        #expect(bench.effects == [.perform(operation: "credit.check", token: try bench.token("w"), element: "w")])
        try bench.take(.answer(token: bench.token("w"), variables: ["score": 7]))
        #expect(bench.effects == [.decide(decision: "费用", token: try bench.token("d"), element: "d")])
        try bench.take(.answer(token: bench.token("d"), value: 30))
        #expect(bench.effects == [.call(process: "sub", token: try bench.token("c"), element: "c")])
        let call = try bench.token("c")
        try bench.take(.answer(token: call))
        #expect(bench.effects == [.sendMessage(name: "回函", element: "m"), .finished(outcome: nil)])
        #expect(bench.instance.variables == ["score": 7, "fee": 30])
        #expect(throws: Problem("workflow.over", .conflict)) { try bench.take(.answer(token: call)) }
    }

    @Test("an answer that nobody waits for is refused")
    func unwanted() throws {
        var bench = try Bench(procedure("<startEvent id='s'/><userTask id='a'/>{s>a}"))
        #expect(throws: Problem("workflow.no_such_token", .conflict)) { try bench.take(.answer(token: bench.token("a"))) }
        #expect(throws: Problem("workflow.no_such_work", .conflict)) { try bench.take(.complete(work: 99, by: "x")) }
        #expect(throws: Problem("workflow.nobody_waits", .conflict)) { try bench.take(.message("回函")) }
        #expect(throws: Problem("workflow.no_such_timer", .conflict)) { try bench.take(.timer("1/a")) }
    }

    @Test("an outcome that a task doesn't know is refused")
    func outcomes() throws {
        var bench = try Bench(procedure("<startEvent id='s'/><userTask id='a' tb:outcomes='pass reject' tb:result='opinion'/>{s>a}"))
        for outcome in [nil, "maybe"] { #expect(throws: Problem("workflow.outcome", .invalid)) { try bench.done("a", outcome) } }
        try bench.done("a", "reject")
        #expect(bench.instance.variables["opinion"] == "reject")
    }

    @Test("an instance is kept as it always was, and is of one process only")
    func kept() throws {
        let definition = try procedure("<startEvent id='s'/><userTask id='a' tb:role='r'/><userTask id='b'/>{s>a}{a>b}")
        var bench = try Bench(definition, ["size": 3])
        try bench.done("a", "pass")
        #expect(try JSONText.encode(bench.instance) == """
            {"definition":"p","last":3,"state":"running","tokens":[{"at":"b","from":[2],"id":3,"outcome":"pass","scope":0,\
            "since":1790003600000,"via":"a-b","work":[{"after":[],"id":3}]}],"trail":[{"at":"s","end":"passed","from":[],"id":1,"scope":0,\
            "since":1790000000000,"until":1790000000000},{"at":"a","end":"passed","from":[1],"id":2,"outcome":"pass","scope":0,\
            "since":1790000000000,"until":1790003600000,"via":"s-a","work":[{"after":[],"done":{"at":1790003600000,"by":"王芳",\
            "outcome":"pass"},"id":2,"role":"r"}]}],"variables":{"size":3},"version":"1"}
            """)
        let other = try ProcessDefinition(reading: Example.bytes())
        #expect(throws: Problem("workflow.other_definition", .fault)) {
            try other.step(bench.instance, .withdraw, Comparisons(), now: bench.time)
        }
    }

    @Test("links go on where they lead, and a ring without anything to wait for is refused")
    func links() throws {
        let linked = try procedure("""
            <startEvent id="s"/><intermediateThrowEvent id="t"><linkEventDefinition name="甲"/></intermediateThrowEvent>
            <intermediateCatchEvent id="c"><linkEventDefinition name="甲"/></intermediateCatchEvent><userTask id="a"/>{s>t}{c>a}
            """)
        #expect(try Bench(linked).at == ["a"])
        let ring = try procedure("<startEvent id='s'/><exclusiveGateway id='x' default='x-y'/><task id='y'/>{s>x}{x>y}{y>x}")
        #expect(throws: Problem("workflow.endless", .conflict)) { try Bench(ring) }
    }

    @Test("lanes give their roles, a task's own comes first, and an expression is worked out")
    func roles() throws {
        let definition = try procedure("""
            <laneSet><lane id="l1" name="窗口"><flowNodeRef>a</flowNodeRef><flowNodeRef>b</flowNodeRef></lane>
            <lane id="l2" tb:role="officer" name="业务科"><flowNodeRef>c</flowNodeRef></lane></laneSet>
            <startEvent id="s"/><userTask id="a"/><userTask id="b" tb:role="= who"/><userTask id="c"/>{s>a}{a>b}{b>c}
            """)
        #expect(definition.roles == ["窗口", "officer"])
        var bench = try Bench(definition, ["who": "科长"])
        #expect(bench.instance.openWork.map(\.role) == ["窗口"])
        try bench.done("a")
        #expect(bench.instance.openWork.map(\.role) == ["科长"])
    }
}

extension JSON: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
}

import Kernel
import Testing
@testable import Workflow

@Suite("Events of a procedure")
struct EventTests {
    private static let timed = """
        <startEvent id="s"/><userTask id="a"/><boundaryEvent id="t" attachedToRef="a" tb:days="5"><timerEventDefinition/></boundaryEvent>
        <boundaryEvent id="r" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeCycle>R2/P1D</timeCycle>
        </timerEventDefinition></boundaryEvent><userTask id="late"/><sendTask id="m" messageRef="m1"/><endEvent id="e"/>
        {s>a}{a>e}{t>late}{r>m}
        """

    @Test("a timer on a task takes it away when it runs out, and stops when it is done in time")
    func boundary() throws {
        var bench = try Bench(procedure(Self.timed))
        let a = try bench.token("a")
        #expect(bench.effects.dropFirst() == [
            .startTimer(TimerOrder(id: "\(a)/t", element: "t", rule: TimerRule(.workingDays, "5"))),
            .startTimer(TimerOrder(id: "\(a)/r", element: "r", rule: TimerRule(.cycle, "R2/P1D"))),
        ])
        var other = bench
        try other.done("a")
        #expect(other.effects == [.cancelTimer("\(a)/t"), .cancelTimer("\(a)/r"), .finished(outcome: nil)])
        try bench.take(.timer("\(a)/t"))
        #expect(bench.at == ["late"])
        #expect(bench.effects.prefix(2) == [.cancelTimer("\(a)/r"), .cancelTask(a)])
        #expect(bench.instance.trail.first { $0.id == a }?.end == .cancelled)
    }

    @Test("a timer that doesn't interrupt reminds as often as it says, and the task stays")
    func reminder() throws {
        var bench = try Bench(procedure(Self.timed))
        let timer = "\(try bench.token("a"))/r"
        try bench.take(.timer(timer))
        #expect(bench.at == ["a"] && bench.effects.contains(.sendMessage(name: "回函", element: "m")))
        #expect(bench.effects.contains { if case .startTimer(let order) = $0 { order.id == timer } else { false } })
        try bench.take(.timer(timer))
        #expect(!bench.effects.contains { if case .startTimer = $0 { true } else { false } })
        #expect(throws: Problem("workflow.no_such_timer", .conflict)) { try bench.take(.timer(timer)) }
    }

    @Test("after an event gateway the first event decides", arguments: [("回函", "b"), (nil, "c")])
    func race(_ message: String?, _ expected: String) throws {
        var bench = try Bench(procedure("""
            <startEvent id="s"/><eventBasedGateway id="g"/><intermediateCatchEvent id="m"><messageEventDefinition messageRef="m1"/>
            </intermediateCatchEvent><intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>=wait</timeDuration>
            </timerEventDefinition></intermediateCatchEvent><userTask id="b"/><userTask id="c"/>{s>g}{g>m}{g>t}{m>b}{t>c}
            """), ["wait": "PT2H"])
        let timer = "\(try bench.token("g"))/t"
        #expect(bench.effects == [.startTimer(TimerOrder(id: timer, element: "t", rule: TimerRule(.duration, "PT2H")))])
        try bench.take(message.map { .message($0, variables: ["letter": 1]) } ?? .timer(timer))
        #expect(bench.at == [expected])
        #expect(bench.effects.contains(.cancelTimer(timer)) == (message != nil))
        #expect(bench.instance.variables["letter"] == (message == nil ? nil : 1))
    }

    @Test("a message goes to the first who waits, a signal to all")
    func messages() throws {
        let body = { (kind: String) in """
            <startEvent id="s"/><parallelGateway id="f"/><intermediateCatchEvent id="a">\(kind)</intermediateCatchEvent>
            <intermediateCatchEvent id="b">\(kind)</intermediateCatchEvent><parallelGateway id="j"/><endEvent id="e"/>
            {s>f}{f>a}{f>b}{a>j}{b>j}{j>e}
            """ }
        var one = try Bench(procedure(body("<messageEventDefinition messageRef='m1'/>")))
        try one.take(.message("回函"))
        #expect(one.at == ["b", "j"])
        var all = try Bench(procedure(body("<signalEventDefinition signalRef='s1'/>")))
        try all.take(.signal("停电"))
        #expect(all.instance.state == .finished)
        #expect(throws: Problem("workflow.over", .conflict)) { try all.take(.signal("停电")) }
    }

    private static let errors = """
        <startEvent id="s"/><subProcess id="sub"><startEvent id="s2"/><serviceTask id="w"/><exclusiveGateway id="x" default="x-e2"/>
        <endEvent id="bad"><errorEventDefinition errorRef="e1"/></endEvent><endEvent id="e2"/>{s2>w}{w>x}{x>bad: outcome = "bad"}{x>e2}
        </subProcess><boundaryEvent id="b" attachedToRef="sub"><errorEventDefinition errorRef="e1"/></boundaryEvent>
        <userTask id="mend"/><userTask id="next"/>{s>sub}{sub>next}{b>mend}
        """

    @Test("an error goes up to the boundary that catches it; one that nothing catches ends the whole")
    func errors() throws {
        var ended = try Bench(procedure(Self.errors))
        try ended.take(.answer(token: ended.token("w"), outcome: "bad"))
        #expect(ended.at == ["mend"])
        var failed = try Bench(procedure(Self.errors))
        try failed.take(.fail(token: failed.token("w"), code: "E1"))
        #expect(failed.at == ["mend"])
        var lost = try Bench(procedure(Self.errors))
        try lost.take(.fail(token: lost.token("w"), code: "E9"))
        #expect(lost.instance.state == .failed && lost.instance.outcome == "E9" && lost.instance.tokens.isEmpty)
        #expect(lost.effects.last == .failed(code: "E9", element: "w"))
        var fine = try Bench(procedure(Self.errors))
        try fine.take(.answer(token: fine.token("w")))
        #expect(fine.at == ["next"])
    }

    @Test("an escalation is heard above and does not stop what escalates, unless it is told to")
    func escalation() throws {
        let body = { (interrupts: Bool) in """
            <startEvent id="s"/><subProcess id="sub"><startEvent id="s2"/><userTask id="a"/>
            <intermediateThrowEvent id="t"><escalationEventDefinition escalationRef="x1"/></intermediateThrowEvent><userTask id="b"/>
            {s2>a}{a>t}{t>b}</subProcess><boundaryEvent id="h" attachedToRef="sub" cancelActivity="\(interrupts)">
            <escalationEventDefinition escalationRef="x1"/></boundaryEvent><userTask id="chief"/><endEvent id="e"/>{s>sub}{sub>e}{h>chief}
            """ }
        var heard = try Bench(procedure(body(false)))
        try heard.done("a")
        #expect(heard.at == ["b", "chief", "sub"])
        var stopped = try Bench(procedure(body(true)))
        try stopped.done("a")
        #expect(stopped.at == ["chief"])
        var unheard = try Bench(procedure("""
            <startEvent id="s"/><intermediateThrowEvent id="t"><escalationEventDefinition escalationRef="x1"/></intermediateThrowEvent>
            <userTask id="b"/>{s>t}{t>b}
            """))
        #expect(unheard.effects.first == .escalated(code: "X1", element: "t"))
        try unheard.done("b")
        #expect(unheard.instance.state == .finished)
    }

    @Test("an event sub-process runs beside the rest, or in its place", arguments: [false, true])
    func eventSubprocess(_ interrupts: Bool) throws {
        var bench = try Bench(procedure("""
            <startEvent id="s"/><userTask id="a"/><endEvent id="e"/>{s>a}{a>e}
            <subProcess id="ask" triggeredByEvent="true"><startEvent id="q" isInterrupting="\(interrupts)">
            <messageEventDefinition messageRef="m1"/></startEvent><userTask id="b"/><endEvent id="e2"/>{q>b}{b>e2}</subProcess>
            """))
        try bench.take(.message("回函"))
        #expect(bench.at == (interrupts ? ["ask", "b"] : ["a", "ask", "b"]))
        if interrupts {
            #expect(throws: Problem("workflow.nobody_waits", .conflict)) { try bench.take(.message("回函")) }
        } else {
            try bench.take(.message("回函"))
            #expect(bench.at == ["a", "ask", "ask", "b", "b"])
            try bench.done("b")
            try bench.done("a")
        }
        try bench.done("b")
        #expect(bench.instance.state == .finished)
    }

    @Test("the terminate event ends all of its scope and nothing outside it")
    func terminate() throws {
        var bench = try Bench(procedure("""
            <startEvent id="s"/><subProcess id="sub"><startEvent id="s2"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/>
            <endEvent id="t"><terminateEventDefinition/></endEvent><endEvent id="e2"/>{s2>f}{f>a}{f>b}{a>t}{b>e2}</subProcess>
            <userTask id="next"/>{s>sub}{sub>next}
            """))
        let b = try bench.token("b")
        try bench.done("a")
        #expect(bench.at == ["next"] && bench.effects.contains(.cancelTask(b)))
    }

    @Test("a process may begin with a message")
    func start() throws {
        let definition = try procedure("""
            <startEvent id="s"/><startEvent id="m"><messageEventDefinition messageRef="m1"/></startEvent>
            <userTask id="a"/><userTask id="b"/>
            {s>a}{m>b}
            """)
        #expect(try Bench(definition).at == ["a"])
        #expect(try Bench(definition, at: "m").at == ["b"])
        #expect(throws: Problem("workflow.no_such_start", .invalid)) { try Bench(definition, at: "a") }
    }
}

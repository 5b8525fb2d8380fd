import Kernel
import Testing
@testable import Workflow

@Suite("What people do to a step")
struct OperationTests {
    private static let one = "<startEvent id='s'/><userTask id='a' tb:role='officer'/><userTask id='b'/>{s>a}{a>b}"

    @Test("a signature before: the task waits for it, then can be done")
    func before() throws {
        var bench = try Bench(procedure(Self.one))
        let a = try bench.work("a")
        try bench.take(.addSign(work: a, AddedSign(.before, role: "lawyer")))
        let sign = try bench.work("a")
        #expect(sign != a && bench.effects.first == .holdTask(a))
        #expect(throws: Problem("workflow.work_held", .conflict)) { try bench.take(.complete(work: a, by: "x")) }
        try bench.take(.complete(work: sign, outcome: "agree", by: "李律"))
        #expect(bench.effects == [.releaseTask(a)] && bench.at == ["a"])
        try bench.take(.complete(work: a, outcome: "pass", by: "x"))
        #expect(bench.at == ["b"])
        #expect(bench.instance.trail.first { $0.id == a }?.work?.map { $0.done?.outcome } == ["pass", "agree"])
    }

    @Test("a signature after: it comes when the task is done, and the task's own outcome stands")
    func after() throws {
        var bench = try Bench(procedure(Self.one))
        let a = try bench.work("a")
        try bench.take(.addSign(work: a, AddedSign(.after, assignee: "赵处")))
        guard case .createTask(let order)? = bench.effects.first else { throw Problem("no task", .fault) }
        #expect(order.isHeld && order.assignee == "赵处")
        try bench.take(.complete(work: a, outcome: "pass", by: "x"))
        #expect(bench.effects == [.releaseTask(order.work)] && bench.at == ["a"])
        try bench.take(.complete(work: order.work, outcome: "agree", by: "赵处"))
        #expect(bench.at == ["b"] && bench.instance.tokens[0].outcome == "pass")
    }

    @Test("a signature at the same time: the procedure goes on when both are done, in any order", arguments: [true, false])
    func beside(_ isOwnFirst: Bool) throws {
        var bench = try Bench(procedure(Self.one))
        let a = try bench.work("a")
        try bench.take(.addSign(work: a, AddedSign(.parallel, role: "lawyer")))
        let both = bench.instance.openWork.map(\.id)
        #expect(both.count == 2)
        for work in isOwnFirst ? both : both.reversed() {
            #expect(bench.at == ["a"])
            try bench.take(.complete(work: work, by: "x"))
        }
        #expect(bench.at == ["b"])
    }

    @Test("signatures may be asked for by who signs, and each waits for its own")
    func nested() throws {
        var bench = try Bench(procedure(Self.one))
        let a = try bench.work("a")
        try bench.take(.addSign(work: a, AddedSign(.before)))
        let first = try bench.work("a")
        try bench.take(.addSign(work: first, AddedSign(.before)))
        let second = try bench.work("a")
        try bench.take(.addSign(work: first, AddedSign(.after)))
        try bench.take(.complete(work: second, by: "x"))
        #expect(bench.instance.openWork.map(\.id) == [first])
        try bench.take(.complete(work: first, by: "x"))
        #expect(bench.instance.openWork.count == 2)
        for item in bench.instance.openWork { try bench.take(.complete(work: item.id, by: "x")) }
        #expect(bench.at == ["b"])
    }

    @Test("what is delegated comes back; what is reassigned doesn't")
    func delegation() throws {
        var bench = try Bench(procedure(Self.one))
        let a = try bench.work("a")
        try bench.take(.reassign(work: a, to: "王芳"))
        try bench.take(.delegate(work: a, to: "陈晨", by: "王芳"))
        #expect(bench.effects == [.assignTask(a, to: "陈晨")])
        try bench.take(.delegate(work: a, to: "孙莉", by: "陈晨"))
        try bench.done("a", "done", ["note": 1], by: "孙莉")
        #expect(bench.effects == [.assignTask(a, to: "王芳")])
        #expect(bench.at == ["a"] && bench.instance.variables["note"] == 1)
        try bench.take(.reassign(work: a, to: "赵处"))
        try bench.done("a", by: "赵处")
        #expect(bench.at == ["b"])
    }

    @Test("while the whole stands only its resumption, its end and a change of hands are taken")
    func suspension() throws {
        var bench = try Bench(procedure("""
            <startEvent id="s"/><userTask id="a"/><boundaryEvent id="t" attachedToRef="a" tb:days="3"><timerEventDefinition/>
            </boundaryEvent>
            <userTask id="b"/>{s>a}{a>b}{t>b}
            """))
        let a = try bench.work("a")
        try bench.take(.suspend())
        #expect(bench.effects == [.holdTask(a), .holdTimer("\(a)/t")] && bench.instance.openWork.isEmpty)
        let events: [ProcessEvent] = [
            .complete(work: a, by: "x"), .suspend(), .timer("\(a)/t"), .message("回函"), .addSign(work: a, AddedSign(.after)),
        ]
        for event in events {
            #expect(throws: Problem("workflow.suspended", .conflict)) { try bench.take(event) }
        }
        try bench.take(.reassign(work: a, to: "赵处"))
        try bench.take(.resume())
        #expect(bench.effects == [.releaseTask(a), .releaseTimer("\(a)/t")])
        #expect(throws: Problem("workflow.not_suspended", .conflict)) { try bench.take(.resume()) }
        try bench.done("a")
        #expect(bench.at == ["b"])
        try bench.take(.suspend())
        try bench.take(.withdraw)
        #expect(bench.instance.state == .withdrawn && bench.effects.last == .withdrawn)
    }

    @Test("a branch that is a sub-process stands with all that is in it")
    func subprocess() throws {
        var bench = try Bench(procedure("""
            <startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><subProcess id="u"><startEvent id="s2"/><userTask id="b"/>
            <boundaryEvent id="t" attachedToRef="b" tb:days="3"><timerEventDefinition/></boundaryEvent><endEvent id="e2"/>{s2>b}{b>e2}{t>e2}
            </subProcess>{s>f}{f>a}{f>u}
            """))
        let u = try bench.token("u"), b = try bench.work("b")
        try bench.take(.suspend(work: u))
        #expect(bench.effects == [.holdTask(b), .holdTimer("\(b)/t")])
        #expect(throws: Problem("workflow.suspended", .conflict)) { try bench.take(.complete(work: b, by: "x")) }
        try bench.done("a")
        try bench.take(.resume(work: u))
        #expect(bench.effects == [.releaseTask(b), .releaseTimer("\(b)/t")])
        try bench.done("b")
        #expect(bench.instance.state == .finished)
    }

    @Test("one branch stands while the other goes on, and the join waits")
    func branch() throws {
        var bench = try Bench(procedure(ReturnTests.fork))
        try bench.done("p")
        let b = try bench.work("b")
        try bench.take(.suspend(work: b))
        #expect(throws: Problem("workflow.suspended", .conflict)) { try bench.take(.complete(work: b, by: "x")) }
        try bench.done("a")
        #expect(bench.at == ["b", "j"])
        try bench.take(.resume(work: b))
        try bench.done("b")
        #expect(bench.at == ["z"])
    }
}

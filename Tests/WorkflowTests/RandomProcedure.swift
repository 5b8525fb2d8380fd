import Kernel
@testable import Workflow

/// Makes well-formed procedures by chance: blocks in one another, each with one way in and one way out.
struct RandomProcedure {
    private let random: SeededRandom
    private var count = 0
    /// How many tasks may still be made.
    private var budget: Int

    private struct Block {
        var first: String
        var last: String
        var body: String
    }

    static func make(_ random: SeededRandom, size: Int) throws -> ProcessDefinition {
        var maker = RandomProcedure(random: random, budget: size)
        let block = maker.block(depth: 4)
        return try procedure("""
            <startEvent id="s"/><endEvent id="e"/>\(block.body){s>\(block.first)}{\(block.last)>e}
            """)
    }

    private mutating func block(depth: Int) -> Block {
        budget -= 1
        guard depth > 0, budget > 0 else { return task() }
        switch random.number(below: 11) {
        case 0...2: return sequence(depth)
        case 3: return branches("exclusiveGateway", depth, conditions: true)
        case 4, 5: return branches("parallelGateway", depth, conditions: false)
        case 6: return branches("inclusiveGateway", depth, conditions: true)
        case 7: return loop(depth)
        case 8: return subprocess(depth)
        case 9: return branches("parallelGateway", depth, conditions: false, join: ["any", "veto", "quorum:1"][random.number(below: 3)])
        default: return task()
        }
    }

    private mutating func name(_ kind: String) -> String {
        count += 1
        return "\(kind)\(count)"
    }

    private mutating func task() -> Block {
        let id = name("t")
        let kind = ["userTask", "userTask", "userTask", "serviceTask", "task", "receiveTask"][random.number(below: 6)]
        let body = "<\(kind) id=\"\(id)\" tb:role=\"r\" tb:days=\"1\" messageRef=\"m1\">\(repetition())</\(kind)>"
        guard kind == "userTask", random.number(below: 4) == 0 else { return Block(first: id, last: id, body: body) }
        // With a timer that interrupts it, and the two ways brought together.
        let timer = name("b"), merge = name("x")
        return Block(first: id, last: merge, body: """
            \(body)<boundaryEvent id="\(timer)" attachedToRef="\(id)" tb:days="2"><timerEventDefinition/></boundaryEvent>
            <exclusiveGateway id="\(merge)"/>{\(id)>\(merge)}{\(timer)>\(merge)}
            """)
    }

    private func repetition() -> String {
        guard random.number(below: 5) == 0 else { return "" }
        return """
            <multiInstanceLoopCharacteristics isSequential="\(random.number(below: 2) == 0)"><loopCardinality>2</loopCardinality>
            </multiInstanceLoopCharacteristics>
            """
    }

    private mutating func sequence(_ depth: Int) -> Block {
        let first = block(depth: depth - 1), second = block(depth: depth - 1)
        return Block(first: first.first, last: second.last, body: first.body + second.body + "{\(first.last)>\(second.first)}")
    }

    private mutating func branches(_ gateway: String, _ depth: Int, conditions: Bool, join: String? = nil) -> Block {
        let fork = name("f"), merge = name("j")
        let blocks = (0..<(2 + random.number(below: 2))).map { _ in block(depth: depth - 1) }
        let fallback = conditions ? " default=\"\(fork)-\(blocks[0].first)\"" : ""
        let rule = join.map { " tb:join=\"\($0)\"" } ?? ""
        let flows = blocks.enumerated().map { number, block in
            "{\(fork)>\(block.first)\(conditions && number > 0 ? ": q = \(number)" : "")}{\(block.last)>\(merge)}"
        }
        let body = "<\(gateway) id=\"\(fork)\"\(fallback)/><\(gateway) id=\"\(merge)\"\(rule)/>"
        return Block(first: fork, last: merge, body: body + blocks.map(\.body).joined() + flows.joined())
    }

    private mutating func loop(_ depth: Int) -> Block {
        let inner = block(depth: depth - 1), enter = name("x"), leave = name("x"), out = name("x")
        return Block(first: enter, last: out, body: """
            <exclusiveGateway id="\(enter)"/><exclusiveGateway id="\(leave)" default="\(leave)-\(out)"/><exclusiveGateway id="\(out)"/>
            \(inner.body)
            {\(enter)>\(inner.first)}{\(inner.last)>\(leave)}{\(leave)>\(enter): q = 1}{\(leave)>\(out)}
            """)
    }

    private mutating func subprocess(_ depth: Int) -> Block {
        let inner = block(depth: depth - 1), id = name("u"), start = name("s"), end = name("e")
        return Block(first: id, last: id, body: """
            <subProcess id="\(id)">\(repetition())<startEvent id="\(start)"/><endEvent id="\(end)"/>\(inner.body)
            {\(start)>\(inner.first)}{\(inner.last)>\(end)}</subProcess>
            """)
    }
}

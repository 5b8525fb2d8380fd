import Kernel
import Testing
@testable import Workflow

/// Properties of all procedures, tried on many by chance. A failure names its seed.
@Suite("Procedures by chance")
struct RandomTests {
    @Test("what is made of blocks is found sound")
    func sound() throws {
        for seed in 1...40 {
            let definition = try RandomProcedure.make(SeededRandom(seed: UInt64(seed)), size: 12)
            #expect(definition.check(states: 3000).filter { !$0.isWarning } == [], "seed \(seed)")
        }
    }

    @Test("it runs to its end whatever order things are done in, through states that the check has seen")
    func ends() throws {
        for seed in 1...40 {
            var walk = try Walk(seed: UInt64(seed))
            try walk.run(operations: false)
            #expect(walk.instance.state == .finished, "seed \(seed)")
        }
    }

    @Test("returns, added signatures, delegation and suspension at any moment break no join")
    func operations() throws {
        var used: [String: Int] = [:]
        for seed in 1...60 {
            var walk = try Walk(seed: UInt64(1000 + seed))
            do {
                try walk.run(operations: true)
                #expect(walk.instance.state == .finished, "seed \(1000 + seed)")
            } catch {
                Issue.record("seed \(1000 + seed): \(error)")
            }
            used.merge(walk.used, uniquingKeysWith: +)
        }
        for name in ["sendBack", "takeBack", "addSign", "delegate", "reassign", "suspend", "branch"] {
            #expect(used[name] ?? 0 > 5, "\(name) was tried \(used[name] ?? 0) times")
        }
    }

    @Test("a simulation ends every walk, and the same seed walks the same way")
    func simulation() throws {
        for seed in 1...40 {
            let definition = try RandomProcedure.make(SeededRandom(seed: UInt64(seed)), size: 10)
            let walks = Simulation(definition, walks: 10, seed: 5)
            #expect(walks.stuck.isEmpty, "seed \(seed): \(walks.stuck.first?.fault ?? "")")
            #expect(walks == Simulation(definition, walks: 10, seed: 5))
        }
    }
}

/// One procedure, walked at random to its end. After each step what must always hold is looked at.
private struct Walk {
    let definition: ProcessDefinition
    private(set) var instance: ProcessInstance
    private(set) var used: [String: Int] = [:]
    private let random: SeededRandom
    private let chance: Chance
    private var spaces: [Int?: StateSpace] = [:]
    private var timers: [String] = []
    private var now = Timestamp(milliseconds: 1_790_000_000_000)

    init(seed: UInt64) throws {
        random = SeededRandom(seed: seed)
        definition = try RandomProcedure.make(random, size: 12)
        chance = Chance(definition, random, nil)
        instance = try definition.start(chance, now: now).instance
        let scopes: [Int?] = [nil] + definition.nodes.indices.filter { definition.nodes[$0].isScope }.map { $0 }
        for scope in scopes {
            spaces[scope] = StateSpace(definition, scope: scope, limit: 1500)
        }
        try hold()
    }

    mutating func run(operations: Bool) throws {
        for step in 0..<3000 where instance.isOpen {
            // Towards the end it is left to itself, so that it comes to one.
            if operations, step < 60, random.number(below: 3) == 0, let (name, event) = operation() {
                // Not every step may be returned to; nothing may be changed by a refusal.
                guard let next = try? definition.step(instance, event, chance, now: now) else { continue }
                used[name, default: 0] += 1
                instance = next.instance
                try hold()
                if name == "suspend" { try take(.resume()) }
            } else {
                try take(progress())
            }
        }
    }

    private mutating func take(_ event: ProcessEvent) throws {
        now = now + .minutes(30)
        instance = try definition.step(instance, event, chance, now: now).instance
        try hold()
    }

    /// Something that brings it on.
    private func progress() throws -> ProcessEvent {
        let open = instance.openWork
        var events: [ProcessEvent] = open.map { .complete(work: $0.id, outcome: ["pass", "reject", nil][random.number(below: 3)], by: "甲") }
        for token in instance.tokens where token.several == nil {
            guard let node = definition.node(token.at) else { continue }
            if node.isOutside { events.append(.answer(token: token.id)) }
            if case .receiveTask = node.kind { events.append(.message("回函")) }
            for boundary in node.boundaries where random.number(below: 4) == 0 && token.index == nil && !instance.isSuspended(token) {
                events.append(.timer("\(token.id)/\(definition.nodes[boundary].id)"))
            }
            if token.suspended != nil { events.append(.resume(work: token.id)) }
        }
        try #require(!events.isEmpty, "stuck at \(instance.tokens.map(\.at))")
        return events[random.number(below: events.count)]
    }

    private func operation() -> (String, ProcessEvent)? {
        let passed = instance.trail.filter { $0.end == .passed && definition.node($0.at)?.isActivity ?? false }
        if random.number(below: 6) == 0, let last = passed.last { return ("takeBack", .takeBack(work: last.id, by: "甲")) }
        guard let item = instance.openWork.first else { return nil }
        switch random.number(below: 8) {
        case 0...2:
            guard !passed.isEmpty else { return nil }
            return ("sendBack", .sendBack(work: item.id, to: passed[random.number(below: passed.count)].at, by: "甲"))
        case 3: return ("addSign", .addSign(work: item.id, AddedSign([.before, .after, .parallel][random.number(below: 3)], role: "r")))
        case 4: return ("delegate", .delegate(work: item.id, to: "乙", by: "甲"))
        case 5: return ("reassign", .reassign(work: item.id, to: "丙"))
        case 6: return ("branch", .suspend(work: item.id))
        default: return ("suspend", .suspend())
        }
    }

    // MARK: - What always holds

    private func hold() throws {
        let kept: ProcessInstance = try JSONText.decode(from: JSONText.encode(instance))
        try #require(instance == kept)
        let ids = instance.tokens.map(\.id)
        try #require(Set(ids).count == ids.count && Set(ids).isDisjoint(with: instance.trail.map(\.id)))
        try #require(instance.isOpen != instance.tokens.isEmpty)
        for token in instance.tokens {
            try #require(token.scope == 0 || instance.token(token.scope) != nil, "an orphan at \(token.at)")
            guard let flow = token.via else { continue }
            let target = definition.graph.flowIndex[flow].map { definition.nodes[definition.flows[$0].target].id }
            try #require(target == token.at)
        }
        try check(scope: 0, place: nil)
        for host in instance.tokens where host.several == nil && definition.node(host.at)?.isScope ?? false {
            try check(scope: host.id, place: definition.graph.index[host.at])
        }
    }

    /// The tokens of a scope are in a state that exploration came to by itself: none is lost, and none too many.
    private func check(scope: Int, place: Int?) throws {
        guard let space = spaces[place] else { return }
        let tokens = instance.tokens.filter { $0.scope == scope }
        guard tokens.allSatisfy({ $0.via != nil }) else { return }
        try #require(space.reaches(space.state(of: tokens)) != false, "a state that can't be: \(tokens.map { $0.via ?? "" })")
    }
}

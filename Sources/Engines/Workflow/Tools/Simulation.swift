import Kernel

/// Walks through a definition by chance: how long it takes, which ways are taken, whether it is ever stuck. The same seed gives the
/// same walks.
public struct Simulation: Sendable, Hashable {
    public struct Walk: Sendable, Hashable {
        /// The activities and ends in the order in which they were done, by their ids.
        public let path: [String]
        /// Working days from beginning to end.
        public let days: Int
        public let outcome: String?
        /// Why it didn't come to an end; `nil` when it did.
        public let fault: String?
    }

    public let walks: [Walk]

    public var stuck: [Walk] { walks.filter { $0.fault != nil } }
    public var longest: Int { walks.map(\.days).max() ?? 0 }
    public var mean: Double { walks.isEmpty ? 0 : Double(walks.map(\.days).reduce(0, +)) / Double(walks.count) }
    /// How often each result came, the most frequent first.
    public var outcomes: [(outcome: String, count: Int)] {
        Dictionary(grouping: walks) { $0.outcome ?? "" }.map { ($0.key, $0.value.count) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    }
    /// Activities that no walk came to.
    public let unvisited: [String]

    /// Fewer walks than asked for are made when many don't end: what is wrong is known by then.
    private static let stuckLimit = 50

    /// - Parameter expressions: decides conditions as far as it can; where it doesn't say yes or no, chance does.
    public init(_ definition: ProcessDefinition, walks count: Int, seed: UInt64, _ expressions: (any Expressions)? = nil) {
        let random = SeededRandom(seed: seed)
        var walks: [Walk] = []
        var stuck = 0
        while walks.count < count, stuck < Self.stuckLimit {
            var walker = Walker(definition, random, Chance(definition, random, expressions))
            walks.append(walker.walk())
            if walks.last?.fault != nil { stuck += 1 }
        }
        self.walks = walks
        let visited = Set(walks.flatMap(\.path))
        unvisited = definition.nodes.filter { $0.isActivity && !visited.contains($0.id) }.map(\.id)
    }
}

/// One walk: what is to come next is a list of happenings, each with its day.
struct Walker {
    private let definition: ProcessDefinition
    private let random: SeededRandom
    private let expressions: Chance
    private var happenings: [String: (day: Int, event: ProcessEvent)] = [:]
    private var day = 0

    private static let stepLimit = 500

    init(_ definition: ProcessDefinition, _ random: SeededRandom, _ expressions: Chance) {
        (self.definition, self.random, self.expressions) = (definition, random, expressions)
    }

    mutating func walk() -> Simulation.Walk {
        var instance: ProcessInstance?
        do {
            var step = try definition.start(expressions, now: now)
            for _ in 0..<Self.stepLimit {
                instance = step.instance
                guard step.instance.isOpen else { return result(step.instance) }
                note(step)
                guard let next = soonest() else { return result(step.instance, "stuck") }
                day = max(day, next.value.day)
                happenings[next.key] = nil
                step = try definition.step(step.instance, next.value.event, expressions, now: now)
            }
            return result(instance, "endless")
        } catch {
            return result(instance, (error as? Problem)?.code ?? "\(error)")
        }
    }

    private var now: Timestamp { Timestamp(milliseconds: Int64(day) * 86_400_000) }

    private func soonest() -> (key: String, value: (day: Int, event: ProcessEvent))? {
        happenings.min { ($0.value.day, $0.key) < ($1.value.day, $1.key) }
    }

    /// What the effects will bring, and what is waited for.
    private mutating func note(_ step: ProcessStep) {
        for effect in step.effects {
            switch effect {
            case .createTask(let order):
                let outcome = order.outcomes.isEmpty ? nil : order.outcomes[random.number(below: order.outcomes.count)]
                let event = ProcessEvent.complete(work: order.work, outcome: outcome, by: "simulation")
                happenings["work \(order.work)"] = (day + within(order.days ?? 0), event)
            case .cancelTask(let work): happenings["work \(work)"] = nil
            case .startTimer(let order): happenings["timer \(order.id)"] = (day + days(order.rule), .timer(order.id))
            case .cancelTimer(let id): happenings["timer \(id)"] = nil
            case .perform(_, let token, _), .decide(_, let token, _), .call(_, let token, _):
                happenings["answer \(token)"] = (day + within(1), .answer(token: token))
            case .cancelWork(let token): happenings["answer \(token)"] = nil
            default: continue
            }
        }
        let waiting = Run(definition, expressions, now, step.instance).awaited
        for key in happenings.keys where key.hasPrefix("hears ") && waiting[key] == nil { happenings[key] = nil }
        for (key, event) in waiting.sorted(by: { $0.key < $1.key }) where happenings[key] == nil {
            happenings[key] = (day + within(10), event)
        }
    }

    private func within(_ days: Int) -> Int { days <= 0 ? 0 : 1 + random.number(below: days) }

    private func days(_ rule: TimerRule) -> Int { rule.kind == .workingDays ? Int(rule.text) ?? 1 : 1 }

    private func result(_ instance: ProcessInstance?, _ fault: String? = nil) -> Simulation.Walk {
        let done = instance?.trail.filter { passage in
            guard passage.end == .passed, let node = definition.node(passage.at) else { return false }
            if case .end = node.kind { return true }
            return node.isActivity
        }
        return Simulation.Walk(path: done?.map(\.at) ?? [], days: day, outcome: instance?.outcome, fault: fault)
    }
}

extension Run {
    /// The messages and signals that would be heard now.
    fileprivate var awaited: [String: ProcessEvent] {
        (instance.tokens.flatMap(waiters(of:)) + scopes().flatMap(eventSubprocesses(of:))).reduce(into: [:]) { events, waiter in
            switch definition.nodes[waiter.node].trigger {
            case .message(let name)?: events["hears message \(name)"] = .message(name)
            case .signal(let name)?: events["hears signal \(name)"] = .signal(name)
            default: return
            }
        }
    }
}

/// Answers by chance where nobody else does: yes or no to a condition, a few to a list.
struct Chance: Expressions {
    private let random: SeededRandom
    private let expressions: (any Expressions)?
    private let collections: Set<String>
    private let numbers: Set<String>

    init(_ definition: ProcessDefinition, _ random: SeededRandom, _ expressions: (any Expressions)?) {
        (self.random, self.expressions) = (random, expressions)
        let each = definition.nodes.compactMap { if case .each(let each)? = $0.repetition { each } else { nil } }
        (collections, numbers) = (Set(each.compactMap(\.collection)), Set(each.compactMap(\.cardinality)))
    }

    func evaluate(_ text: String, _ variables: [String: JSON]) throws -> JSON {
        let known = try? expressions?.evaluate(text, variables)
        if let known, known != .null { return known }
        if collections.contains(text) { return .array((0...random.number(below: 3)).map { .number(Double($0)) }) }
        if numbers.contains(text) { return .number(Double(text) ?? Double(1 + random.number(below: 3))) }
        return .bool(random.number(below: 2) == 0)
    }

    func fault(in text: String) -> String? { nil }
}

import Kernel

/// What may happen to an instance: for the pages that offer it, and for those who look whether timers and tasks outside agree.
extension ProcessDefinition {
    /// The steps to which the work may be returned (退回), the latest first; none when it can't be done now.
    public func returnTargets(of work: Int, in instance: ProcessInstance) -> [FlowNode] {
        let run = asking(instance)
        guard let (place, _) = try? run.findOpen(work) else { return [] }
        let steps = run.returnable(from: instance.tokens[place]).sorted { $0.id > $1.id }
        var seen: Set<String> = []
        return steps.filter { seen.insert($0.at).inserted }.compactMap { node($0.at) }
    }

    /// The names of the messages that would be heard now.
    public func awaitedMessages(in instance: ProcessInstance) -> Set<String> {
        Set(asking(instance).allWaiters().compactMap { waiter in
            if case .message(let name)? = nodes[waiter.node].trigger { name } else { nil }
        })
    }

    /// The timers that run now or are held, by the names under which they were started.
    public func timers(in instance: ProcessInstance) -> Set<String> {
        let run = asking(instance)
        return Set(instance.tokens.flatMap(run.timers(of:)).map(\.id) + (instance.isOpen ? run.scopeTimers() : []))
    }

    private func asking(_ instance: ProcessInstance) -> Run { Run(self, Unasked(), Timestamp(milliseconds: 0), instance) }
}

/// For questions that need no expression.
private struct Unasked: Expressions {
    func evaluate(_ text: String, _ variables: [String: JSON]) throws -> JSON { .null }
    func fault(in text: String) -> String? { nil }
}

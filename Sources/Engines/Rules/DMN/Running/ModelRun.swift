/// One evaluation of a model: every decision is worked out at most once.
final class ModelRun {
    private let nodes: ModelNodes
    private let evaluation: Evaluation
    /// What is given: input data, and decisions that need not be worked out.
    private var values: [NodeID: Value]

    init(_ nodes: ModelNodes, given: [NodeID: Value], _ evaluation: Evaluation) {
        (self.nodes, self.evaluation, values) = (nodes, evaluation, given)
    }

    func value(of id: NodeID) -> Value {
        if let value = values[id] { return value }
        guard let node = nodes.all[id], evaluation.enter() else { return .null }
        defer { evaluation.leave() }
        let value = value(of: node, id)
        values[id] = value
        return value
    }

    private func value(of node: Node, _ id: NodeID) -> Value {
        switch node {
        case .input(let input): return evaluation.null(.noInput, ["name": input.name])
        case .decision(let decision):
            let scope = Scope(required(decision.requirements, by: id))
            let outer = evaluation.element
            evaluation.element = id.id
            defer { evaluation.element = outer }
            guard let logic = decision.logic else { return evaluation.null(.noLogic) }
            evaluation.recorder?.begin(id.id, decision.name)
            let value = evaluation.coerced(evaluation.value(logic, in: scope), to: decision.type, name: decision.name)
            evaluation.recorder?.end(value)
            return value
        case .knowledge(let model): return .function(nodes.function(model, id))
        case .service(let service): return .function(nodes.function(service))
        }
    }

    /// The names that a node may use, with their values.
    private func required(_ requirements: [NodeID], by id: NodeID) -> Context {
        nodes.context(requirements, in: id.namespace) { value(of: $0) }
    }
}

/// The nodes of a model and of those it imports.
struct ModelNodes: Sendable {
    let all: [NodeID: Node]
    /// By namespace: the names under which other namespaces are known there.
    let aliases: [String: [String: String]]
    /// By namespace and name, what can be asked: decisions before services before functions before inputs.
    private let named: [String: [String: NodeID]]
    /// What can be given, by the namespace it is asked from.
    let givable: [(id: NodeID, name: String)]

    init(all: [NodeID: Node], aliases: [String: [String: String]]) {
        (self.all, self.aliases) = (all, aliases)
        var named: [String: [String: NodeID]] = [:]
        for (id, node) in all.sorted(by: { ($0.value.precedence, $0.key.id) > ($1.value.precedence, $1.key.id) }) {
            named[id.namespace, default: [:]][node.name] = id
        }
        self.named = named
        givable = all.filter(\.value.isGivable).map { ($0.key, $0.value.name) }
    }

    func id(named name: String, in namespace: String) -> NodeID? { named[namespace]?[name] }

    /// What is required, by its name; what comes from another model stands in a context with the import's name.
    func context(_ requirements: [NodeID], in namespace: String, _ value: (NodeID) -> Value) -> Context {
        var context = Context()
        for id in requirements {
            guard let name = all[id]?.name else { continue }
            let alias = id.namespace == namespace ? "" : aliases[namespace]?[id.namespace] ?? ""
            if alias.isEmpty {
                context[name] = value(id)
            } else {
                var inner = context[alias]?.context ?? Context()
                inner[name] = value(id)
                context[alias] = .context(inner)
            }
        }
        return context
    }

    func function(_ model: KnowledgeModel, _ id: NodeID) -> Function {
        guard let logic = model.logic else { return Function(model.name, model.parameters, .external) }
        return Function(model.name, model.parameters, result: model.result, .model { [self] arguments, evaluation in
            // What it rests on are functions again, itself among them.
            var context = self.context(model.requirements, in: id.namespace) { required in
                ModelRun(self, given: [:], evaluation).value(of: required)
            }
            context[model.name] = .function(function(model, id))
            let inner = Scope(Context(zip(model.parameters.map(\.name), arguments)), in: Scope(context))
            return evaluation.value(logic, in: inner)
        })
    }

    func function(_ service: DecisionService) -> Function {
        let parameters = service.inputs.map { Function.Parameter(name: all[$0]?.name ?? "", type: type(of: $0)) }
        return Function(service.name, parameters, result: service.result, .model { [self] arguments, evaluation in
            let run = ModelRun(self, given: Dictionary(zip(service.inputs, arguments), uniquingKeysWith: { $1 }), evaluation)
            if service.outputs.count == 1 { return run.value(of: service.outputs[0]) }
            return .context(Context(service.outputs.map { (all[$0]?.name ?? "", run.value(of: $0)) }))
        })
    }

    func type(of id: NodeID) -> FEELType {
        switch all[id] {
        case .input(let input): input.type
        case .decision(let decision): decision.type
        default: .any
        }
    }
}

import Kernel
import XML

/// A model of DMN 1.1 to 1.5 (决策模型), read once and asked as often as needed. A value: it may be shared by all threads.
///
/// Asking never throws for what the rules say: an expression that can't be worked out is null, and the warnings say why.
public struct DecisionModel: Sendable {
    public let name: String
    public let namespace: String
    /// What is wrong with the model, by the id of the element: such parts are null when asked. `checked()` refuses a model that has any.
    public let problems: [FieldProblem]
    let nodes: ModelNodes
    let limits: Limits

    /// `imports` are the files of the models that it imports, in any order. Throws `rules.model.root`, and what XML throws.
    public init(reading bytes: [UInt8], imports: [[UInt8]] = [], limits: Limits = Limits()) throws(Problem) {
        var files = [try ModelFile(bytes, limits)]
        for other in imports { files.append(try ModelFile(other, limits)) }
        self.init(files, limits)
    }

    init(_ files: [ModelFile], _ limits: Limits) {
        let loader = ModelLoader(files, limits)
        (name, namespace, self.limits) = (files.first?.name ?? "", files.first?.namespace ?? "", limits)
        problems = loader.problems + RequirementCycles.problems(loader.nodes)
        let aliases = Dictionary(files.map { ($0.namespace, $0.aliases) }, uniquingKeysWith: { first, _ in first })
        nodes = ModelNodes(all: loader.nodes, aliases: aliases)
    }

    init(name: String, namespace: String, nodes: ModelNodes, problems: [FieldProblem], limits: Limits) {
        (self.name, self.namespace, self.nodes, self.problems, self.limits) = (name, namespace, nodes, problems, limits)
    }

    /// The model when nothing is wrong with it. Throws `rules.model.invalid` with every problem beside its element.
    public func checked() throws(Problem) -> DecisionModel {
        guard problems.isEmpty else { throw Problem("rules.model.invalid", .invalid, ["count": String(problems.count)], fields: problems) }
        return self
    }

    /// The names of the decisions that can be asked.
    public var decisions: [String] { own { if case .decision = $0 { true } else { false } } }

    /// The names of the input data.
    public var inputs: [String] { own { if case .input = $0 { true } else { false } } }

    private func own(_ isWanted: (Node) -> Bool) -> [String] {
        nodes.all.filter { $0.key.namespace == namespace && isWanted($0.value) }.map(\.value.name).sorted()
    }
}

import Kernel
import XML

/// Makes the nodes of a model and of those it imports.
struct ModelLoader {
    private let files: [String: ModelFile]
    private let limits: Limits
    private var types: ItemTypes
    private(set) var nodes: [NodeID: Node] = [:]
    private(set) var problems: [FieldProblem] = []
    private let names: [NodeID: String]
    private let properties: NameTable

    init(_ files: [ModelFile], _ limits: Limits) {
        self.limits = limits
        self.files = Dictionary(files.map { ($0.namespace, $0) }, uniquingKeysWith: { first, _ in first })
        types = ItemTypes(self.files, limits)
        let elements = files.flatMap { file in file.root.children.map { (file.id(of: $0), $0.variable?["name"] ?? $0["name"] ?? "") } }
        names = Dictionary(elements, uniquingKeysWith: { first, _ in first })
        properties = NameTable(files.flatMap(\.root.namesWithin) + Vocabulary.valueProperties)
        problems = types.problems
        for file in files { load(file) }
        for file in files { checkRequirements(of: file) }
    }

    private mutating func load(_ file: ModelFile) {
        for namespace in file.aliases.keys where files[namespace] == nil {
            problems.append(FieldProblem(file.root["id"] ?? "", "rules.model.import", ["name": namespace]))
        }
        var reader = BoxedReader(types: lookUp(in: file), properties: properties, limits: limits)
        for element in file.root.children {
            guard let node = node(element, in: file, &reader) else { continue }
            if nodes.updateValue(node, forKey: file.id(of: element)) != nil {
                problems.append(FieldProblem(element["id"] ?? "", "rules.model.doubled_id"))
            }
        }
        problems += reader.problems
    }

    private func lookUp(in file: ModelFile) -> @Sendable (String) -> FEELType? {
        let defined = types.lookUp(in: file)
        return { written in
            let name = ItemTypes.withoutPrefix(written)
            return defined(name) ?? FEELType(name: name)
        }
    }

    private mutating func node(_ element: XMLElement, in file: ModelFile, _ reader: inout BoxedReader) -> Node? {
        let id = element["id"] ?? "", name = names[file.id(of: element)] ?? ""
        switch element.name {
        case "inputData": return .input(InputData(name: name, type: reader.type(element.variable, near: id)))
        case "decision":
            let requirements = file.requirements(of: element)
            let logic = reader.expression(within: element, scope(requirements, in: file), near: id)
            return .decision(Decision(name: name, type: reader.type(element.variable, near: id), requirements: requirements, logic: logic))
        case "businessKnowledgeModel": return .knowledge(knowledge(element, name, in: file, &reader))
        case "decisionService":
            let inputs = file.targets("inputData", of: element) + file.targets("inputDecision", of: element)
            let type = result(reader.type(element.variable, near: id))
            return .service(DecisionService(name: name, result: type, outputs: file.targets("outputDecision", of: element), inputs: inputs))
        default: return nil
        }
    }

    private mutating func knowledge(
        _ element: XMLElement, _ name: String, in file: ModelFile, _ reader: inout BoxedReader
    ) -> KnowledgeModel {
        let id = element["id"] ?? "", function = element.child("encapsulatedLogic"), requirements = file.requirements(of: element)
        let parameters = function.map { reader.parameters(of: $0, near: id) } ?? []
        let isOurs = function?["kind"] ?? "FEEL" == "FEEL"
        let names = scope(requirements, in: file).with(parameters.map(\.name) + [name])
        let logic = isOurs ? reader.expression(within: function, names, near: id) : nil
        let type = result(reader.type(element.variable, near: id))
        return KnowledgeModel(name: name, result: type, parameters: parameters, requirements: requirements, logic: logic)
    }

    /// The variable of a function has the function's type, or in older models that of its result.
    private func result(_ type: FEELType) -> FEELType {
        if case .function(let signature) = type.plain { return signature?.result ?? .any }
        return type
    }

    /// The names of what is required, as the file knows them; what another file imports stands under the import's name.
    private func scope(_ requirements: [NodeID], in file: ModelFile) -> NameTable {
        NameTable(requirements.compactMap { id in
            let alias = id.namespace == file.namespace ? "" : file.aliases[id.namespace] ?? ""
            return alias.isEmpty ? names[id] : alias
        })
    }

    private mutating func checkRequirements(of file: ModelFile) {
        for element in file.root.children where ["decision", "businessKnowledgeModel"].contains(element.name) {
            for id in file.requirements(of: element) where nodes[id] == nil && names[id] == nil {
                problems.append(FieldProblem(element["id"] ?? "", "rules.model.requirement", ["name": id.id]))
            }
        }
    }
}

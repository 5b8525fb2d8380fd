import Kernel
import XML

/// The types that models define (`itemDefinition`; DMN 1.5, 7.3.2), by namespace and name.
struct ItemTypes {
    private let files: [String: ModelFile]
    private let limits: Limits
    private var known: [Key: FEELType] = [:]
    private var open: Set<Key> = []
    private(set) var problems: [FieldProblem] = []

    private struct Key: Hashable { let namespace: String, name: String }

    init(_ files: [String: ModelFile], _ limits: Limits) {
        (self.files, self.limits) = (files, limits)
        for file in files.values.sorted(by: { $0.namespace < $1.namespace }) {
            for item in file.root.children("itemDefinition") { _ = type(named: item["name"] ?? "", in: file) }
        }
    }

    /// `nil` when nobody defines it.
    mutating func type(named written: String, in file: ModelFile) -> FEELType? {
        let name = Self.withoutPrefix(written.trimmed)
        if let own = defined(name, in: file) { return own }
        if let type = FEELType(name: name) { return type }
        for (namespace, alias) in file.aliases {
            guard let other = files[namespace] else { continue }
            if alias.isEmpty, let type = defined(name, in: other) { return type }
            if name.hasPrefix("\(alias)."), let type = type(named: String(name.dropFirst(alias.count + 1)), in: other) { return type }
        }
        return nil
    }

    /// A snapshot to look types up in, for those of one file.
    func lookUp(in file: ModelFile) -> @Sendable (String) -> FEELType? {
        var own: [String: FEELType] = [:]
        for (key, type) in known {
            if key.namespace == file.namespace { own[key.name] = type }
            if let alias = file.aliases[key.namespace] { own[alias.isEmpty ? key.name : "\(alias).\(key.name)"] = type }
        }
        return { [own] in own[$0] }
    }

    private mutating func defined(_ name: String, in file: ModelFile) -> FEELType? {
        let key = Key(namespace: file.namespace, name: name)
        if let type = known[key] { return type }
        guard let item = file.root.children("itemDefinition").first(where: { $0["name"] == name }) else { return nil }
        // A type that stands within itself is taken for anything there.
        guard open.insert(key).inserted, open.count < 50 else { return .any }
        let type = type(of: item, called: name, in: file)
        open.remove(key)
        known[key] = type
        return type
    }

    /// Of an item definition or one of its components.
    private mutating func type(of item: XMLElement, called name: String, in file: ModelFile) -> FEELType {
        var base = plain(item, in: file)
        let isCollection = item["isCollection"] == "true"
        let allowed = tests(item.child("allowedValues"), in: file)
        if isCollection { base = .list(base) }
        var type = FEELType.defined(DefinedType(name, base, allowed: allowed, isOfElements: isCollection))
        if let constraint = tests(item.child("typeConstraint"), in: file) { type = .defined(DefinedType(name, type, allowed: constraint)) }
        return type
    }

    private mutating func plain(_ item: XMLElement, in file: ModelFile) -> FEELType {
        let components = item.children("itemComponent")
        if !components.isEmpty {
            return .context(components.map { component in
                let name = component["name"] ?? ""
                return FEELType.Field(name: name, type: type(of: component, called: name, in: file))
            })
        }
        if let function = item.child("functionItem") { return signature(function, in: file) }
        guard let name = item.typeName else { return .any }
        if let type = type(named: name, in: file) { return type }
        problems.append(FieldProblem(item["id"] ?? item["name"] ?? "", "rules.model.type", ["name": name]))
        return .any
    }

    private mutating func signature(_ function: XMLElement, in file: ModelFile) -> FEELType {
        let parameters = function.children("parameters").map { parameter in
            parameter.typeName.flatMap { type(named: $0, in: file) } ?? .any
        }
        let result = function["outputTypeRef"].flatMap { type(named: $0, in: file) } ?? .any
        return .function(FEELType.Signature(parameters: parameters, result: result))
    }

    private mutating func tests(_ element: XMLElement?, in file: ModelFile) -> UnaryTests? {
        guard let element, let text = element.text(of: "text"), !text.isEmpty else { return nil }
        do {
            var parser = try Parser(text, Vocabulary(types: { FEELType(name: $0) }), limits: limits)
            return try parser.wholeTests()
        } catch {
            problems.append(FieldProblem(element["id"] ?? "", error.code, error.arguments))
            return nil
        }
    }

    /// DMN 1.1 wrote `feel:string`.
    static func withoutPrefix(_ name: String) -> String {
        guard let colon = name.firstIndex(of: ":"), !name[..<colon].contains(" ") else { return name }
        return String(name[name.index(after: colon)...])
    }
}

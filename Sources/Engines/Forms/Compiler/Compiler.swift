import Kernel

/// Makes nodes of a schema and of the documents it refers to. Works through a queue, so that references in a circle and schemas of
/// any depth end like all others.
final class Compiler {
    private(set) var nodes: [Node] = []
    /// Set by a keyword that looks an anchor up in dynamic scope.
    var hasDynamicReferences = false

    private let registry: Registry
    private let options: SchemaOptions
    private var places: [Place: Int] = [:]
    private var waiting: [Place] = []

    init(documents: SchemaDocuments, options: SchemaOptions) {
        registry = Registry(documents: documents, limit: options.limits.subschemas)
        self.options = options
    }

    /// The node of the document's root.
    func compile(_ json: JSON, retrievedFrom address: String) throws(SchemaFault) -> Int {
        let root = node(at: try registry.add(json, retrievedFrom: address))
        try work()
        try addDynamicAnchors()
        return root
    }

    /// The node of a subschema, made now or later.
    func node(at place: Place) -> Int {
        if let known = places[place] { return known }
        let index = places.count
        places[place] = index
        waiting.append(place)
        return index
    }

    /// The node that a reference leads to.
    func node(referredToBy reference: String, in resource: Int, at place: Place) throws(SchemaFault) -> Int {
        node(at: try registry.resolve(reference, in: resource, at: place))
    }

    /// The name that makes a `$dynamicRef` dynamic: when what it first leads to has a dynamic anchor of that name.
    func dynamicName(of reference: String, in resource: Int, at place: Place) throws(SchemaFault) -> String? {
        guard let name = URIReference(reference).fragment?.percentDecoded, !name.isEmpty, !name.hasPrefix("/") else { return nil }
        let target = try registry.resource(referredToBy: reference, in: resource, at: place)
        guard registry.resources[target].dynamicAnchors[name] != nil else { return nil }
        hasDynamicReferences = true
        return name
    }

    private(set) var dynamicAnchors: [DynamicAnchor: Int] = [:]

    /// Every anchor that a dynamic reference may end at, and what those lead to in turn.
    private func addDynamicAnchors() throws(SchemaFault) {
        guard hasDynamicReferences else { return }
        var count = -1
        while count != registry.resources.count {
            count = registry.resources.count
            for (index, resource) in registry.resources.enumerated() {
                for (name, place) in resource.dynamicAnchors {
                    dynamicAnchors[DynamicAnchor(resource: index, name: name)] = node(at: place)
                }
            }
            try work()
        }
    }

    private func work() throws(SchemaFault) {
        while nodes.count < waiting.count { nodes.append(try make(waiting[nodes.count])) }
    }

    private func make(_ place: Place) throws(SchemaFault) -> Node {
        guard let subschema = registry.subschemas[place] else { throw SchemaFault("schema.reference", at: place.description) }
        let resource = registry.resources[subschema.resource]
        switch subschema.json {
        case .bool(let allows):
            return Node(resource: subschema.resource, keywords: allows ? [] : [Never()], unevaluated: [])
        case .object(let members):
            let site = Site(members: members, place: place, resource: subschema.resource, dialect: resource.dialect,
                            assertsFormats: options.assertsFormats, compiler: self)
            if resource.dialect.draft <= .v7, members["$ref"] != nil {
                return Node(resource: subschema.resource, keywords: try Reference.read(site), unevaluated: [])
            }
            return Node(resource: subschema.resource, keywords: try KeywordTable.read(site),
                        unevaluated: try KeywordTable.readUnevaluated(site))
        default: throw SchemaFault("schema.not_a_schema", at: place.description)
        }
    }
}

/// A subschema by the document it stands in and the JSON pointer within that.
struct Place: Hashable, CustomStringConvertible {
    let document: String
    let pointer: String

    func appending(_ steps: String...) -> Place {
        Place(document: document, pointer: pointer + steps.map { "/" + JSONPointer.escape($0) }.joined())
    }

    var description: String { document.isEmpty ? pointer : "\(document)#\(pointer)" }
}

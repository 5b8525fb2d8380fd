import Kernel

/// One schema object while its keywords are read: what it holds, and how to come to the nodes of what hangs below it.
struct Site {
    let members: [String: JSON]
    let place: Place
    let resource: Int
    let dialect: Dialect
    let assertsFormats: Bool
    let compiler: Compiler

    subscript(keyword: String) -> JSON? { members[keyword] }

    func fault(_ keyword: String) -> SchemaFault { SchemaFault("schema.value", at: place.appending(keyword).description, ["keyword": keyword]) }

    // MARK: - Values

    /// A count: a whole number that isn't negative. One beyond what can be counted is as good as the largest.
    func count(_ keyword: String) throws(SchemaFault) -> Int? {
        guard let value = members[keyword] else { return nil }
        guard let number = value.exactNumber, number.isInteger, !number.isNegative else { throw fault(keyword) }
        return value.number.flatMap { Int(exactly: $0) } ?? .max
    }

    func text(_ keyword: String) throws(SchemaFault) -> String? {
        guard let value = members[keyword] else { return nil }
        guard let text = value.string else { throw fault(keyword) }
        return text
    }

    func number(_ keyword: String) throws(SchemaFault) -> JSON? {
        guard let value = members[keyword] else { return nil }
        guard value.exactNumber != nil else { throw fault(keyword) }
        return value
    }

    func list(_ keyword: String) throws(SchemaFault) -> [JSON]? {
        guard let value = members[keyword] else { return nil }
        guard let list = value.array else { throw fault(keyword) }
        return list
    }

    func names(_ keyword: String) throws(SchemaFault) -> [String]? {
        guard let list = try list(keyword) else { return nil }
        let names = list.compactMap(\.string)
        guard names.count == list.count else { throw fault(keyword) }
        return names
    }

    func map(_ keyword: String) throws(SchemaFault) -> [(name: String, value: JSON)]? {
        guard let value = members[keyword] else { return nil }
        guard let map = value.object else { throw fault(keyword) }
        return map.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    }

    func pattern(_ source: String, in keyword: String) throws(SchemaFault) -> Pattern {
        guard let pattern = Pattern(source) else {
            throw SchemaFault("schema.pattern", at: place.appending(keyword).description, ["pattern": source])
        }
        return pattern
    }

    // MARK: - Schemas

    /// The schema that is the keyword's value.
    func schema(_ keyword: String) throws(SchemaFault) -> Int? {
        guard let value = members[keyword] else { return nil }
        guard isSchema(value) else { throw fault(keyword) }
        return compiler.node(at: place.appending(keyword))
    }

    /// The schemas of a list that may not be empty.
    func schemas(_ keyword: String) throws(SchemaFault) -> [Int]? {
        guard let list = try list(keyword) else { return nil }
        guard !list.isEmpty, list.allSatisfy(isSchema) else { throw fault(keyword) }
        return list.indices.map { compiler.node(at: place.appending(keyword, String($0))) }
    }

    func namedSchemas(_ keyword: String) throws(SchemaFault) -> [(name: String, node: Int)]? {
        guard let map = try map(keyword) else { return nil }
        guard map.allSatisfy({ isSchema($0.value) }) else { throw fault(keyword) }
        return map.map { (name: $0.name, node: compiler.node(at: place.appending(keyword, $0.name))) }
    }

    func reference(_ reference: String) throws(SchemaFault) -> Int {
        try compiler.node(referredToBy: reference, in: resource, at: place)
    }

    private func isSchema(_ value: JSON) -> Bool { value.object != nil || value.bool != nil }
}

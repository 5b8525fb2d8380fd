import Kernel

/// `minItems`, `maxItems` (Validation §6.4.1-6.4.2).
struct ItemCount: Keyword {
    let least: Int, most: Int

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        let least = try site.count("minItems"), most = try site.count("maxItems")
        return least == nil && most == nil ? [] : [ItemCount(least: least ?? 0, most: most ?? .max)]
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        guard case .array(let elements) = instance else { return true }
        if elements.count < least { return run.fail("minItems", "answer.min_items", ["limit": "\(least)", "count": "\(elements.count)"]) }
        if elements.count > most { return run.fail("maxItems", "answer.max_items", ["limit": "\(most)", "count": "\(elements.count)"]) }
        return true
    }
}

/// `uniqueItems` (Validation §6.4.3).
struct UniqueItems: Keyword {
    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        guard let value = site["uniqueItems"] else { return [] }
        guard let isOn = value.bool else { throw site.fault("uniqueItems") }
        return isOn ? [UniqueItems()] : []
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        guard case .array(let elements) = instance else { return true }
        return Set(elements).count == elements.count || run.fail("uniqueItems", "answer.unique")
    }
}

/// `prefixItems` and `items` (Core §10.3.1.1-10.3.1.2), and what drafts before 2020-12 wrote as a list in `items` with
/// `additionalItems`.
struct Items: Keyword {
    let prefix: [Int]
    let rest: Int?
    private let prefixKeyword: String, restKeyword: String

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        let isOld = site.dialect.draft < .v2020 && site["items"]?.array != nil
        let prefixKeyword = isOld ? "items" : "prefixItems", restKeyword = isOld ? "additionalItems" : "items"
        let prefix = site.dialect.draft < .v2020 && !isOld ? [] : try site.schemas(prefixKeyword) ?? []
        let rest = try site.schema(restKeyword)
        return prefix.isEmpty && rest == nil
            ? [] : [Items(prefix: prefix, rest: rest, prefixKeyword: prefixKeyword, restKeyword: restKeyword)]
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        guard case .array(let elements) = instance else { return true }
        var isValid = true
        for (place, element) in elements.enumerated() {
            if place < prefix.count {
                isValid = run.part(prefix[place], element, at: .place(place), prefixKeyword, .place(place)) && isValid
            } else if let rest {
                isValid = run.part(rest, element, at: .place(place), restKeyword) && isValid
            } else {
                break
            }
            if !isValid, !run.wantsErrors { return false }
        }
        if rest != nil { evaluated.addAll() } else { evaluated.add(prefix: min(prefix.count, elements.count)) }
        return isValid
    }
}

/// `contains`, `minContains`, `maxContains` (Core §10.3.1.3, Validation §6.4.4-6.4.5).
struct Contains: Keyword {
    let node: Int
    let least: Int, most: Int

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        guard let node = try site.schema("contains") else { return [] }
        let areCounted = site.dialect.vocabularies.contains(.validation) && site.dialect.draft >= .v2019
        let least = areCounted ? try site.count("minContains") : nil, most = areCounted ? try site.count("maxContains") : nil
        return [Contains(node: node, least: least ?? 1, most: most ?? .max)]
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        guard case .array(let elements) = instance else { return true }
        var count = 0
        for (place, element) in elements.enumerated() {
            guard run.silently({ $0.part(node, element, at: .place(place), "contains") }) else { continue }
            count += 1
            evaluated.add(place: place)
        }
        if count < least {
            return run.fail(least == 1 ? "contains" : "minContains", "answer.min_contains", ["limit": "\(least)", "count": "\(count)"])
        }
        return count <= most || run.fail("maxContains", "answer.max_contains", ["limit": "\(most)", "count": "\(count)"])
    }
}

/// `unevaluatedItems` (Core §11.2).
struct UnevaluatedItems: Keyword {
    let node: Int

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        try site.schema("unevaluatedItems").map { [UnevaluatedItems(node: $0)] } ?? []
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        guard case .array(let elements) = instance else { return true }
        var isValid = true
        for (place, element) in elements.enumerated() where !evaluated.has(place: place) {
            isValid = run.part(node, element, at: .place(place), "unevaluatedItems") && isValid
            if !isValid, !run.wantsErrors { return false }
        }
        evaluated.addAll()
        return isValid
    }
}

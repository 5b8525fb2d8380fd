import Kernel

/// What is known of documents: their schema resources by address, their anchors, and which values in them are schemas. Only what
/// stands where a keyword expects a schema is one: an `$id` within `const` or an unknown keyword is a text like others.
final class Registry {
    /// A schema with an address of its own, and all below it that has none (Core §8.2.1).
    struct Resource {
        let address: String
        let root: Place
        let dialect: Dialect
        var anchors: [String: Place] = [:]
        var dynamicAnchors: [String: Place] = [:]
    }

    struct Subschema {
        let json: JSON
        let resource: Int
    }

    private(set) var resources: [Resource] = []
    private(set) var subschemas: [Place: Subschema] = [:]
    private var addresses: [String: Int] = [:]
    private let documents: SchemaDocuments
    private let limit: Int

    init(documents: SchemaDocuments, limit: Int) { (self.documents, self.limit) = (documents, limit) }

    /// Takes a document in: the place of its root.
    func add(_ json: JSON, retrievedFrom address: String) throws(SchemaFault) -> Place {
        let root = Place(document: address, pointer: "")
        let dialect = try dialect(of: json, at: root, in: .latest)
        try scan(json, at: root, in: addResource(address, root, dialect))
        return root
    }

    // MARK: - References

    /// The place that a reference leads to (Core §8.2.3.1).
    func resolve(_ reference: String, in resource: Int, at place: Place) throws(SchemaFault) -> Place {
        let target = try self.resource(referredToBy: reference, in: resource, at: place)
        let unresolved = SchemaFault("schema.reference", at: place.description, ["reference": reference])
        guard let fragment = (URIReference(reference).fragment ?? "").percentDecoded else { throw unresolved }
        if fragment.isEmpty { return resources[target].root }
        if fragment.hasPrefix("/") {
            guard let pointer = JSONPointer(fragment), let found = try walk(pointer, from: target) else { throw unresolved }
            return found
        }
        guard let anchor = resources[target].anchors[fragment] else { throw unresolved }
        return anchor
    }

    /// The schema resource that a reference leads into; documents are taken in as they are asked for.
    func resource(referredToBy reference: String, in resource: Int, at place: Place) throws(SchemaFault) -> Int {
        let address = URIReference(reference).resolved(against: URIReference(resources[resource].address)).withoutFragment
        if let known = addresses[address] { return known }
        guard let document = Metaschemas.document(address) ?? documents.find(address) else {
            throw SchemaFault("schema.reference", at: place.description, ["reference": reference])
        }
        _ = try add(document, retrievedFrom: address)
        guard let added = addresses[address] else { throw SchemaFault("schema.reference", at: place.description, ["reference": reference]) }
        return added
    }

    /// Follows a pointer from a resource's root. What it leads to is a schema by that alone, even within an unknown keyword.
    private func walk(_ pointer: JSONPointer, from resource: Int) throws(SchemaFault) -> Place? {
        var place = resources[resource].root
        guard var value = subschemas[place]?.json else { return nil }
        var resource = resource
        for step in pointer.steps {
            guard let next = JSONPointer.step(into: value, step) else { return nil }
            value = next
            place = place.appending(step)
            if let known = subschemas[place] { resource = known.resource }
        }
        if subschemas[place] == nil { try scan(value, at: place, in: resource) }
        return place
    }

    // MARK: - Scanning

    private struct Found {
        let json: JSON
        let place: Place
        let resource: Int
    }

    private func scan(_ json: JSON, at place: Place, in resource: Int) throws(SchemaFault) {
        var waiting = [Found(json: json, place: place, resource: resource)]
        while let next = waiting.popLast() {
            guard subschemas[next.place] == nil else { continue }
            guard subschemas.count < limit else { throw SchemaFault("schema.too_large", at: next.place.description) }
            let resource = try identify(next)
            subschemas[next.place] = Subschema(json: next.json, resource: resource)
            guard case .object(let members) = next.json else { continue }
            for (steps, value) in Applicators.subschemas(of: members, resources[resource].dialect) {
                let place = steps.reduce(next.place) { $0.appending($1) }
                waiting.append(Found(json: value, place: place, resource: resource))
            }
        }
    }

    /// The resource that a subschema belongs to: its own when it has an `$id`. Its anchors are noted.
    private func identify(_ found: Found) throws(SchemaFault) -> Int {
        guard case .object(let members) = found.json else { return found.resource }
        var resource = found.resource
        let isOldReference = resources[resource].dialect.draft <= .v7 && members["$ref"] != nil
        if let id = members["$id"]?.string, !isOldReference { resource = try ownResource(id, found) }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            guard let name = members[keyword]?.string else { continue }
            guard name.wholeMatch(of: /[A-Za-z_][-A-Za-z0-9._]*/) != nil else {
                throw SchemaFault("schema.value", at: found.place.appending(keyword).description, ["keyword": keyword])
            }
            resources[resource].anchors[name] = found.place
            if keyword == "$dynamicAnchor" { resources[resource].dynamicAnchors[name] = found.place }
        }
        return resource
    }

    private func ownResource(_ id: String, _ found: Found) throws(SchemaFault) -> Int {
        let reference = URIReference(id)
        if let fragment = reference.fragment, !fragment.isEmpty {
            // Before 2019-09, an `$id` of a fragment alone was what `$anchor` is now.
            guard resources[found.resource].dialect.draft <= .v7 else {
                throw SchemaFault("schema.value", at: found.place.appending("$id").description, ["keyword": "$id"])
            }
            resources[found.resource].anchors[String(fragment)] = found.place
            return found.resource
        }
        let address = reference.resolved(against: URIReference(resources[found.resource].address)).withoutFragment
        if let known = addresses[address], resources[known].root == found.place { return known }
        let dialect = try dialect(of: found.json, at: found.place, in: resources[found.resource].dialect)
        return addResource(address, found.place, dialect)
    }

    private func addResource(_ address: String, _ root: Place, _ dialect: Dialect) -> Int {
        resources.append(Resource(address: address, root: root, dialect: dialect))
        if addresses[address] == nil { addresses[address] = resources.count - 1 }
        return resources.count - 1
    }

    /// The dialect that `$schema` names. Throws `schema.vocabulary` when one is required that isn't known here.
    private func dialect(of json: JSON, at place: Place, in outer: Dialect) throws(SchemaFault) -> Dialect {
        guard let address = json.object?["$schema"]?.string.map({ URIReference($0).withoutFragment }) else { return outer }
        if let published = Dialect.published[address] { return published }
        guard let vocabularies = documents.find(address)?.object?["$vocabulary"]?.object else { return .latest }
        let (dialect, unknown) = Dialect.reading(vocabularies)
        guard let unknown else { return dialect }
        throw SchemaFault("schema.vocabulary", at: place.appending("$schema").description, ["vocabulary": unknown])
    }
}

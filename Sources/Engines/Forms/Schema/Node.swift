import Kernel

/// One subschema, compiled. Others are named by their place in ``Schema/nodes``, so that a schema may refer to itself.
final class Node: Sendable {
    /// The schema resource it belongs to: what dynamic scope is made of (Core §7.1).
    let resource: Int
    let keywords: [any Keyword]
    /// `unevaluatedItems` and `unevaluatedProperties`, which come after everything else.
    let unevaluated: [any Keyword]

    init(resource: Int, keywords: [any Keyword], unevaluated: [any Keyword]) {
        (self.resource, self.keywords, self.unevaluated) = (resource, keywords, unevaluated)
    }
}

/// One keyword, or a few that speak of each other, with all that was to be read from the schema.
protocol Keyword: Sendable {
    /// Whether the instance passes. What the keyword looks at within the instance goes into `evaluated`; what is wrong, into the run.
    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool
}

struct DynamicAnchor: Hashable, Sendable {
    let resource: Int
    let name: String
}

/// Which members or elements of an instance some keyword has looked at: what `unevaluated...` leaves alone (Core §11).
struct Evaluated {
    /// Whether anybody will ask. If not, nothing is noted.
    let isTracked: Bool
    private(set) var isWhole = false
    private(set) var names: Set<String> = []
    private(set) var prefix = 0
    private(set) var places: Set<Int> = []

    init(isTracked: Bool) { self.isTracked = isTracked }

    static let untracked = Evaluated(isTracked: false)

    mutating func addAll() { if isTracked { isWhole = true } }
    mutating func add(_ name: String) { if isTracked { names.insert(name) } }
    mutating func add(prefix count: Int) { if isTracked { prefix = max(prefix, count) } }
    mutating func add(place: Int) { if isTracked { places.insert(place) } }

    mutating func merge(_ other: Evaluated) {
        guard isTracked, other.isTracked else { return }
        isWhole = isWhole || other.isWhole
        names.formUnion(other.names)
        prefix = max(prefix, other.prefix)
        places.formUnion(other.places)
    }

    func has(_ name: String) -> Bool { isWhole || names.contains(name) }
    func has(place: Int) -> Bool { isWhole || place < prefix || places.contains(place) }
}

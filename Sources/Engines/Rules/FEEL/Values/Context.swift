import OrderedCollections

/// Names with their values, in the order in which they were given (FEEL's `context`).
public struct Context: Sendable, ExpressibleByDictionaryLiteral {
    private var entries: OrderedDictionary<String, Value>

    public init() { entries = [:] }

    /// Where a name comes twice, the last holds.
    public init(_ pairs: some Sequence<(String, Value)>) { entries = OrderedDictionary(pairs, uniquingKeysWith: { $1 }) }

    public init(dictionaryLiteral elements: (String, Value)...) { self.init(elements) }

    public subscript(name: String) -> Value? {
        get { entries[name] }
        set { entries[name] = newValue }
    }

    public var names: [String] { Array(entries.keys) }
    public var values: [Value] { Array(entries.values) }
    public var count: Int { entries.count }
    public var isEmpty: Bool { entries.isEmpty }
    public var pairs: [(name: String, value: Value)] { entries.map { ($0.key, $0.value) } }
}

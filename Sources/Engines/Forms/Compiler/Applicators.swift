import Kernel

/// Where, below a schema, other schemas stand (Core §10, §11; Validation §8.5).
enum Applicators {
    private static let single: Set<String> = [
        "additionalProperties", "propertyNames", "contains", "not", "if", "then", "else", "unevaluatedItems", "unevaluatedProperties",
        "contentSchema", "items", "additionalItems",
    ]
    private static let lists: Set<String> = ["allOf", "anyOf", "oneOf", "prefixItems", "items"]
    private static let maps: Set<String> = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "dependencies"]

    /// The subschemas directly below, by the steps that lead to them.
    static func subschemas(of members: [String: JSON], _ dialect: Dialect) -> [(steps: [String], json: JSON)] {
        members.flatMap { keyword, value -> [(steps: [String], json: JSON)] in
            switch value {
            case .object where single.contains(keyword), .bool where single.contains(keyword): [([keyword], value)]
            case .array(let elements) where lists.contains(keyword): elements.enumerated().map { ([keyword, String($0.offset)], $0.element) }
            case .object(let named) where maps.contains(keyword):
                // Beside schemas, `dependencies` of old holds lists of names.
                named.filter { $0.value.array == nil }.map { ([keyword, $0.key], $0.value) }
            default: []
            }
        }
    }
}

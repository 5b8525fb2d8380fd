import Kernel

/// Which keywords a schema resource speaks: by its `$schema` (Core §8.1), and by what that metaschema says in `$vocabulary`.
struct Dialect: Hashable {
    enum Vocabulary: String, CaseIterable {
        case core, applicator, unevaluated, validation, metaData = "meta-data", content
        case formatAnnotation = "format-annotation", formatAssertion = "format-assertion"
    }

    /// Older drafts are spoken only as far as documents of today refer to documents written for them.
    enum Draft: Int, Comparable {
        case v6 = 6, v7 = 7, v2019 = 8, v2020 = 9

        static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    var draft = Draft.v2020
    var vocabularies: Set<Vocabulary> = [.core, .applicator, .unevaluated, .validation, .metaData, .content, .formatAnnotation]

    static let latest = Dialect()

    /// The dialects of the published metaschemas.
    static let published: [String: Dialect] = [
        "https://json-schema.org/draft/2020-12/schema": latest,
        "https://json-schema.org/draft/2019-09/schema": Dialect(draft: .v2019),
        "http://json-schema.org/draft-07/schema": Dialect(draft: .v7), "http://json-schema.org/draft-06/schema": Dialect(draft: .v6),
    ]

    private static let prefix = "https://json-schema.org/draft/2020-12/vocab/"

    /// From `$vocabulary` of a metaschema. Gives the address of one that must be understood and isn't.
    static func reading(_ vocabularies: [String: JSON]) -> (dialect: Dialect, unknown: String?) {
        var dialect = Dialect(vocabularies: [.core])
        for (address, isRequired) in vocabularies.sorted(by: { $0.key < $1.key }) {
            if address.hasPrefix(prefix), let known = Vocabulary(rawValue: String(address.dropFirst(prefix.count))) {
                dialect.vocabularies.insert(known)
            } else if isRequired.bool ?? false {
                return (dialect, address)
            }
        }
        return (dialect, nil)
    }
}

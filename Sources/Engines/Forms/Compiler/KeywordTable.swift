/// Every keyword that asserts or applies something, in the order in which they are asked: what is cheap comes first.
enum KeywordTable {
    private typealias Reader = @Sendable (Site) throws(SchemaFault) -> [any Keyword]

    private static let table: [(vocabulary: Dialect.Vocabulary, read: Reader)] = [
        (.validation, Types.read), (.validation, Constant.read), (.validation, Enumeration.read),
        (.validation, Bound.read), (.validation, MultipleOf.read),
        (.validation, TextLength.read), (.validation, TextPattern.read), (.formatAnnotation, FormatAssertion.read),
        (.validation, ItemCount.read), (.validation, UniqueItems.read),
        (.validation, MemberCount.read), (.validation, Required.read), (.validation, DependentRequired.read),
        (.core, Reference.read), (.core, DynamicReference.read),
        (.applicator, Properties.read), (.applicator, PropertyNames.read), (.applicator, Items.read), (.applicator, Contains.read),
        (.applicator, AllOf.read), (.applicator, AnyOf.read), (.applicator, OneOf.read), (.applicator, Not.read),
        (.applicator, Conditional.read), (.applicator, DependentSchemas.read),
    ]

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        var keywords: [any Keyword] = []
        for row in table where site.dialect.speaks(row.vocabulary) { keywords += try row.read(site) }
        return keywords
    }

    static func readUnevaluated(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        guard site.dialect.speaks(.unevaluated), site.dialect.draft >= .v2019 else { return [] }
        return try UnevaluatedItems.read(site) + UnevaluatedProperties.read(site)
    }
}

extension Dialect {
    fileprivate func speaks(_ vocabulary: Vocabulary) -> Bool {
        vocabulary == .formatAnnotation
            ? vocabularies.contains(.formatAnnotation) || vocabularies.contains(.formatAssertion) : vocabularies.contains(vocabulary)
    }
}

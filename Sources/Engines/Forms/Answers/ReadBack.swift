import Kernel

extension PageDefinition {
    /// The fields of the page that apply, as far as the answers say.
    public func fields(for facts: FormFacts) -> [FieldDefinition] {
        guard when?.holds(facts) ?? true else { return [] }
        return sections.filter { $0.when?.holds(facts) ?? true }.flatMap(\.fields).filter { $0.when?.holds(facts) ?? true }
    }
}

extension Form {
    /// A page of answers, to be read: what was asked, with what was said in a person's words, `nil` where nothing was.
    public struct ReadPage: Sendable {
        public let key: String, title: String
        public let answers: [(label: String, value: String?)]
    }

    /// The answers read back, page by page, without what doesn't apply.
    /// - Parameter words: what is said in place of a value by who knows better, as in ``FieldDefinition/display(_:english:words:)``.
    public func readBack(_ facts: FormFacts, english: Bool, words: (FieldDefinition, JSON) -> String?) -> [ReadPage] {
        pages.map { page in
            ReadPage(key: page.key, title: page.title.text(english: english), answers: page.fields(for: facts).map { field in
                let value = facts.answers[field.key] ?? .null
                let said = value.isBlank ? "" : field.display(value, english: english, words: words)
                return (label: field.label?.text(english: english) ?? field.key, value: said.isEmpty ? nil : said)
            })
        }.filter { !$0.answers.isEmpty }
    }
}

import Kernel

/// One page of a form, ready to be drawn: plain values, in one language, with what was typed and what is wrong with it.
public struct FormPage: Sendable {
    public let key: String
    public let title: String
    /// `nil` where there is none.
    public let hint: String?
    /// Which of the pages that apply this is, from 1, and how many there are.
    public let number: Int, count: Int
    /// For a script, where the whole form is drawn at once: shown while this holds.
    public let when: String?
    public let sections: [SectionView]
    /// 错误汇总: everything wrong on the page, each with the field it leads to.
    public let errors: [ErrorView]

    public struct SectionView: Sendable {
        public let title: String?, hint: String?
        /// For a script: shown while this holds.
        public let when: String?
        public let fields: [FieldView]
    }

    public struct ErrorView: Sendable, Hashable {
        public let field: String, id: String, text: String
    }

    /// A field with what a screen reader needs to know of it.
    public struct FieldView: Sendable {
        public let widget: Widget
        /// The name it is sent by, `shareholders[0].name`, and its id on the page.
        public let name: String, id: String
        public let label: String
        public let hint: String?, unit: String?, statement: String?, error: String?
        /// Where a value that was filled in comes from; such a field may be locked.
        public let source: String?
        /// As it is sent: a tick is `1`, no tick is nothing.
        public let values: [String]
        public let options: [OptionView]
        public let isRequired: Bool, isLocked: Bool
        /// For a script: shown while this holds; without one it is always shown.
        public let when: String?
        /// Further attributes of the input, in order: `maxlength`, `inputmode`, `autocomplete`, `aria-describedby` ...
        public let attributes: [Attribute]
        /// The fields of a group.
        public let parts: [FieldView]
        public let rows: [RowView]
        public let canAddRow: Bool

        public var value: String { values.first ?? "" }
    }

    public struct OptionView: Sendable, Hashable {
        public let value: String, label: String, isChosen: Bool
    }

    public struct Attribute: Sendable, Hashable {
        public let name: String, value: String

        public init(name: String, value: String) { (self.name, self.value) = (name, value) }
    }

    /// One row: `name` is what the button to take it away sends, and the mark that the row is there.
    public struct RowView: Sendable {
        public let name: String
        public let number: Int
        public let fields: [FieldView]
    }
}

/// How a page speaks: its language, and who finds the text of a message's key.
public struct FormTexts: Sendable {
    public let isEnglish: Bool
    let find: @Sendable (_ key: String, _ arguments: [String: String]) -> String

    public init(isEnglish: Bool = false, _ find: @escaping @Sendable (_ key: String, _ arguments: [String: String]) -> String) {
        (self.isEnglish, self.find) = (isEnglish, find)
    }

    func text(_ key: String, _ arguments: [String: String] = [:]) -> String { find(key, arguments) }
    func text(_ words: Words?) -> String? { words?.text(english: isEnglish) }
}

/// What a page is drawn with besides the form: facts, what is wrong, and what the platform supplies.
public struct PageContext: Sendable {
    public var facts: FormFacts
    public var problems: [FieldProblem]
    public let texts: FormTexts
    /// Where values that were filled in come from, by field: 来自营业执照. A field in `locked`, by its key, can't be changed, nor
    /// anything within it.
    public var sources: [String: String] = [:]
    public var locked: Set<String> = []
    /// What stands before every name on the page, where other inputs stand beside the form's: `form.`.
    public var prefix = ""
    /// Little pictures before an error and before a source, as HTML of our own.
    public var icons = (error: "", source: "")
    /// The choices for one level of regions below another: (code, name). Asked with `nil` for the first level.
    public var regions: @Sendable (_ above: String?) -> [(code: String, name: String)] = { _ in [] }

    public init(facts: FormFacts = FormFacts(), problems: [FieldProblem] = [], texts: FormTexts) {
        (self.facts, self.problems, self.texts) = (facts, problems, texts)
    }
}

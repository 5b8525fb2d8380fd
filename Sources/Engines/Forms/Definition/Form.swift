import Kernel

/// 表单: a JSON Schema that says which answers are right, and a layout that says how they are asked for. A value; nothing in it
/// knows a clock, a database or a request.
///
/// ```swift
/// let form = try Form(JSON(parsing: bytes))
/// let page = form.page("premises", PageContext(facts: facts, texts: texts))                       // to be drawn
/// let answers = form.read(PostedForm(pairs), on: "premises", into: facts.answers, facts: facts)  // what came back
/// let checked = form.check(answers, facts: facts, today: today)                                   // values and problems
/// ```
public struct Form: Sendable {
    /// The schema as it was written.
    public let source: JSON
    public let schema: Schema
    public let pages: [PageDefinition]
    public let version: Int
    /// Every field of the form, in the order in which it is asked.
    public let fields: [FieldDefinition]

    /// From a definition: `schema`, `layout` with its `pages`, `version`. Throws ``Problem`` for what can't be read at all: `schema.…`
    /// when the schema doesn't compile, `layout.…` with its place. What can be read but is not right, ``FormLint`` says.
    public init(_ definition: JSON) throws(Problem) {
        guard let members = definition.object, let source = members["schema"] else { throw Problem("layout.no_schema", .invalid) }
        do {
            schema = try Schema(source, documents: FormParts.documents)
        } catch {
            throw error.problem
        }
        self.source = source
        version = members["version"]?.number.flatMap { Int(exactly: $0) } ?? 1
        pages = try LayoutReader(source).pages(members["layout"])
        fields = pages.flatMap(\.fields)
    }

    /// The field at a path, whichever row it is in.
    public func field(at path: FieldPath) -> FieldDefinition? {
        var fields = self.fields, found: FieldDefinition?
        for case .name(let name) in path.steps {
            guard let next = fields.first(where: { $0.key == name }) else { return nil }
            (found, fields) = (next, next.fields)
        }
        return found
    }
}

extension Form {
    /// One answer with its field and its place.
    public struct Answer: Sendable {
        public let path: FieldPath, field: FieldDefinition, value: JSON
    }

    /// Every answer that is neither a group nor rows, in the form's order: within groups and rows, too.
    public func each(of answers: [String: JSON]) -> [Answer] { Self.each(fields, answers, FieldPath()) }

    private static func each(_ fields: [FieldDefinition], _ members: [String: JSON], _ above: FieldPath) -> [Answer] {
        fields.flatMap { field -> [Answer] in
            let path = above.appending(field.key)
            switch (field.kind, members[field.key]) {
            case (.group, .object(let own)?): return each(field.fields, own, path)
            case (.rows, .array(let rows)?):
                return rows.enumerated().flatMap { each(field.fields, $0.element.object ?? [:], path.appending($0.offset)) }
            case (_, let value?): return [Answer(path: path, field: field, value: value)]
            case (_, nil): return []
            }
        }
    }
}

/// 页: what is asked for at once.
public struct PageDefinition: Sendable {
    public let key: String
    public let title: Words
    public let hint: Words?
    public let when: FormCondition?
    public let sections: [SectionDefinition]

    public var fields: [FieldDefinition] { sections.flatMap(\.fields) }
}

/// 分节: fields under one heading.
public struct SectionDefinition: Sendable {
    public let title: Words?
    public let hint: Words?
    public let when: FormCondition?
    public let fields: [FieldDefinition]
}

/// A text in Chinese, and in English where there is one.
public struct Words: Sendable, Hashable {
    public let zh: String
    public let en: String?

    public init(_ zh: String, _ en: String? = nil) { (self.zh, self.en) = (zh, en) }

    /// From `title` and `titleEn` of an object.
    init?(_ members: [String: JSON], _ key: String) {
        guard let zh = members[key]?.string, !zh.isEmpty else { return nil }
        self.init(zh, members["\(key)En"]?.string)
    }

    public func text(english: Bool) -> String { english ? en ?? zh : zh }
}

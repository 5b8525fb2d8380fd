import Kernel

/// Whether what was begun on one version of a form can be continued on another (草稿能否接着填).
public struct FormCompatibility: Sendable, Equatable {
    /// One difference that somebody who goes on will notice.
    public struct Change: Sendable, Hashable {
        public enum Kind: String, Sendable {
            /// The field is gone; what was written in it is lost.
            case lost
            /// The answer may not, or does not, fit any more and must be looked at.
            case narrowed
            /// A field that must be filled now.
            case required
            /// A field that may be filled now.
            case added
        }

        public let kind: Kind
        /// The field's path, without places.
        public let field: String
        public let label: String
        /// The key of the message: `draft.lost`, `draft.narrowed.max_length`.
        public let code: String
    }

    public let changes: [Change]

    /// Whether nothing is lost and nothing must be done again: only new fields have come, if anything.
    public var isContinuable: Bool { changes.allSatisfy { $0.kind == .added || $0.kind == .required } }

    /// By the definitions alone: what may happen to any draft.
    public init(from old: Form, to new: Form) { changes = Self.compare(old.fields, new.fields, above: "") }

    /// For one draft: what it loses, which of its answers don't fit the new version, and what must be filled that isn't.
    public init(from old: Form, to new: Form, draft: [String: JSON], facts: FormFacts = FormFacts(), today: LocalDate? = nil) {
        let possible = Self.compare(old.fields, new.fields, above: "")
        let checked = new.check(draft, facts: facts, today: today), before = old.check(draft, facts: facts, today: today)
        let alreadyWrong = Set(before.problems.map(\.field))
        var changes = possible.filter { change in
            change.kind == .lost && FieldPath(change.field).map { !Self.values(at: $0.steps[...], in: .object(draft)).isEmpty } ?? false
        }
        for problem in checked.problems where !alreadyWrong.contains(problem.field) {
            let kind = problem.code == "answer.required" ? Change.Kind.required : .narrowed
            let label = FieldPath(problem.field).flatMap(new.field)?.label?.zh ?? problem.field
            let code = kind == .required ? "draft.required" : problem.code
            changes.append(Change(kind: kind, field: problem.field, label: label, code: code))
        }
        self.changes = changes
    }

    // MARK: - Definitions

    private static func compare(_ old: [FieldDefinition], _ new: [FieldDefinition], above: String) -> [Change] {
        let before = Dictionary(old.map { ($0.key, $0) }) { first, _ in first }
        let lost = old.filter { field in !new.contains { $0.key == field.key } }.map { change(.lost, $0, above, "draft.lost") }
        return lost + new.flatMap { field -> [Change] in
            guard let former = before[field.key] else {
                return [change(field.isRequired ? .required : .added, field, above, field.isRequired ? "draft.required" : "draft.added")]
            }
            guard former.kind == field.kind else { return [change(.narrowed, field, above, "draft.narrowed.kind")] }
            let required = field.isRequired && !former.isRequired ? [change(.required, field, above, "draft.required")] : []
            return required + narrowings(from: former, to: field).map { change(.narrowed, field, above, "draft.narrowed.\($0)") }
                + compare(former.fields, field.fields, above: "\(above)\(field.key).")
        }
    }

    private static func change(_ kind: Change.Kind, _ field: FieldDefinition, _ above: String, _ code: String) -> Change {
        Change(kind: kind, field: above + field.key, label: field.label?.zh ?? field.key, code: code)
    }

    /// Which limits are tighter than they were.
    private static func narrowings(from old: FieldDefinition, to new: FieldDefinition) -> [String] {
        let (a, b) = (old.limits, new.limits)
        let below = { (old: JSON?, new: JSON?) in new?.exactNumber.map { new in old?.exactNumber.map { new < $0 } ?? true } ?? false }
        let above = { (old: JSON?, new: JSON?) in new?.exactNumber.map { new in old?.exactNumber.map { $0 < new } ?? true } ?? false }
        let gone = old.choices.isEmpty ? !new.choices.isEmpty : !new.choices.isEmpty && !old.choices.allSatisfy { choice in
            new.choices.contains { $0.value == choice.value }
        }
        let checks: [(String, Bool)] = [
            ("max_length", (b.maxLength ?? .max) < (a.maxLength ?? .max)), ("min_length", (b.minLength ?? 0) > (a.minLength ?? 0)),
            ("max_items", (b.maxItems ?? .max) < (a.maxItems ?? .max)), ("min_items", (b.minItems ?? 0) > (a.minItems ?? 0)),
            ("maximum", below(a.maximum, b.maximum)), ("minimum", above(a.minimum, b.minimum)),
            ("multiple_of", b.multipleOf != nil && b.multipleOf != a.multipleOf), ("pattern", b.pattern != nil && b.pattern != a.pattern),
            ("format", b.format != nil && b.format != a.format), ("const", b.constant != nil && b.constant != a.constant),
            ("choices", gone),
        ]
        return checks.filter(\.1).map(\.0)
    }

    /// What a draft holds at a path without places: in every row.
    private static func values(at steps: ArraySlice<FieldPath.Step>, in value: JSON) -> [JSON] {
        if case .array(let rows) = value { return rows.flatMap { values(at: steps, in: $0) } }
        guard case .name(let name)? = steps.first else { return value.isBlank ? [] : [value] }
        return value.object?[name].map { values(at: steps.dropFirst(), in: $0) } ?? []
    }
}

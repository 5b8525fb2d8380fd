import Kernel

/// A field of a form, ready to be drawn by the partial `form/field`: its label, hint, error and source are tied to it for
/// screen readers, and what was typed comes back when something was wrong.
///
/// ```swift
/// let fields = [
///     FieldView.text("shop", "店名", hint: "与招牌一致"),
///     FieldView.radio("kind", "您做哪一种？", options: [.init("catering", "餐饮服务"), .init("retail", "食品销售")]),
/// ].filled(from: form, context)
/// ```
public struct FieldView: Sendable {
    public enum Kind: String, Sendable {
        case text, number, date, tel, email, password, search, textarea, file, hidden
        /// One of many, as a list that opens; one of a few, all in sight; any of a few; a single box to tick.
        case choice, radio, checkboxes, checkbox
        /// A region, a street, a community: typed, and chosen from what the address in ``FieldView/suggest`` proposes.
        case region
    }

    public struct Option: Sendable, Hashable {
        public var value: String, label: String, hint: String

        public init(_ value: String, _ label: String, hint: String = "") { (self.value, self.label, self.hint) = (value, label, hint) }
    }

    public var kind: Kind
    public var name: String, label: String
    /// Tells its element from those of fields that are called the same in other forms of the page.
    public var mark = ""
    public var hint = ""
    /// The value; for ``Kind/checkboxes`` the values.
    public var values: [String] = []
    /// What is wrong, in words.
    public var error = ""
    /// Where a value that the platform filled in comes from: `来自营业执照，不用填`. The field is then drawn as known.
    public var source = ""
    public var isRequired = true, isReadOnly = false
    public var options: [Option] = []
    /// The purpose of the field for the browser's memory (WCAG 1.3.5): `name`, `tel`, `street-address`.
    public var autocomplete = ""
    /// The keyboard to show: `numeric`, `decimal`, `tel`.
    public var inputMode = ""
    public var unit = "", placeholder = "", limit = 0, rows = 4
    /// What a file field takes, as `accept` writes it: `.pdf,image/*`; whether several.
    public var accept = "", isMultiple = false
    /// Where suggestions come from while typing: a path that answers `[{"value":…,"label":…}]` to `?q=`.
    public var suggest = ""
    /// Shown only while another field has a value: `kind=catering`. Without JavaScript it is always shown.
    public var when = ""

    public init(_ kind: Kind, _ name: String, _ label: String) { (self.kind, self.name, self.label) = (kind, name, label) }

    public var value: String {
        get { values.first ?? "" }
        set { values = newValue.isEmpty ? [] : [newValue] }
    }
}

extension FieldView {
    public static func text(_ name: String, _ label: String, hint: String = "", value: String = "") -> FieldView {
        FieldView(.text, name, label).with { ($0.hint, $0.value) = (hint, value) }
    }

    public static func number(_ name: String, _ label: String, hint: String = "", unit: String = "", value: String = "") -> FieldView {
        FieldView(.number, name, label).with { ($0.hint, $0.unit, $0.value, $0.inputMode) = (hint, unit, value, "decimal") }
    }

    public static func date(_ name: String, _ label: String, hint: String = "", value: LocalDate? = nil) -> FieldView {
        FieldView(.date, name, label).with { ($0.hint, $0.value) = (hint, value?.description ?? "") }
    }

    public static func textarea(_ name: String, _ label: String, hint: String = "", value: String = "", limit: Int = 1000) -> FieldView {
        FieldView(.textarea, name, label).with { ($0.hint, $0.value, $0.limit) = (hint, value, limit) }
    }

    public static func choice(_ name: String, _ label: String, hint: String = "", options: [Option], value: String = "") -> FieldView {
        FieldView(.choice, name, label).with { ($0.hint, $0.options, $0.value) = (hint, options, value) }
    }

    public static func radio(_ name: String, _ label: String, hint: String = "", options: [Option], value: String = "") -> FieldView {
        FieldView(.radio, name, label).with { ($0.hint, $0.options, $0.value) = (hint, options, value) }
    }

    public static func checkboxes(_ name: String, _ label: String, hint: String = "", options: [Option],
                                  values: [String] = []) -> FieldView {
        FieldView(.checkboxes, name, label).with { ($0.hint, $0.options, $0.values) = (hint, options, values) }
    }

    public static func checkbox(_ name: String, _ label: String, hint: String = "", isOn: Bool = false) -> FieldView {
        FieldView(.checkbox, name, label).with { ($0.hint, $0.value) = (hint, isOn ? "1" : "") }
    }

    public static func file(_ name: String, _ label: String, hint: String = "", accepts: Set<FileKind> = FileKind.materials) -> FieldView {
        FieldView(.file, name, label).with { field in
            field.hint = hint
            field.accept = accepts.map { ".\($0.fileExtension)" }.sorted().joined(separator: ",")
        }
    }

    public static func hidden(_ name: String, _ value: String) -> FieldView {
        FieldView(.hidden, name, "").with { $0.value = value }
    }

    /// The field with some of it changed: `.text("q", "关键词").with { $0.isRequired = false }`.
    public func with(_ change: (inout FieldView) -> Void) -> FieldView {
        var field = self
        change(&field)
        return field
    }
}

extension [FieldView] {
    /// The fields with what was typed and what was wrong with it.
    public func filled(from form: FormInput, _ context: TongbanContext) -> [FieldView] {
        map { field in
            field.with { field in
                if field.kind != .file, field.kind != .password { field.values = form.all(field.name) }
                if let problem = form.problems.first(where: { $0.field == field.name }) {
                    field.error = context.text(problem.code, problem.arguments)
                }
            }
        }
    }
}

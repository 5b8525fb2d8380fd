import Kernel

/// 字段: what is asked, how, and when; drawn together from the schema's property and the layout's entry. Never changed once it was
/// made; it is a class only so that going through a form copies nothing.
public final class FieldDefinition: Sendable {
    public enum Kind: String, Sendable {
        case text, number, integer, boolean
        /// A list of texts or numbers, of which several may be chosen.
        case list
        /// An object: several fields that belong together.
        case group
        /// A list of objects: the same fields again and again.
        case rows
    }

    public let key: String
    public let kind: Kind
    public let widget: Widget
    public let label: Words?
    public let hint: Words?
    public let unit: Words?
    /// What a promise or a signature is put to (承诺内容).
    public let statement: Words?
    public let isRequired: Bool
    public let when: FormCondition?
    public let prefill: Prefill?
    public let choices: [Choice]
    /// The fields within a group or a row.
    public let fields: [FieldDefinition]
    public let limits: Limits
    /// Whether anything within it may or may not apply.
    let hasInnerConditions: Bool

    init(
        key: String, kind: Kind, widget: Widget, label: Words?, hint: Words?, unit: Words?, statement: Words?, isRequired: Bool,
        when: FormCondition?, prefill: Prefill?, choices: [Choice], fields: [FieldDefinition], limits: Limits
    ) {
        (self.key, self.kind, self.widget, self.label, self.hint, self.unit) = (key, kind, widget, label, hint, unit)
        (self.statement, self.isRequired, self.when, self.prefill) = (statement, isRequired, when, prefill)
        (self.choices, self.fields, self.limits) = (choices, fields, limits)
        hasInnerConditions = fields.contains { $0.when != nil || $0.hasInnerConditions }
    }

    /// A value that may be chosen (选项).
    public struct Choice: Sendable, Hashable {
        public let value: JSON
        public let name: Words
    }

    /// What the schema allows, as far as a page can say it beforehand.
    public struct Limits: Sendable, Hashable {
        public var format: String?, pattern: String?, patternHint: String?
        public var minLength: Int?, maxLength: Int?, minItems: Int?, maxItems: Int?
        public var minimum: JSON?, maximum: JSON?, multipleOf: JSON?
        public var initial: JSON?, constant: JSON?
    }

    /// An answer as a person reads it: the names of what was chosen, the unit after a number, 是 or 否.
    /// - Parameter words: what is said in place of a value by who knows better: a region's name, a masked number.
    public func display(_ value: JSON, english: Bool, words: (FieldDefinition, JSON) -> String? = { _, _ in nil }) -> String {
        if let said = words(self, value) { return said }
        let separator = english ? ", " : "、"
        switch value {
        case .null: return ""
        case .bool(let isOn): return isOn ? (english ? "Yes" : "是") : (english ? "No" : "否")
        case .array(let elements) where kind == .list: return elements.map { name(of: $0, english) }.joined(separator: separator)
        case .array(let rows): return rows.map { display($0, english: english, words: words) }.joined(separator: english ? "; " : "；")
        case .object(let members):
            return fields.compactMap { field in members[field.key].map { field.display($0, english: english, words: words) } }
                .filter { !$0.isEmpty }.joined(separator: separator)
        default:
            let text = name(of: value, english)
            return text.isEmpty ? "" : text + (unit.map { " \($0.text(english: english))" } ?? "")
        }
    }

    private func name(of value: JSON, _ english: Bool) -> String {
        choices.first { $0.value == value }?.name.text(english: english) ?? value.text
    }
}

/// How a field is asked for.
public enum Widget: String, Sendable, CaseIterable {
    case text, multiline, number, money, date
    /// 行政区划, chosen level by level: city, county, town, village.
    case region
    /// 地址: a region and what follows it.
    case address
    /// One of several; any of several; a box to tick.
    case choice, choices, tick
    /// 重复分组 and 表格: rows one below the other, or side by side.
    case group, rows, table
    /// 自然人, 法人.
    case person, legalPerson
    case file, mapPoint
    /// 承诺: a box that must be ticked below its text; 签名: one's name written below a text.
    case promise, signature

    /// What this kind of field can be asked by; the first is taken when the layout names none.
    static func fitting(_ kind: FieldDefinition.Kind) -> [Widget] {
        switch kind {
        case .text: [.text, .multiline, .money, .date, .region, .choice, .file, .signature]
        case .number, .integer: [.number, .money, .choice]
        case .boolean: [.tick, .promise, .choice]
        case .list: [.choices, .file]
        case .group: [.group, .address, .person, .legalPerson, .mapPoint]
        case .rows: [.rows, .table]
        }
    }
}

import Kernel
import Mustache

/// What the partials under `form/` ask a field for. A switch instead of reflection: fields are drawn often.
extension FieldView: MustacheParent {
    public func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "id": id
        case "label": label
        case "hint": hint
        case "value": value
        case "error": error
        case "source": source
        case "unit": unit
        case "placeholder": placeholder
        case "autocomplete": autocomplete
        case "inputMode": inputMode
        case "accept": accept
        case "suggest": suggest
        case "when": condition
        case "limit": limit
        case "rows": rows
        case "type": kind == .region ? "text" : kind == .number ? "text" : kind.rawValue
        case "describedBy": describedBy
        case "partial": partial
        case "options": options.map { OptionView(option: $0, field: self) }
        default: flag(name)
        }
    }

    /// The id of the element that the error summary leads to.
    var id: String { mark.isEmpty ? "field-\(name)" : "field-\(name)-\(mark)" }

    private func flag(_ name: String) -> Bool? {
        switch name {
        case "hasHint": !hint.isEmpty
        case "hasError": !error.isEmpty
        case "hasSource": !source.isEmpty
        case "hasUnit": !unit.isEmpty
        case "hasPlaceholder": !placeholder.isEmpty
        case "hasAutocomplete": !autocomplete.isEmpty
        case "hasInputMode": !inputMode.isEmpty
        case "hasSuggest": !suggest.isEmpty
        case "hasWhen": !when.isEmpty
        case "hasLimit": limit > 0
        case "isDescribed": !describedBy.isEmpty
        case "isRequired": isRequired
        case "isReadOnly": isReadOnly
        case "isMultiple": isMultiple
        case "isChecked": !value.isEmpty
        case "isHidden": kind == .hidden
        case "isRadio": kind == .radio
        case "isTicks": kind == .checkboxes
        default: nil
        }
    }

    /// ``FieldView/when`` as a script reads it, in the words of a form's conditions: `{"field":"kind","in":["catering"]}`.
    private var condition: String {
        let halves = when.cut(at: "=")
        let values = halves?.after.split(at: "|").filter { !$0.isEmpty } ?? []
        return JSON.object(["field": .string(halves?.before ?? when), "in": .array(values.map { .string($0) })]).encoded
    }

    private var describedBy: String {
        [(hint, "hint"), (error, "error"), (source, "source")].filter { !$0.0.isEmpty }.map { "\(id)-\($0.1)" }.joined(separator: " ")
    }

    private var partial: String {
        switch kind {
        case .textarea: "form/textarea"
        case .choice: "form/choice"
        case .radio, .checkboxes: "form/options"
        case .checkbox: "form/checkbox"
        case .file: "form/file"
        default: "form/input"
        }
    }
}

/// One option of a field, as it is drawn.
struct OptionView: MustacheParent {
    let option: FieldView.Option, field: FieldView

    func child(named name: String) -> Any? {
        switch name {
        case "value": option.value
        case "label": option.label
        case "hint": option.hint
        case "hasHint": !option.hint.isEmpty
        case "isChosen": field.values.contains(option.value)
        // The first option bears the field's id, so that the error summary leads to it.
        case "id": option == field.options.first ? field.id : "\(field.id)-\(option.value)"
        case "fieldName": field.name
        case "inputType": field.kind == .radio ? "radio" : "checkbox"
        default: nil
        }
    }
}

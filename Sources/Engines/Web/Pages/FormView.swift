import Kernel
import Mustache

/// A whole form, drawn by the partial `form/form`: the summary of what is wrong, the token, the fields, the button.
public struct FormView: Sendable {
    /// The path that the form is sent to.
    public var action: String
    public var fields: [FieldView]
    /// What the button says: what will happen, not "submit".
    public var submit: String
    /// Sent with `data-autosave`: a draft is kept while it is being filled.
    public var autosave = ""
    /// Asked before sending what cannot be undone.
    public var confirm = ""
    public var isDanger = false

    public init(_ action: String, submit: String, _ fields: [FieldView]) {
        (self.action, self.submit, self.fields) = (action, submit, fields)
    }
}

extension FormView: MustacheParent {
    public func child(named name: String) -> Any? {
        switch name {
        case "action": action
        case "fields": fields
        case "submit": submit
        case "autosave": autosave
        case "confirm": confirm
        case "hasAutosave": !autosave.isEmpty
        case "hasConfirm": !confirm.isEmpty
        case "isDanger": isDanger
        case "isMultipart": fields.contains { $0.kind == .file }
        case "errors": fields.filter { !$0.error.isEmpty }
        case "hasErrors": fields.contains { !$0.error.isEmpty }
        default: nil
        }
    }
}

import Cases
import Catalogue
import Forms
import Kernel
import Organisations
import Web

/// The form of a draft: with what the platform knows marked by its source, and what a register vouches for kept as the register has it.
extension OpenDraft {
    /// What is known while the form is filled.
    var facts: FormFacts { .of(answers, draft.content.values.merging(registered) { $1 }) }

    /// Values that are vouched for, by their fields: nobody types them.
    private var registered: [String: JSON] { Admission.vouched(form, for: draft.content.holder) }

    /// The draft's values with what a page sent; `nil` for all pages at once. What was emptied is gone.
    func read(_ posted: PostedForm, on page: String?, into draft: Draft) -> [String: JSON] {
        let values = draft.content.values.merging(registered) { $1 }
        return form.read(posted, on: page, into: values, facts: .of(draft.content.situation, values), locked: Set(registered.keys))
            .filter { !$0.value.isBlank }
    }

    /// What the form's pages are drawn with. A region that isn't chosen yet is where the visitor is.
    func drawing(_ problems: [FieldProblem], _ directory: OrganisationDirectory, _ context: TongbanContext) throws -> PageContext {
        var facts = facts
        for field in form.fields where field.widget == .region && (facts.answers[field.key] ?? .null).isBlank {
            if directory.region(context.region)?.parent != nil { facts.answers[field.key] = .string(context.region) }
        }
        var drawing = try context.drawing(facts, problems, directory)
        drawing.locked = Set(registered.keys)
        drawing.sources = sources(context)
        return drawing
    }

    private func sources(_ context: TongbanContext) -> [String: String] {
        form.fields.reduce(into: [:]) { sources, field in
            guard let source = field.prefill?.account else { return }
            if registered[field.key] != nil {
                sources[field.key] = context.text("apply.source.\(draft.content.holder.kind == .legal ? "register" : "vouched")")
            } else if let value = known[source], facts.answers[field.key] == field.normalised(.string(value)) {
                sources[field.key] = context.text(source.hasPrefix("legal.") ? "apply.source.legal" : "apply.source.account")
            }
        }
    }
}

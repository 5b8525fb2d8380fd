import Cases
import Catalogue
import Identity
import Kernel
import Organisations
import Web

/// The fields of one section: drawn as every form of an item is, but with regions chosen level by level, and with what the
/// platform knows marked by its source.
struct SectionForm {
    private let open: OpenDraft
    private let section: FormSection
    private let directory: OrganisationDirectory

    init(_ open: OpenDraft, _ section: FormSection, _ directory: OrganisationDirectory) {
        (self.open, self.section, self.directory) = (open, section, directory)
    }

    /// What was typed. What comes from a register stays as the register has it.
    func values(from form: FormInput) -> [String: JSON] {
        let typed = form.values(of: open.item)
        return section.fields.reduce(into: [:]) { values, key in
            guard let field = open.item.effectiveForm.properties[key] else { return }
            if field.format == "region-code" {
                values[key] = .string(RegionChoice(key, field, directory).value(from: form))
            } else {
                values[key] = registered(field).map(JSON.string) ?? typed[key]
            }
        }
    }

    func fields(_ problems: [FieldProblem], _ context: TongbanContext) -> [FieldView] {
        let note = context.text("apply.source.account")
        let form = ApplicationForm(open.published, language: context.language, known: open.known, knownNote: note)
        let drawn = form.sections(open.answers, open.draft.content.values)
        guard let place = open.sections.firstIndex(where: { $0.key == section.key }), drawn.indices.contains(place) else { return [] }
        return zip(section.fields, drawn[place].fields).flatMap { key, view -> [FieldView] in
            guard let field = open.item.effectiveForm.properties[key] else { return [] }
            if field.format == "region-code" {
                return RegionChoice(key, field, directory)
                    .views(open.draft.content.values[key]?.string ?? context.region, isRequired: view.isRequired, problems, context)
            }
            return [view].rejecting(problems, context).map { marked($0, field, context) }
        }
    }

    private func marked(_ view: FieldView, _ field: FormField, _ context: TongbanContext) -> FieldView {
        view.with { view in
            if registered(field) != nil {
                (view.isReadOnly, view.source) = (true, context.text("apply.source.register"))
            }
            let isLegal = field.prefill?.hasPrefix("legal.") ?? false
            if isLegal, !view.isReadOnly, !view.source.isEmpty { view.source = context.text("apply.source.legal") }
            if view.kind == .tel { view.autocomplete = "tel" }
            if field.prefill == "account.name" { view.autocomplete = "name" }
        }
    }

    /// The value that a register vouches for: the name and the code of the legal person that it is for.
    private func registered(_ field: FormField) -> String? {
        let holder = open.draft.content.holder
        guard holder.kind == .legal else { return nil }
        switch field.prefill {
        case "legal.name", "holder.name": return holder.name
        case "legal.code", "holder.code": return holder.code
        default: return nil
        }
    }
}

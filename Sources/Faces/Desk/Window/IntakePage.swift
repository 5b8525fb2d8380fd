import Cases
import Catalogue
import Identity
import Kernel
import Organisations
import Web

/// Materials and form of one application, on one page.
struct IntakePage {
    struct Mistake { let target: String, text: String }

    let title: String, holder: String, body: String
    let crumbs: [LinkView]
    let path: String, autosave: String, changePath: String
    let trouble: String?
    let mistakes: [Mistake], hasMistakes: Bool
    let situation: [FactsPane.Row], hasSituation: Bool
    let materials: [IntakeMaterial]
    let sections: [ApplicationForm.Section]
    let declared: FieldView

    init(_ intake: Intake, problems: [FieldProblem], trouble: String?, isDeclared: Bool, _ parts: DeskParts, _ context: TongbanContext) {
        let item = intake.item.item, draft = intake.draft, content = draft.content, isEnglish = context.language == .en
        let person = "/window/people/\(intake.person.id)"
        let words = { (problem: FieldProblem) in context.text(problem.code, problem.arguments) }
        let error = { (field: String) in problems.first { $0.field == field }.map(words) ?? "" }
        title = item.name(english: isEnglish)
        holder = content.holder.masked
        body = parts.organisations.directory.name(ofBody: item.body, english: isEnglish)
        crumbs = [LinkView(context.text("desk.find.title"), "/window"),
                  LinkView(context.text("desk.person.title", ["name": intake.person.maskedName]), person), LinkView(title)]
        let path = "\(person)/drafts/\(draft.id)"
        self.path = path
        (autosave, changePath) = ("\(path)/save", "\(person)/items/\(item.slug)")
        self.trouble = trouble
        situation = FactsPane.situation(intake.item, content.situation, isEnglish)
        hasSituation = !situation.isEmpty
        let materials = intake.item.decisions.ruling(content.situation, form: content.values).materials.map { material in
            IntakeMaterial(material, draft, base: path, error: error("material.\(material.key)"), context)
        }
        self.materials = materials
        let form = ApplicationForm(intake.item, language: context.language, regions: parts.regionOptions)
        let sections = form.sections(content.situation, content.values).map { section in
            let fields = section.fields.map { field in field.with { $0.error = error(field.name) } }
            return ApplicationForm.Section(title: section.title, hint: section.hint, fields: fields)
        }
        self.sections = sections
        declared = FieldView.checkbox("declared", context.text("desk.intake.declared"), isOn: isDeclared)
            .with { $0.error = error("declared") }
        // A field's problem says only what to do; in the list it needs the field's name before it.
        let labels = Dictionary(sections.flatMap(\.fields).map { ($0.name, $0.label + context.text("form.colon")) }) { first, _ in first }
        let order = materials.map(\.id) + sections.flatMap(\.fields).map(\.name)
        let place = { (problem: FieldProblem) in order.firstIndex(of: problem.field) ?? order.count }
        mistakes = problems.sorted { place($0) < place($1) }.map { problem in
            Mistake(target: Self.target(of: problem.field), text: (labels[problem.field] ?? "") + words(problem))
        }
        hasMistakes = !mistakes.isEmpty
    }

    /// The element of the page that a field's problem is about.
    private static func target(of field: String) -> String { field.hasPrefix("material.") ? field : "field-\(field)" }
}

/// One row of the checklist.
struct IntakeMaterial {
    struct File { let name: String, size: String, path: String, remove: String }

    let id: String, name: String, why: String, note: String?
    let need: TagView
    let files: [File]
    let upload: String?, accept: String
    /// What may be promised instead: the promise's words, and whether it is.
    let promise: String?, key: String, isPromised: Bool
    let error: String?

    init(_ material: Material, _ draft: Draft, base: String, error: String, _ context: TongbanContext) {
        (id, key) = ("material.\(material.key)", material.key)
        name = material.name(english: context.language == .en)
        (why, note) = (material.why, material.sourceNote)
        need = switch (material.how, material.need) {
        case (.exempt, _): TagView(context.text("desk.material.exempt"), .green)
        case (.commit, _): TagView(context.text("desk.material.commit"), .blue)
        case (.upload, .required): TagView(context.text("desk.material.required"), .amber)
        case (.upload, .optional): TagView(context.text("desk.material.optional"))
        case (.upload, .deferrable): TagView(context.text("desk.material.deferrable"), .blue)
        }
        files = draft.materials.filter { $0.key == material.key }.map { file in
            File(name: file.fileName, size: CaseWords.size(file.size), path: "\(base)/files/\(percentEncoded(file.key))/\(file.place)",
                 remove: "remove \(file.key) \(file.place)")
        }
        upload = material.how == .exempt ? nil : context.text(files.isEmpty ? "desk.material.upload" : "desk.material.uploadMore")
        accept = material.acceptedFormats.map { ".\($0)" }.joined(separator: ",")
        promise = material.how == .commit ? context.text("desk.material.promiseCommit")
            : material.how == .upload && material.need == .deferrable ? context.text("desk.material.promiseDefer") : nil
        isPromised = draft.content.promised.contains(material.key)
        self.error = error.isEmpty ? nil : error
    }
}

extension DeskParts {
    /// The districts, counties and towns of the city, to choose from.
    var regionOptions: [FieldView.Option] {
        let directory = organisations.directory
        return directory.children(of: city.region).flatMap { county in
            [FieldView.Option(county.code, county.name)]
                + directory.children(of: county.code).filter(\.isOffered).map { FieldView.Option($0.code, "\(county.name) \($0.name)") }
        }
    }
}

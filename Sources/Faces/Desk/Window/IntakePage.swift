import Cases
import Catalogue
import Forms
import Identity
import Kernel
import Organisations
import Web

/// Materials and form of one application, on one page.
struct IntakePage {
    struct Mistake { let target: String, text: String }

    /// A page of the form; all stand on this one. `when` tells a script that it depends on another's answers.
    struct Section {
        let title: String, hint: String?, when: String?
        let formHTML: SafeHTML
    }

    let title: String, holder: String, body: String
    let crumbs: [LinkView]
    let path: String, autosave: String, changePath: String
    let trouble: String?
    let mistakes: [Mistake], hasMistakes: Bool
    let situation: [FactsPane.Row], hasSituation: Bool
    let materials: [IntakeMaterial]
    let sections: [Section]
    let declared: FieldView

    init(
        _ intake: Intake, problems: [FieldProblem], trouble: String?, isDeclared: Bool, _ parts: DeskParts, _ context: TongbanContext
    ) throws {
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
        let vouched = Admission.vouched(try intake.item.form, for: content.holder), known = content.values.merging(vouched) { $1 }
        var drawing = try context.drawing(.of(content.situation, known), problems, parts.organisations.directory)
        drawing.locked = Set(vouched.keys)
        let pages = try intake.item.form.allPages(drawing)
        sections = pages.map { Section(title: $0.title, hint: $0.hint, when: $0.when, formHTML: $0.html(drawing)) }
        declared = FieldView.checkbox("declared", context.text("desk.intake.declared"), isOn: isDeclared)
            .with { $0.error = error("declared") }
        let others = problems.filter { $0.formField == nil }
        let order = materials.map(\.id), place = { (problem: FieldProblem) in order.firstIndex(of: problem.field) ?? order.count }
        let beside = others.filter { $0.field != "declared" }.sorted { place($0) < place($1) }
        let last = others.filter { $0.field == "declared" }
        let mistake = { (problem: FieldProblem) in Mistake(target: Self.target(of: problem.field), text: words(problem)) }
        mistakes = beside.map(mistake) + pages.flatMap(\.errors).map { Mistake(target: $0.id, text: $0.text) } + last.map(mistake)
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

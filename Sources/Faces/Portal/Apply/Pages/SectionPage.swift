import Cases
import Catalogue
import Kernel
import Organisations
import Web

/// One section of the form. On a phone it is all there is; on a wide screen the list of what there is to do stands beside it.
struct SectionPage: Sendable {
    let crumbs: [LinkView]
    let title: String
    let hint: String?
    let form: FormView
    let tasks: [TaskView]
    let place: Int
    let count: Int
    let savedAt: String
    /// Where the link for coming back to an open end leads.
    let back: String

    init(
        _ open: OpenDraft, _ section: FormSection, _ problems: [FieldProblem], _ directory: OrganisationDirectory, _ context: TongbanContext
    ) {
        title = section.title(english: context.isEnglish)
        hint = section.hint(english: context.isEnglish)
        crumbs = open.crumbs(title, context)
        let from = FieldView.hidden("from", context.query["from"] == "review" ? "review" : "")
        let fields = SectionForm(open, section, directory).fields(problems, context)
        var form = FormView(open.sectionPath(section), submit: context.text("apply.section.submit"), [from] + fields)
        form.autosave = open.sectionPath(section)
        self.form = form
        tasks = open.tasks(context, current: section.key)
        place = (open.sections.firstIndex { $0.key == section.key } ?? 0) + 1
        count = tasks.count
        savedAt = context.words(open.draft.updatedAt)
        back = open.path
    }
}

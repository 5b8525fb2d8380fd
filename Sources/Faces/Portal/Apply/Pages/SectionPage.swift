import Cases
import Catalogue
import Forms
import Kernel
import Organisations
import Web

/// One page of the form. On a phone it is all there is; on a wide screen the list of what there is to do stands beside it.
struct SectionPage: Sendable {
    let crumbs: [LinkView]
    let title: String
    let hint: String?
    let action: String
    /// Where to go on when all is right: `review`, or nothing.
    let from: String
    let summaryHTML: SafeHTML
    let formHTML: SafeHTML
    let tasks: [TaskView]
    let place: Int
    let count: Int
    let savedAt: String
    /// Where the link for coming back to an open end leads.
    let back: String

    init(
        _ open: OpenDraft, _ section: PageDefinition, _ problems: [FieldProblem], _ directory: OrganisationDirectory,
        _ context: TongbanContext
    ) throws {
        let drawing = try open.drawing(problems, directory, context)
        guard let page = open.form.page(section.key, drawing) else { throw Problem("page.not_found", .notFound) }
        (title, hint) = (page.title, page.hint)
        crumbs = open.crumbs(title, context)
        action = open.sectionPath(section)
        from = context.query["from"] == "review" ? "review" : ""
        summaryHTML = SafeHTML(FormHTML(drawing).summary(page.errors))
        formHTML = page.html(drawing)
        tasks = open.tasks(context, current: section.key)
        place = page.number
        count = tasks.count
        savedAt = context.words(open.draft.updatedAt)
        back = open.path
    }
}

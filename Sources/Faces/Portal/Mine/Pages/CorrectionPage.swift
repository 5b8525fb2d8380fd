import Cases
import Catalogue
import Forms
import Kernel
import Organisations
import Standards
import Web

/// Point by point what the notice asks for, with the place to supply it.
struct CorrectionPage: Sendable {
    struct Point: Sendable {
        let key: String, name: String, reason: String
        let files: [GivenFileView]
        let hasFiles: Bool
        let upload: FormView?
        let action: String
        let sample: String?
        let isForm: Bool
    }

    /// A page of the form; they stand one below the other.
    struct Section: Sendable {
        let title: String, hint: String?
        let formHTML: SafeHTML
    }

    let crumbs: [LinkView]
    let name: String
    let deadline: String
    let points: [Point]
    let asksForm: Bool
    let action: String
    /// The state of the case that the page shows.
    let revision: Int
    let sections: [Section]
    let summaryHTML: SafeHTML
    let errors: [FieldView]
    let hasErrors: Bool
    /// Why nothing was supplied though all was there.
    let trouble: String?
    let back: String

    init(
        _ open: OpenCorrection, _ problems: [FieldProblem], trouble: String? = nil, _ parts: PortalParts, _ context: TongbanContext
    ) throws {
        let record = open.story.record
        self.trouble = trouble
        name = open.story.name(context)
        back = open.story.path
        crumbs = [LinkView(context.text("mine.title"), "/me"), LinkView(name, back), LinkView(context.text("mine.correction.title"))]
        let days = parts.calendar.workingDays(between: parts.clock.today, and: record.dueOn)
        deadline = context.text("mine.asked.detail", ["days": "\(days)", "date": context.words(record.dueOn)])
        // A material that is still missing is mended where it is uploaded.
        let placed = problems.map { problem in
            let isMaterial = problem.field.hasPrefix("material.")
            return FieldProblem(isMaterial ? "file.\(problem.field.dropFirst(9))" : problem.field, problem.code, problem.arguments)
        }
        points = open.points.map { Point($0, open, placed, context) }
        asksForm = open.asksForm
        (action, revision) = (open.path, record.revision)
        let draft = try open.asDraft(parts), drawing = try draft.drawing(problems, parts.organisations.directory, context)
        let pages = open.asksForm ? draft.form.allPages(drawing) : []
        sections = pages.map { Section(title: $0.title, hint: $0.hint, formHTML: $0.html(drawing)) }
        summaryHTML = SafeHTML(FormHTML(drawing).summary(pages.flatMap(\.errors)))
        errors = points.flatMap { $0.upload?.fields ?? [] }.filter { !$0.error.isEmpty }
        hasErrors = !errors.isEmpty
    }
}

extension CorrectionPage.Point {
    fileprivate init(_ point: Correction.Point, _ open: OpenCorrection, _ problems: [FieldProblem], _ context: TongbanContext) {
        let material = open.story.item.materials.first { $0.key == point.key }
        (key, reason) = (point.key.isEmpty ? "form" : point.key, point.reason)
        name = material?.name(english: context.isEnglish) ?? context.text("mine.correction.form")
        action = "\(open.path)/\(percentEncoded(point.key))"
        isForm = point.key.isEmpty
        files = open.files(of: point.key).map { GivenFileView($0, below: open.path) }
        hasFiles = !files.isEmpty
        upload = material?.uploadForm(to: action, hasFiles: hasFiles, problems, context)
        sample = material?.sample.map { _ in "/guide/\(open.story.item.slug)/sample/\(percentEncoded(point.key))" }
    }
}

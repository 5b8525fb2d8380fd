import Cases
import Catalogue
import Forms
import Kernel
import Organisations
import Web

/// A question and what was answered, as it is read back.
struct AnswerView: Sendable {
    let label: String
    let value: String
}

/// The last page: everything as it will be handed in, each part with the way to change it; then the signature.
struct ReviewPage: Sendable {
    struct Section: Sendable { let title: String, path: String, answers: [AnswerView] }
    struct Paper: Sendable { let name: String, tag: TagView, files: [GivenFileView] }
    struct Missing: Sendable { let text: String, path: String }

    let crumbs: [LinkView]
    let name: String
    let holder: String
    let contact: String
    let situation: [AnswerView]
    let situationPath: String?
    let sections: [Section]
    let papers: [Paper]
    let papersPath: String
    let missing: [Missing]
    let hasMissing: Bool
    let isReady: Bool
    let form: FormView
    let otherName: OtherNameView?
    let promise: String
    /// Why nothing was handed in though all was there.
    let trouble: String?
    let back: String

    init(
        _ open: OpenDraft, _ problems: [FieldProblem], trouble: String? = nil, _ directory: OrganisationDirectory, _ context: TongbanContext
    ) {
        self.trouble = trouble
        crumbs = open.crumbs(context.text("apply.review.title"), context)
        name = open.name(context)
        let holder = open.draft.content.holder
        self.holder = holder.name
        contact = [holder.contactName, holder.mobile].filter { !$0.isEmpty }.joined(separator: " ")
        situation = open.situation(context)
        situationPath = situation.isEmpty ? nil : "\(open.path)/situation"
        sections = open.form.readBack(open.facts, english: context.isEnglish, words: FormWords(directory, context).words).map { page in
            Section(title: page.title, path: "\(open.sectionPath(page.key))?from=review", answers: page.views(context))
        }
        papersPath = "\(open.path)/materials"
        papers = MaterialsPage(open, [], context).rows.map { Paper(name: $0.name, tag: $0.tag, files: $0.files) }
        missing = open.problems.map { open.missing($0, context) }
        hasMissing = !missing.isEmpty
        isReady = missing.isEmpty && !open.isInOtherName
        // Whoever signs is a person, also where the applicant is a shop.
        let isAgent = ![holder.name, ""].contains(holder.contactName)
        let signer = isAgent ? context.text("apply.declare.for", ["name": holder.contactName, "holder": holder.name]) : holder.name
        let declaration = FieldView.checkbox("declared", context.text("apply.declare.text", ["name": signer]))
        form = FormView("\(open.path)/review", submit: context.text("apply.declare.submit"),
                        [declaration].rejecting(problems, context) + [.hidden("reading", open.reading)])
        otherName = OtherNameView(open)
        let days = context.words(open.ruling.promised)
        promise = context.text(open.item.isImmediate ? "apply.review.immediate" : "apply.review.promise", ["days": days])
        back = open.path
    }
}

extension OpenDraft {
    /// The situation's questions with their answers.
    func situation(_ context: TongbanContext) -> [AnswerView] { published.situationAnswers(answers, context) }

    /// What is missing, in words, and the page on which it is mended.
    fileprivate func missing(_ problem: FieldProblem, _ context: TongbanContext) -> ReviewPage.Missing {
        let text = context.text(problem.code, problem.arguments)
        let parts = problem.field.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return ReviewPage.Missing(text: text, path: path) }
        switch parts[0] {
        case "situation": return ReviewPage.Missing(text: text, path: "\(path)/situation")
        case "material": return ReviewPage.Missing(text: text, path: "\(path)/materials#\(parts[1])")
        default:
            let section = sections.first { page in page.fields.contains { $0.key == problem.formField } }
            let title = FieldPath(parts[1]).flatMap(form.field)?.label?.text(english: context.isEnglish) ?? ""
            let isNamed = title.isEmpty || text.contains(title)
            let page = section.map { "\(sectionPath($0))?from=review#\(percentEncoded("field-\(problem.field)"))" } ?? path
            return ReviewPage.Missing(text: isNamed ? text : "\(title)\(context.text("form.colon"))\(text)", path: page)
        }
    }
}

extension PublishedItem {
    func situationAnswers(_ answers: [String: String], _ context: TongbanContext) -> [AnswerView] {
        decisions.asked(answers).compactMap { question in
            guard let option = question.options.first(where: { $0.value == answers[question.key] }) else { return nil }
            return AnswerView(label: question.text(english: context.isEnglish), value: option.text(english: context.isEnglish))
        }
    }
}

extension Form.ReadPage {
    /// The answers of a page; what was left empty is said to be.
    func views(_ context: TongbanContext) -> [AnswerView] {
        answers.map { AnswerView(label: $0.label, value: $0.value ?? context.text("apply.review.empty")) }
    }
}

/// What the portal says in place of codes: regions by their names, dates in words.
struct FormWords {
    private let directory: OrganisationDirectory
    private let context: TongbanContext

    init(_ directory: OrganisationDirectory, _ context: TongbanContext) { (self.directory, self.context) = (directory, context) }

    func words(_ field: FieldDefinition, _ value: JSON) -> String? {
        switch field.limits.format {
        case "region-code": directory.pathName(of: value.text)
        case "date": LocalDate(value.text).map(context.words)
        default: nil
        }
    }

    /// The same with identity and mobile numbers masked: others may be looking at the screen.
    func masked(_ field: FieldDefinition, _ value: JSON) -> String? {
        switch field.limits.format {
        case "citizen-id": Mask.number(value.text)
        case "mobile-cn": Mask.mobile(value.text)
        default: words(field, value)
        }
    }
}

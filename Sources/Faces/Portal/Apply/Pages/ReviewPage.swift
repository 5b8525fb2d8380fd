import Cases
import Catalogue
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
        sections = open.sections.map { section in
            Section(title: section.title(english: context.isEnglish), path: "\(open.sectionPath(section))?from=review",
                    answers: open.item.answers(section, open.draft.content.values, directory, context))
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
            let section = sections.first { $0.fields.contains(parts[1]) }
            let title = item.effectiveForm.properties[parts[1]]?.title(english: context.isEnglish) ?? ""
            let isNamed = text.contains(title)
            let page = section.map { "\(sectionPath($0))?from=review#field-\(problem.field)" } ?? path
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

extension ServiceItem {
    /// A section's fields with their values as people read them; what was left empty is said to be.
    func answers(
        _ section: FormSection, _ values: [String: JSON], _ directory: OrganisationDirectory, _ context: TongbanContext
    ) -> [AnswerView] {
        section.fields.compactMap { key in
            guard let field = effectiveForm.properties[key] else { return nil }
            let label = field.title(english: context.isEnglish)
            let words = values[key].flatMap { $0.isBlank ? nil : field.words($0, directory, context) }
            return AnswerView(label: label, value: words ?? context.text("apply.review.empty"))
        }
    }
}

extension FormField {
    fileprivate func words(_ value: JSON, _ directory: OrganisationDirectory, _ context: TongbanContext) -> String {
        switch format {
        case "region-code": directory.pathName(of: value.text)
        case "date": LocalDate(value.text).map(context.words) ?? value.text
        default: display(value, english: context.isEnglish)
        }
    }
}

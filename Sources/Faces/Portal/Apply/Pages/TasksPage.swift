import Cases
import Catalogue
import Forms
import Kernel
import Web

/// One line of the list of what there is to do, on the draft's front page and beside each of its pages.
struct TaskView: Sendable {
    let label: String
    let path: String
    let tag: TagView
    let isCurrent: Bool
}

/// The draft's front page: everything there is to do, and how far each of it is.
struct TasksPage: Sendable {
    let crumbs: [LinkView]
    let name: String
    let holder: String
    let savedAt: String
    let tasks: [TaskView]
    /// Where to go on.
    let next: String
    let isReady: Bool
    let discard: String
    /// The answers to the situation's questions, in words; with the page to change them.
    let situation: [String]
    let situationPath: String?
    let otherName: OtherNameView?

    init(_ open: OpenDraft, _ context: TongbanContext) {
        crumbs = [LinkView(context.text("mine.title"), "/me"), LinkView(open.name(context))]
        name = open.name(context)
        holder = open.draft.content.holder.name
        savedAt = context.words(open.draft.updatedAt)
        tasks = open.tasks(context)
        next = open.next
        isReady = open.problems.isEmpty
        discard = "\(open.path)/discard"
        situation = open.situation(context).map(\.value)
        situationPath = open.item.situations == nil ? nil : "\(open.path)/situation"
        otherName = OtherNameView(open)
    }
}

/// Said when a draft was begun in another capacity: it can be filled, but handed in only in that name.
struct OtherNameView: Sendable {
    let holder: String
    let code: String
    let back: String

    init?(_ open: OpenDraft) {
        guard open.isInOtherName else { return nil }
        holder = open.draft.content.holder.name
        code = open.draft.content.holder.kind == .legal ? open.draft.content.holder.code : ""
        back = open.path
    }
}

extension OpenDraft {
    func name(_ context: TongbanContext) -> String { item.name(english: context.isEnglish) }

    func crumbs(_ here: String, _ context: TongbanContext) -> [LinkView] {
        [LinkView(context.text("mine.title"), "/me"), LinkView(name(context), path), LinkView(here)]
    }

    /// What there is to do, in order; `current` names the page that the list stands beside.
    func tasks(_ context: TongbanContext, current: String = "") -> [TaskView] {
        let sections = sections.map { section in
            let isCurrent = section.key == current
            return TaskView(label: section.title.text(english: context.isEnglish), path: sectionPath(section),
                            tag: state(of: section, isCurrent: isCurrent, context), isCurrent: isCurrent)
        }
        let wanted = materials.filter { $0.need != .optional || !isOpen($0) && !files(of: $0.key).isEmpty }
        let given = wanted.filter { !isOpen($0) }.count
        let count = context.text("apply.task.count", ["given": "\(given)", "wanted": "\(wanted.count)"])
        let papers = TaskView(label: context.text("apply.materials.title"), path: "\(path)/materials",
                              tag: TagView(count, given == wanted.count ? .green : .plain), isCurrent: current == "materials")
        let isReady = problems.isEmpty
        let sign = TaskView(label: context.text("apply.review.title"), path: "\(path)/review",
                            tag: TagView(context.text(isReady ? "apply.task.ready" : "apply.task.open"), isReady ? .blue : .plain),
                            isCurrent: current == "review")
        return sections + [papers, sign]
    }

    /// The first page on which something is missing; the last page when nothing is.
    var next: String {
        if problems.contains(where: { $0.field.hasPrefix("situation.") }) { return "\(path)/situation" }
        if let section = sections.first(where: { !problems(of: $0).isEmpty }) { return sectionPath(section) }
        return problems.contains { $0.field.hasPrefix("material.") } ? "\(path)/materials" : "\(path)/review"
    }

    func sectionPath(_ section: PageDefinition) -> String { sectionPath(section.key) }
    func sectionPath(_ key: String) -> String { "\(path)/form/\(key)" }

    /// What is wrong with a page's fields, and with what is within them.
    func problems(of section: PageDefinition) -> [FieldProblem] {
        let own = Set(section.fields.map(\.key))
        return problems.filter { $0.formField.map(own.contains) ?? false }
    }

    private func state(of section: PageDefinition, isCurrent: Bool, _ context: TongbanContext) -> TagView {
        if isCurrent { return TagView(context.text("apply.task.current"), .amber) }
        if problems(of: section).isEmpty { return TagView(context.text("apply.task.done"), .green) }
        let isBegun = section.fields.contains { draft.content.values[$0.key].map { !$0.isBlank } ?? false }
        return isBegun ? TagView(context.text("apply.task.begun"), .amber) : TagView(context.text("apply.task.open"))
    }
}

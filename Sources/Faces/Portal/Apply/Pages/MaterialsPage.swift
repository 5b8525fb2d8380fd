import Cases
import Catalogue
import Kernel
import Web

/// A file that was given, with the ways to look at it and to take it away.
struct GivenFileView: Sendable {
    let name: String
    let size: String
    let path: String
    let place: Int

    init(_ file: CaseMaterial, below base: String) {
        (name, place) = (file.fileName, file.place)
        size = file.size >= 1 << 20 ? "\(Double(file.size * 10 >> 20) / 10) MB" : "\(max(1, file.size >> 10)) KB"
        path = "\(base)/\(percentEncoded(file.key))/\(file.place)"
    }
}

/// Every material of the situation: what the government has already, what is promised, what is uploaded.
struct MaterialsPage: Sendable {
    struct Row: Sendable {
        let key: String, name: String
        let tag: TagView
        let why: String
        /// Where the government has it from, or what helps to make it.
        let note: String?
        let isExempt: Bool
        let sample: String?
        let files: [GivenFileView]
        let hasFiles: Bool
        let upload: FormView?
        let promise: FormView?
        /// The promise as it was made.
        let promised: String?
        let action: String
    }

    let crumbs: [LinkView]
    let rows: [Row]
    let errors: [FieldView]
    let hasErrors: Bool
    let tasks: [TaskView]
    let next: String
    let back: String

    init(_ open: OpenDraft, _ problems: [FieldProblem], _ context: TongbanContext) {
        crumbs = open.crumbs(context.text("apply.materials.title"), context)
        // What must be done comes before what needs nothing.
        let order: [Material.How] = [.upload, .commit, .exempt]
        let sorted = order.flatMap { how in open.materials.filter { $0.how == how } }
        rows = sorted.map { Row($0, open, problems, context) }
        errors = rows.flatMap { ($0.upload?.fields ?? []) + ($0.promise?.fields ?? []) }.filter { !$0.error.isEmpty }
        hasErrors = !errors.isEmpty
        tasks = open.tasks(context, current: "materials")
        next = "\(open.path)/review"
        back = open.path
    }
}

extension MaterialsPage.Row {
    fileprivate init(_ material: Material, _ open: OpenDraft, _ problems: [FieldProblem], _ context: TongbanContext) {
        let path = "\(open.path)/materials/\(percentEncoded(material.key))"
        let isPromised = open.draft.content.promised.contains(material.key)
        (key, name, action) = (material.key, material.name(english: context.isEnglish), path)
        (why, note, isExempt) = (material.why, material.sourceNote, material.how == .exempt)
        files = open.files(of: material.key).map { GivenFileView($0, below: "\(open.path)/materials") }
        hasFiles = !files.isEmpty
        tag = Self.tag(material, isOpen: open.isOpen(material), isGiven: !files.isEmpty, isPromised: isPromised, context)
        sample = material.sample.map { _ in "/guide/\(open.item.slug)/sample/\(percentEncoded(material.key))" }
        upload = material.how == .upload ? material.uploadForm(to: path, hasFiles: !files.isEmpty, problems, context) : nil
        let mayPromise = material.how == .commit || material.need == .deferrable && files.isEmpty
        promise = mayPromise && !isPromised ? Self.promise(material, path, problems, context) : nil
        promised = isPromised && mayPromise ? Self.text(of: material, context) : nil
    }

    private static func promise(_ material: Material, _ path: String, _ problems: [FieldProblem], _ context: TongbanContext) -> FormView {
        let box = FieldView.checkbox(material.promiseField, text(of: material, context))
        let submit = context.text(material.how == .commit ? "apply.promise.submit" : "apply.later.submit")
        return FormView("\(path)/promise", submit: submit, [box].rejecting(problems, context))
    }

    private static func text(of material: Material, _ context: TongbanContext) -> String {
        let key = material.how == .commit ? "apply.promise.text" : "apply.later.text"
        return context.text(key, ["name": material.name(english: context.isEnglish)])
    }

    private static func tag(_ material: Material, isOpen: Bool, isGiven: Bool, isPromised: Bool, _ context: TongbanContext) -> TagView {
        if material.how == .exempt { return TagView(context.text("apply.material.exempt"), .green) }
        if isGiven { return TagView(context.text("apply.material.given"), .green) }
        if isPromised { return TagView(context.text(material.how == .commit ? "apply.material.promised" : "apply.material.later"), .green) }
        if !isOpen { return TagView(context.text("apply.material.optional")) }
        return TagView(context.text(material.how == .commit ? "apply.material.promise" : "apply.material.missing"), .amber)
    }
}

extension Material {
    /// The form by which files are given for it.
    func uploadForm(to path: String, hasFiles: Bool, _ problems: [FieldProblem], _ context: TongbanContext) -> FormView {
        let limits = ["formats": formatNames(context), "size": "\(maxBytes >> 20)"]
        let label = context.text(hasFiles ? "apply.materials.more" : "apply.materials.choose", ["name": name(english: context.isEnglish)])
        let field = FieldView.file(uploadField, label, hint: context.text("apply.materials.limits", limits), accepts: acceptedKinds)
            .with { $0.isMultiple = true }
        return FormView(path, submit: context.text("apply.materials.upload"), [field].rejecting(problems, context))
    }
}

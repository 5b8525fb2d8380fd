import Catalogue
import Forms
import Kernel
import Organisations
import Web

/// An item's form on pages of ours. Its inputs are called as ``Application/checked(against:today:)`` names what is wrong: `form.floorArea`.
extension TongbanContext {
    /// What a form is drawn with: answers so far, what is wrong with them, the city's regions, the words of the visitor's language.
    public func drawing(_ facts: FormFacts, _ problems: [FieldProblem], _ directory: OrganisationDirectory) throws -> PageContext {
        var drawing = PageContext(facts: facts, problems: problems.ofForm, texts: formTexts)
        drawing.prefix = FieldProblem.formPrefix
        drawing.icons = (try drawn("icon/warning").text, try drawn("icon/check").text)
        drawing.regions = { above in
            let regions = (above ?? directory.city?.code).map { directory.children(of: $0) } ?? []
            return regions.filter(\.isOffered).map { ($0.code, $0.name) }
        }
        return drawing
    }

    private var formTexts: FormTexts { FormTexts(isEnglish: language == .en) { key, arguments in text(key, arguments) } }
}

extension FieldProblem {
    /// What stands before the names of a form's fields among those of a whole application.
    public static let formPrefix = "form."

    /// The form's field that it is about, or within which it is; `nil` when it is about something else.
    public var formField: String? {
        guard field.hasPrefix(Self.formPrefix) else { return nil }
        return String(field.dropFirst(Self.formPrefix.count).prefix { $0 != "." && $0 != "[" })
    }
}

extension [FieldProblem] {
    /// Those of the form, named as the form names its fields.
    fileprivate var ofForm: [FieldProblem] {
        filter { $0.field.hasPrefix(FieldProblem.formPrefix) }
            .map { FieldProblem(String($0.field.dropFirst(FieldProblem.formPrefix.count)), $0.code, $0.arguments) }
    }
}

extension FormInput {
    /// What a page with a form sent, for the form to read.
    public var posted: PostedForm {
        PostedForm(names.flatMap { name in all(name).map { (name, $0) } }, prefix: FieldProblem.formPrefix)
    }
}

extension FormPage {
    /// The page's HTML, for a template to print as it is.
    public func html(_ drawing: PageContext) -> SafeHTML { SafeHTML(FormHTML(drawing).sections(self)) }
}

extension PostedForm {
    /// Where a row that was asked for stands now, or the list from which one went; `nil` when no row came or went.
    public func place(in values: [String: JSON]) -> String? {
        switch action {
        case .addRow(let path):
            let count = path.value(in: values)?.array?.count ?? 0
            return Self.fragment(count > 0 ? path.appending(count - 1) : path)
        case .removeRow(let path): return Self.fragment(FieldPath(steps: path.steps.dropLast()))
        case .next, .back, .save: return nil
        }
    }

    private static func fragment(_ path: FieldPath) -> String { percentEncoded("field-\(FieldProblem.formPrefix)\(path)") }
}

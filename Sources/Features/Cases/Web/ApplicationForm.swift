import Catalogue
import Kernel
import Web

/// The questions of an item's situation as fields of a page: the same for the applicant and for the clerk who asks him. Names are those
/// that ``Application/checked(against:today:)`` uses when something is wrong: `situation.kind`.
public struct ApplicationForm: Sendable {
    private let item: ServiceItem
    private let decisions: ItemDecisions
    private let isEnglish: Bool

    public init(_ published: PublishedItem, language: Language) {
        (item, decisions, isEnglish) = (published.item, published.decisions, language == .en)
    }

    /// The questions; one that depends on another is shown when that is answered so.
    public func questions(_ answers: [String: String]) -> [FieldView] {
        (item.situations?.questions ?? []).map { question in
            let options = question.options.map { FieldView.Option($0.value, $0.text(english: isEnglish)) }
            let field = FieldView.radio(
                "situation.\(question.key)", question.text(english: isEnglish), options: options, value: answers[question.key] ?? "")
            guard let condition = decisions.condition(of: question) else { return field }
            return field.with { $0.when = "situation.\(condition.question)=\(condition.answers.joined(separator: "|"))" }
        }
    }
}

extension FormInput {
    /// The answers that a page with ``ApplicationForm/questions(_:)`` sent.
    public func situation(of item: PublishedItem) -> [String: String] {
        let answers = (item.item.situations?.questions ?? []).map { ($0.key, self["situation.\($0.key)"]) }
        return item.decisions.cleaned(Dictionary(answers.filter { !$0.1.isEmpty }) { first, _ in first })
    }
}

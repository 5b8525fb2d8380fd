import Cases
import Catalogue
import Identity
import Kernel
import Organisations
import Standards
import Web

/// What has to be asked before the materials can be listed.
struct StartPage {
    let title: String, body: String, plain: String
    let crumbs: [LinkView]
    let form: FormView
    let limit: String

    static let oneself = "self", other = "other"

    /// The one answer to "for whom" where there is no choice.
    static func onlyChoice(_ item: ServiceItem) -> String? { item.servesLegalPersons ? nil : oneself }

    init(
        _ person: Account, _ published: PublishedItem, _ mandates: [Agency], _ input: FormInput?, _ parts: DeskParts,
        _ context: TongbanContext
    ) {
        let item = published.item, isEnglish = context.language == .en, base = "/window/people/\(person.id)"
        title = item.name(english: isEnglish)
        body = parts.organisations.directory.name(ofBody: item.body, english: isEnglish)
        plain = item.plain(english: isEnglish)
        limit = context.text("desk.limit.\(item.promised.unit.rawValue)", ["days": "\(item.promised.count)"])
        let who = context.text("desk.person.title", ["name": person.maskedName])
        crumbs = [LinkView(context.text("desk.find.title"), "/window"), LinkView(who, base), LinkView(title)]
        let questions = ApplicationForm(published, language: context.language).questions([:])
        let asksLicence = Self.licenceFields.contains { name in input?.problems.contains { $0.field == name } ?? false }
            || Self.licenceFields.contains { !(input?[$0].isEmpty ?? true) }
        let holder = Self.holderFields(person, item, mandates, context)
        var fields = holder + (asksLicence && !holder.isEmpty ? Self.licence(context) : []) + questions
        if let input { fields = fields.filled(from: input, context) }
        form = FormView("\(base)/items/\(item.slug)", submit: context.text("desk.start.submit"), fields)
    }

    static let licenceFields = ["licenceKind", "licenceNumber", "licenceDate"]

    /// What stands on the licence, when the name on it isn't the one that we know.
    private static func licence(_ context: TongbanContext) -> [FieldView] {
        let kinds = LegalLicence.Kind.allCases.map { FieldView.Option($0.rawValue, context.text("desk.licence.kind.\($0.rawValue)")) }
        let only = "for=\(other)"
        return [
            .radio("licenceKind", context.text("desk.start.licenceKind"), options: kinds).with { $0.when = only },
            .text("licenceNumber", context.text("desk.start.licenceNumber"), hint: context.text("desk.start.licenceNumberHint"))
                .with { ($0.when, $0.limit) = (only, 40) },
            .date("licenceDate", context.text("desk.start.licenceDate")).with { $0.when = only },
        ]
    }

    private static func holderFields(
        _ person: Account, _ item: ServiceItem, _ mandates: [Agency], _ context: TongbanContext
    ) -> [FieldView] {
        guard onlyChoice(item) == nil else { return [] }
        var options = item.servesPersons ? [FieldView.Option(oneself, context.text("desk.start.oneself", ["name": person.maskedName]))] : []
        options += mandates.map { .init($0.legalPerson.code, $0.legalPerson.name, hint: $0.legalPerson.code) }
        options.append(.init(other, context.text("desk.start.other"), hint: context.text("desk.start.otherHint")))
        let only = "for=\(other)"
        return [
            .radio("for", context.text("desk.start.for"), options: options, value: options.first?.value ?? ""),
            .text("code", context.text("desk.facts.creditCode")).with { ($0.when, $0.limit) = (only, 18) },
            .text("name", context.text("desk.start.legalName"), hint: context.text("desk.start.legalNameHint")).with { $0.when = only },
            .text("address", context.text("desk.start.address")).with { ($0.when, $0.isRequired) = (only, false) },
        ]
    }
}

import Cases
import Catalogue
import Identity
import Kernel
import Licences
import Organisations
import Standards
import Web

/// The second screen: the person, what he has running and holds already, and what he came for.
struct PersonPage {
    struct CaseRow { let item: String, number: String, path: String, state: TagView, due: String }
    struct LicenceRow { let name: String, number: String, state: TagView, until: String }
    struct ItemRow { let name: String, body: String, plain: String, path: String }
    struct DraftRow { let item: String, holder: String, path: String, saved: String }

    let title: String
    let facts: [FactsPane.Row]
    let isRevealed: Bool, isRevealOpen: Bool
    let revealPath: String
    let reveal: FieldView
    let cases: [CaseRow], hasCases: Bool
    let licences: [LicenceRow], hasLicences: Bool
    let claims: [ClaimRow], hasClaims: Bool
    let drafts: [DraftRow], hasDrafts: Bool
    let query: String, path: String, suggest: String
    let found: [ItemRow], hasFound: Bool, isSearched: Bool

    init(_ person: Account, revealed: [PersonalField: String], error: String?, cases: [Case], licences: [Licence],
         claims: [Account], rejecting problem: ClaimProblem? = nil, drafts: [Draft], found: [PublishedItem]?, _ parts: DeskParts,
         _ context: TongbanContext) {
        let isEnglish = context.language == .en, base = "/window/people/\(person.id)"
        title = context.text("desk.person.title", ["name": person.maskedName])
        facts = [
            .init(label: context.text("desk.find.name"), value: revealed[.name] ?? person.maskedName),
            .init(label: context.text("desk.facts.idNumber"), value: revealed[.idNumber] ?? person.maskedIDNumber),
            .init(label: context.text("desk.facts.mobile"), value: revealed[.mobile] ?? person.maskedMobile),
        ].filter { !$0.value.isEmpty }
        (isRevealed, isRevealOpen, revealPath) = (!revealed.isEmpty, error != nil, "\(base)/reveal")
        let reasons = RevealReason.allCases.map { FieldView.Option($0.rawValue, context.text("desk.reveal.\($0.rawValue)")) }
        reveal = FieldView.radio("reason", context.text("desk.reveal.why"), options: reasons).with { $0.error = error ?? "" }
        self.cases = cases.map { record in
            CaseRow(item: record.itemName, number: record.query, path: Station.window.path(of: record.id),
                    state: CaseWords.state(record, context), due: context.shortDate(record.dueOn))
        }
        self.licences = licences.map { licence in
            let status = licence.status(on: parts.clock.today)
            let state = TagView(context.text("desk.licence.\(status.rawValue)"), status == .valid ? .green : .plain)
            return LicenceRow(name: licence.typeName, number: licence.number, state: state,
                              until: licence.validUntil.map { context.longDate($0) } ?? context.text("desk.licence.noEnd"))
        }
        self.drafts = drafts.map { draft in
            DraftRow(item: parts.catalogue.current.item(code: draft.itemCode)?.item.name(english: isEnglish) ?? draft.itemCode,
                     holder: draft.content.holder.masked, path: "\(base)/drafts/\(draft.id)", saved: context.shortMoment(draft.updatedAt))
        }
        self.claims = claims.map { ClaimRow($0, base: base, problem, context) }
        hasClaims = !claims.isEmpty
        (hasCases, hasLicences, hasDrafts) = (!cases.isEmpty, !licences.isEmpty, !drafts.isEmpty)
        (query, path, suggest) = (context.query["q"], base, "\(base)/items")
        self.found = (found ?? []).map { item in
            ItemRow(name: item.item.name(english: isEnglish),
                    body: parts.organisations.directory.name(ofBody: item.item.body, english: isEnglish),
                    plain: item.item.plain(english: isEnglish), path: "\(base)/items/\(item.item.slug)")
        }
        (hasFound, isSearched) = (!self.found.isEmpty, found != nil)
    }
}

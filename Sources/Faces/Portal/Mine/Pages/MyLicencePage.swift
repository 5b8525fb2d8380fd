import Drawing
import Kernel
import Licences
import Organisations
import Standards
import Web

/// A licence as a line of a list.
struct LicenceRow: Sendable {
    let name: String, number: String, holder: String, path: String
    let until: String
    let state: TagView

    init(_ licence: Licence, today: LocalDate, _ context: TongbanContext) {
        (name, number, holder, path) = (licence.typeName, licence.number, licence.holderMasked, "/me/licences/\(licence.id)")
        until = licence.validUntil.map { context.text("mine.licence.until", ["date": context.shortWords($0)]) }
            ?? context.text("mine.licence.endless")
        let status = licence.status(on: today)
        state = TagView(context.text("mine.licence.\(status.rawValue)"), status == .valid ? .green : .seal)
    }
}

/// What stands on the face of a licence, its files, and how anyone can verify it.
struct MyLicencePage: Sendable {
    let crumbs: [LinkView]
    let row: LicenceRow
    let facts: [AnswerView]
    let identifier: String
    let ofd: String, pdf: String
    let verify: String
    let codeHTML: SafeHTML
    let casePath: String?

    init(_ licence: Licence, _ content: LicenceContent, _ parts: PortalParts, _ context: TongbanContext) throws {
        row = LicenceRow(licence, today: parts.clock.today, context)
        let all = LinkView(context.text("mine.licences.title"), "/me/licences")
        crumbs = [LinkView(context.text("mine.title"), "/me"), all, LinkView(row.name)]
        let label = { (key: String) in context.text("mine.licence.\(key)") }
        let type = parts.licences.types[licence.type]
        let own = (type?.fields ?? []).compactMap { field in
            content.fields[field.key].map { AnswerView(label: context.isEnglish ? field.labelEn ?? field.label : field.label, value: $0) }
        }
        let issuer = parts.organisations.directory.name(ofBody: licence.issuer, english: context.isEnglish)
        let code = content.holder.kind == .person ? Mask.number(content.holder.code) : content.holder.code
        facts = [
            AnswerView(label: label("number"), value: licence.number), AnswerView(label: label("holder"), value: content.holder.name),
            AnswerView(label: label("code"), value: code),
        ] + own.filter { !$0.value.isEmpty } + [
            AnswerView(label: label("issuer"), value: issuer),
            AnswerView(label: label("issued"), value: context.shortWords(licence.issuedOn)),
            AnswerView(label: label("validity"), value: licence.validity(context)),
        ]
        identifier = licence.identifier.text
        (ofd, pdf) = ("\(row.path)/ofd", "\(row.path)/pdf")
        verify = "/verify/\(percentEncoded(identifier))"
        codeHTML = SafeHTML(try QRCode.svg("\(parts.address)\(verify)", label: label("qr")))
        casePath = "/me/cases/\(licence.caseID)"
    }
}

extension Licence {
    /// From its first day to its last, if it has one.
    fileprivate func validity(_ context: TongbanContext) -> String {
        guard let validUntil else { return context.text("mine.licence.endless") }
        return context.text("mine.licence.span", ["from": context.shortWords(validFrom), "until": context.shortWords(validUntil)])
    }
}

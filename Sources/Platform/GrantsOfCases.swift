import Cases
import Catalogue
import Forms
import Kernel
import Licences

/// Answers licences' question from case handling: what a granted case gives its holder.
struct GrantsOfCases: GrantSource {
    let cases: Cases
    let types: LicenceTypes

    func grant(ofCase id: String) async throws -> LicenceGrant? {
        guard let id = ID<Case>(id) else { return nil }
        let file = try await cases.file(id, in: .platform)
        let record = file.record
        guard record.result == .granted, let closedAt = record.closedAt else { return nil }
        let published = try await cases.item(of: record), item = published.item
        guard let type = item.result.licenceType else { return nil }
        let holder = file.content.holder
        return LicenceGrant(
            caseID: id.text, caseNumber: record.number, type: type, itemCode: record.itemCode, itemName: record.itemName,
            issuer: record.body, region: record.region,
            holder: LicenceHolder(kind: holder.kind == .person ? .person : .legal, name: holder.name, code: holder.code),
            fields: face(item, try published.form, file.content.values), account: record.account, isVouched: record.isVouched,
            grantedOn: LocalDate(closedAt))
    }

    /// The face's fields as the item maps them: from the form, or a constant after `=`.
    private func face(_ item: ServiceItem, _ form: Form, _ values: [String: JSON]) -> [String: String] {
        (item.licence ?? [:]).mapValues { source in
            guard !source.hasPrefix("=") else { return String(source.dropFirst()) }
            guard let path = FieldPath(source), let value = path.value(in: values) else { return "" }
            return form.field(at: path)?.display(value, english: false) ?? value.text
        }
    }
}

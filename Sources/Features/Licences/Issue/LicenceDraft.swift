import Kernel
import Standards

/// A licence before it is printed and sealed: everything that its face shows.
struct LicenceDraft: Sendable {
    let identifier: LicenceIdentifier
    let number: String
    let holder: LicenceHolder
    let fields: [String: String]
    let issuedOn: LocalDate
    let validFrom: LocalDate
    let validUntil: LocalDate?
    let grant: LicenceGrant
    let type: LicenceType

    /// - Parameter serial: The licence's number among those of its type and issuer in this year.
    init(_ grant: LicenceGrant, type: LicenceType, serial: Int, on day: LocalDate) throws {
        let running = "\(day.year)\(grant.issuer.dropFirst(2).prefix(6))\(padded(serial, 6))"
        identifier = try LicenceIdentifier(type: type.code, issuer: grant.issuer, serial: running)
        (number, holder, fields) = (running, grant.holder, grant.fields)
        (issuedOn, validFrom, validUntil) = (day, day, type.validUntil(from: day))
        (self.grant, self.type) = (grant, type)
    }

    /// 证照元数据 (GB/T 36903), as it travels inside the file.
    func metadata(issuerName: String) -> [(name: String, value: String)] {
        [
            ("certificateIdentifier", identifier.text), ("certificateTypeName", type.name), ("certificateTypeCode", type.code),
            ("certificateName", type.layout.title), ("certificateNumber", number), ("certificateVersion", padded(identifier.version, 3)),
            ("certificateIssuingAuthorityName", issuerName), ("certificateIssuingAuthorityCode", grant.issuer),
            ("certificateDefineAuthorityName", type.definedBy), ("certificateDefineAuthorityCode", type.definedByCode),
            ("certificateIssuedDate", issuedOn.compact), ("certificateEffectiveDate", validFrom.compact),
            ("certificateExpiringDate", validUntil?.compact ?? ""), ("certificateAreaCode", grant.region),
            ("certificateHolderName", holder.name), ("certificateHolderCode", holder.code), ("certificateHolderType", holder.codeType),
            ("relatedItemName", grant.itemName), ("relatedItemCode", grant.itemCode),
        ]
    }
}

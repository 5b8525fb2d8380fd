import Identity
import Kernel
import Signing
import Standards
import Storage

/// All SQL about licences.
struct LicenceStore: Sendable {
    let cipher: FieldCipher

    private static let columns: SQL = """
        id, identifier, type, type_name, number, issuer, region, holder_masked, issued_on, valid_from, valid_until, status, case_id, \
        item_code, item_name, ofd, pdf
        """

    /// - Parameter isVouched: Whether the number and the name of a person were known for certain when he applied.
    func insert(_ licence: Licence, _ content: LicenceContent, account: String?, isVouched: Bool, _ tx: any Transaction) throws {
        let holder = content.holder, vouched = isVouched ? vouched(holder.code, name: holder.name) : nil
        let sealed = try cipher.seal(Array(JSONText.encode(content).utf8), context: "licence/\(licence.id)")
        try tx.execute("""
            INSERT INTO licence (\(Self.columns), holder_index, account, vouched_holder, sealed) VALUES (
                \(licence.id), \(licence.identifier.text), \(licence.type), \(licence.typeName), \(licence.number), \(licence.issuer),
                \(licence.region), \(licence.holderMasked), \(licence.issuedOn), \(licence.validFrom), \(licence.validUntil),
                \(licence.recorded.rawValue), \(licence.caseID), \(licence.itemCode), \(licence.itemName), \(licence.ofd), \(licence.pdf),
                \(index(holder.code)), \(account), \(vouched), \(sealed))
            """)
    }

    func find(identifier: String, _ tx: any Reading) throws -> Licence? {
        try tx.row("SELECT \(Self.columns) FROM licence WHERE identifier = \(identifier)").map(Licence.init)
    }

    func find(ofCase id: String, _ tx: any Reading) throws -> Licence? {
        try tx.row("SELECT \(Self.columns) FROM licence WHERE case_id = \(id)").map(Licence.init)
    }

    /// Within sight of a holder.
    func find(_ id: Kernel.ID<Licence>, in sight: Sight, _ tx: any Reading) throws -> Licence? {
        try tx.row("SELECT \(Self.columns) FROM licence WHERE id = \(id) AND (\(joined: branches(sight), by: " OR "))").map(Licence.init)
    }

    /// One index for each way by which they are his; read by key, the newest first.
    func mine(_ sight: Sight, before: String?, limit: Int, _ tx: any Reading) throws -> [Licence] {
        let older: SQL = before.map { "AND id < \($0)" } ?? ""
        let found = try branches(sight).flatMap { branch in
            try tx.rows("SELECT \(Self.columns) FROM licence WHERE \(branch) \(older) ORDER BY id DESC LIMIT \(limit)").map(Licence.init)
        }
        return Array(Set(found).sorted { $0.id > $1.id }.prefix(limit))
    }

    /// A legal person's by its code, while the mandate to receive results lives. A person's: what his account applied for under his own number and,
    /// once he is vouched for, what was granted to the same number and name.
    private func branches(_ sight: Sight) -> [SQL] {
        if let mandate = sight.mandate { return ["(holder_index = \(index(sight.number)) AND \(mandate.needing(.receive).condition))"] }
        let own: SQL = "(account = \(sight.account) AND holder_index = \(index(sight.number)))"
        return sight.vouchedName.map { [own, "vouched_holder = \(vouched(sight.number, name: $0))"] } ?? [own]
    }

    func content(of id: Kernel.ID<Licence>, _ tx: any Reading) throws -> LicenceContent {
        guard let row = try tx.row("SELECT sealed FROM licence WHERE id = \(id)") else { throw RowMissing("licence \(id)") }
        return try JSONText.decode(from: cipher.open(row.get("sealed"), context: "licence/\(id)"))
    }

    /// Of these digests of files, those that a licence refers to.
    func referring(to digests: [String], _ tx: any Reading) throws -> Set<String> {
        let queries: [SQL] = [
            "SELECT ofd AS digest FROM licence WHERE ofd IN \(list: digests)",
            "SELECT pdf AS digest FROM licence WHERE pdf IN \(list: digests)",
        ]
        return try Set(queries.flatMap { try tx.rows($0).map { try $0.get("digest") } })
    }

    /// 盲索引
    func index(_ code: String) -> String { cipher.blindIndex(code.uppercased(), context: "licence.holder").hex }

    /// Of a person's number and name together.
    func vouched(_ number: String, name: String) -> String { cipher.blindIndex("\(number.uppercased())\n\(name)", context: "licence.vouched").hex }
}

extension Licence {
    init(_ row: Row) throws {
        id = try row.get("id")
        identifier = try LicenceIdentifier(checking: row.get("identifier"))
        type = try row.get("type")
        typeName = try row.get("type_name")
        number = try row.get("number")
        issuer = try row.get("issuer")
        region = try row.get("region")
        holderMasked = try row.get("holder_masked")
        issuedOn = try row.get("issued_on")
        validFrom = try row.get("valid_from")
        validUntil = try row.find("valid_until")
        recorded = try Status(rawValue: row.get("status")) ?? .cancelled
        caseID = try row.get("case_id")
        itemCode = try row.get("item_code")
        itemName = try row.get("item_name")
        ofd = try row.get("ofd")
        pdf = try row.get("pdf")
    }
}

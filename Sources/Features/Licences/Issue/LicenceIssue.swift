import Jobs
import Kernel
import Ledger
import Organisations
import Signing
import Standards
import Storage

/// Watches for grants and has their licences made. A reader of the ledger, so that whoever decides needn't wait.
struct GrantReader: LedgerReader {
    let jobs: JobQueue
    var name: String { "licences.grants" }

    func take(_ acts: [SequencedAct], in tx: any Transaction) throws {
        for act in acts.map(\.act) where act.kind == "case.granted" {
            let id = act.subject.id
            try jobs.enqueue(LicenceIssue.kind, LicenceIssue.Payload(case: id), key: "\(LicenceIssue.kind)/\(id)", in: tx)
        }
    }

    /// Issued licences stay: they are official state of their own. Reading the grants again finds them there.
    func clear(in tx: any Transaction) throws {}
}

/// 制证: makes the licence of a granted case. Done twice, it is the same licence.
struct LicenceIssue: JobHandler {
    static let kind = "licence.issue"
    struct Payload: Codable { let `case`: String }

    let licences: Licences
    let grants: any GrantSource
    var kind: String { Self.kind }

    func run(_ payload: [UInt8]) async throws {
        let id = try decode(Payload.self, from: payload).case
        guard try await licences.find(ofCase: id) == nil, let grant = try await grants.grant(ofCase: id) else { return }
        _ = try await licences.issue(grant)
    }
}

extension Licences {
    /// Numbers, prints, seals and keeps the licence of a grant.
    /// - Throws: `licence.type_unknown` when the city has no such type.
    public func issue(_ grant: LicenceGrant) async throws -> Licence {
        guard let type = types[grant.type] else { throw Problem("licence.type_unknown", .fault, ["type": grant.type]) }
        let now = clock.now
        let day = LocalDate(now)
        let draft = try await numbered(grant, type, on: day)
        let issuerName = directory.name(ofBody: grant.issuer)
        let face = LicenceFace(
            type: type, licence: draft, issuerName: issuerName, verification: "\(address)/verify/\(draft.identifier.text)")
        let printed = try await press.print(
            face.sheet(), sealedBy: grant.issuer, at: face.sealCentre, metadata: draft.metadata(issuerName: issuerName))
        let licence = Licence(draft, id: ID(at: now, random), printed)
        let act = Act(
            ID(at: now, random), "licence.issued", of: Subject("licence", licence.identifier.text), related: Subject("case", grant.caseID),
            by: .system("licences"), at: now,
            facts: ["type": type.code, "typeName": type.name, "number": licence.number, "issuer": grant.issuer, "digest": licence.ofd,
                    "validUntil": licence.validUntil?.description ?? ""])
        return try await ledger.commandOnce { [store] tx in
            if let earlier = try store.find(ofCase: grant.caseID, tx) { return .already(earlier) }
            try store.insert(licence, LicenceContent(holder: grant.holder, fields: grant.fields), account: grant.account, isVouched: grant.isVouched, tx)
            return .now(Acted(licence, act))
        }
    }

    /// Takes the next number before anything is printed. A number whose printing fails is not given again: that is said on the ledger too.
    private func numbered(_ grant: LicenceGrant, _ type: LicenceType, on day: LocalDate) async throws -> LicenceDraft {
        let now = clock.now
        let act = Act(ID(at: now, random), "licence.numbered", of: Subject("case", grant.caseID), by: .system("licences"), at: now,
                      facts: ["type": type.code, "issuer": grant.issuer])
        return try await ledger.command { tx in
            let serial = try Serials.next("licence/\(type.code)/\(grant.issuer)/\(day.year)", in: tx)
            return Acted(try LicenceDraft(grant, type: type, serial: serial, on: day), act)
        }
    }

    /// The kinds of job, and the reader, by which licences follow from grants.
    public func jobHandlers(_ grants: any GrantSource) -> [any JobHandler] { [LicenceIssue(licences: self, grants: grants)] }
    public func readers(_ jobs: JobQueue) -> [any LedgerReader] { [GrantReader(jobs: jobs)] }
}

extension Licence {
    init(_ draft: LicenceDraft, id: Kernel.ID<Licence>, _ printed: Printed) {
        self.init(
            id: id, identifier: draft.identifier, type: draft.type.code, typeName: draft.type.name, number: draft.number,
            issuer: draft.grant.issuer, region: draft.grant.region, holderMasked: draft.holder.masked, issuedOn: draft.issuedOn,
            validFrom: draft.validFrom, validUntil: draft.validUntil, recorded: .valid, caseID: draft.grant.caseID,
            itemCode: draft.grant.itemCode, itemName: draft.grant.itemName, ofd: printed.ofd.hex, pdf: printed.pdf.hex)
    }
}

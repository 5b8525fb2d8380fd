import Catalogue
import Jobs
import Kernel
import Ledger
import Organisations
import Signing
import Standards
import Workflow

/// 制作文书: writes, prints and seals a document that a step has ordered. A job, so that the step needn't wait for it;
/// done twice it makes the same document again.
struct DocumentWriter: JobHandler {
    static let kind = "case.document"
    struct Payload: Codable { let `case`: ID<Case>, number: String }

    let cases: Cases
    let press: Press
    /// The address under which the public finds the platform.
    let address: String
    var kind: String { Self.kind }

    func run(_ payload: [UInt8]) async throws {
        let payload = try decode(Payload.self, from: payload)
        let file = try await cases.file(payload.case, in: .platform)
        guard let ordered = file.documents.first(where: { $0.number == payload.number }), !ordered.isReady else { return }
        let item = try await cases.item(of: file.record)
        let sheet = DocumentSheet(
            text: try cases.wording(of: ordered.kind, file, item: item), number: ordered.number,
            body: cases.directory.name(ofBody: file.record.body), date: LocalDate(ordered.issuedAt),
            verification: "\(address)/track?number=\(file.record.query)")
        let printed = try await press.print(
            sheet.sheet(), sealedBy: file.record.body, at: DocumentSheet.sealCentre,
            metadata: [("documentNumber", ordered.number), ("caseNumber", file.record.number), ("title", sheet.text.title)])
        try await cases.finish(ordered, of: file.record, printed)
    }
}

extension Cases {
    /// Keeps the sealed document. Of two runs of one job - a node that is slower than its lease has a second - the first one counts.
    func finish(_ document: CaseDocument, of record: Case, _ printed: Printed) async throws {
        let now = clock.now
        try await ledger.commandOnce { [self] tx -> Once<Void> in
            // Printing takes its time: the case may have moved since it was read, and readers believe what its newest act says.
            let record = try store.hold(record.id, in: .platform, tx)
            let isFirst = try store.finish(document.number, of: record.id, ofd: printed.ofd.hex, pdf: printed.pdf.hex, tx)
            guard isFirst else { return .already(()) }
            let facts = ["document": document.kind.rawValue, "documentNumber": document.number, "digest": printed.ofd.hex]
            return .now(Acted(recording: act("case.document_sealed", on: record, by: .system("documents"), at: now, facts)))
        }
    }

    /// The document's text with everything in its place.
    func wording(of kind: DocumentKind, _ file: CaseFile, item published: PublishedItem) throws -> DocumentTexts.Text {
        let record = file.record, item = published.item, promised = published.promised(for: file.content)
        let points = (file.correction?.points ?? []).enumerated().map { place, point in
            let name = item.materials.first { $0.key == point.key }?.name ?? "申请表"
            return "\(place + 1)．\(name)：\(point.reason)"
        }
        let suspension = file.suspensions.last
        var facts: [String: String] = [:]
        facts["holder"] = file.content.holder.name
        facts["item"] = record.itemName
        facts["number"] = record.query
        facts["caseNumber"] = record.number
        facts["password"] = record.password
        facts["submittedOn"] = ChineseDate.short(LocalDate(record.submittedAt))
        facts["acceptedOn"] = record.acceptedOn.map(ChineseDate.short)
        facts["dueOn"] = ChineseDate.long(record.dueOn)
        facts["promised"] = "\(promised.count)\(promised.unit == .workingDay ? "个工作日" : "日")"
        facts["points"] = points.joined(separator: "\n")
        facts["opinion"] = file.steps.last { $0.event == kind.orderedBy.name }?.opinion
        facts["basis"] = item.basis.map { "《\($0.law)》\($0.article ?? "")" }.joined(separator: "、")
        facts["correctionDueOn"] = file.correction.map { ChineseDate.long($0.dueOn) }
        facts["result"] = item.result.name
        facts["special"] = try suspension.flatMap { used in
            try used.step.flatMap { try published.procedure.node($0)?.title } ?? item.specialProcedures.first { $0.kind == used.kind }?.name
        }
        facts["specialDays"] = suspension.map { "\($0.approvedDays)" }
        facts["specialFrom"] = suspension.map { ChineseDate.short($0.startedOn) }
        facts["phone"] = directory.body(record.body)?.phone
        facts["hotline"] = city.hotline
        facts["government"] = "\(city.name)人民政府"
        return try documentTexts.text(kind, type: item.type).filled(facts)
    }

    /// The kinds of job that case handling does later.
    public func jobHandlers(press: Press, address: String) -> [any JobHandler] {
        [DeemedAcceptance(cases: self), ProcedureTimer(cases: self), DocumentWriter(cases: self, press: press, address: address)]
    }
}

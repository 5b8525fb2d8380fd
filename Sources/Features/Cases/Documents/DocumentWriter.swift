import Catalogue
import Jobs
import Kernel
import Ledger
import Organisations
import Signing
import Storage

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
        guard let (record, ordered, facts) = try await cases.order(payload.number, of: payload.case), !ordered.isReady else { return }
        let text = try cases.documentTexts.text(ordered.kind, type: facts.type).filled(facts.places)
        let sheet = DocumentSheet(
            text: text, number: ordered.number, body: facts.body, date: LocalDate(ordered.issuedAt),
            verification: "\(address)/track?number=\(record.query)")
        let printed = try await press.print(
            sheet.sheet(), sealedBy: record.body, at: DocumentSheet.sealCentre,
            metadata: [("documentNumber", ordered.number), ("caseNumber", record.number), ("title", text.title)])
        try await cases.finish(ordered, of: record, printed)
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

    /// A document as it was ordered, and what it has to say; `nil` when no such was.
    fileprivate func order(_ number: String, of id: ID<Case>) async throws -> (Case, CaseDocument, DocumentFacts)? {
        let item = try await self.item(of: find(id, in: .platform))
        return try await ledger.read { [self] tx in
            let record = try store.find(id, in: .platform, tx)
            guard let (document, kept) = try store.order(number, of: id, tx) else { return nil }
            // Releases before this kept no facts with an order: what they left unwritten is written as the case stands.
            return (record, document, try kept ?? facts(of: DocumentOrder(kind: document.kind), for: record, item, tx))
        }
    }

    /// The kinds of job that case handling does later.
    public func jobHandlers(press: Press, address: String) -> [any JobHandler] {
        [DeemedAcceptance(cases: self), ProcedureTimer(cases: self), DocumentWriter(cases: self, press: press, address: address),
         Recounting(cases: self)]
    }
}

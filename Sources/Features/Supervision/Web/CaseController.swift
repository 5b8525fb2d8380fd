import Cases
import Catalogue
import Hummingbird
import Kernel
import Ledger
import Storage
import Web

/// `/supervision/cases/:id`: why a case has its light, and every act on it, each with a receipt that anyone can check.
struct CaseController: Sendable {
    let supervision: Supervision

    func add(to router: Router<TongbanContext>) {
        router.get("/supervision/cases/:id", use: show)
        router.get("/supervision/cases/:id/acts/:act/receipt.json", use: receipt)
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let scope = try SupervisionScope(context), id = try context.id(of: Case.self)
        let (light, recorded) = try await supervision.ledger.read { tx in (try find(id, in: scope, tx), try acts(on: id, tx)) }
        // The case is within sight, since its light is. What is masked stays masked.
        let record = try await supervision.cases.find(id, in: .platform)
        let item = try await supervision.cases.item(of: record)
        let page = CasePage(light, record, try await supervision.cases.course(of: record), item, recorded, supervision, context)
        return try context.page("supervision/case", title: page.title, page, layout: .staff, at: "supervision.cases")
    }

    @Sendable private func receipt(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let scope = try SupervisionScope(context), id = try context.id(of: Case.self), actID = try context.id("act", of: Act.self)
        try await supervision.ledger.read { tx in
            let subject = Case.subject(try find(id, in: scope, tx).caseID)
            guard let act = try LedgerView(tx).act(actID)?.act, act.subject == subject || act.related == subject else {
                throw Problem("supervision.not_found", .notFound)
            }
        }
        guard let receipt = try await supervision.ledger.receipt(for: actID) else { throw Problem("supervision.not_found", .notFound) }
        return context.file(try receipt.json(), type: "application/json", name: "receipt-\(receipt.position + 1).json")
    }

    /// - Throws: `supervision.not_found`, also when it is there but out of sight.
    private func find(_ id: ID<Case>, in scope: SupervisionScope, _ tx: any Reading) throws -> CaseLight {
        guard let light = try LightStore.find(id, in: scope, tx) else { throw Problem("supervision.not_found", .notFound) }
        return light
    }

    private func acts(on id: ID<Case>, _ tx: any Reading) throws -> [RecordedAct] {
        try LedgerView(tx).allActs(of: Case.subject(id))
    }
}

import Cases
import Catalogue
import Identity
import Kernel
import Ledger
import Organisations
import Platform
import Storage
import TestKit
import Web

extension TestCity {
    /// How many rows each table has.
    func rowCounts() async throws -> [String: Int] {
        try await platform.database.read { tx in
            try tx.tables().map(\.name).reduce(into: [:]) { counts, name in
                counts[name] = try tx.row(SQL(stringLiteral: "SELECT COUNT(*) AS n FROM \(name)"))?.get("n")
            }
        }
    }

    /// The kinds of the acts about a case, in order.
    func acts(on record: Case) async throws -> [String] {
        try await platform.ledger.acts(of: record.subject, limit: 200).elements.map(\.act.kind)
    }

    /// The whole file of a case as the platform sees it.
    func file(_ record: Case) async throws -> CaseFile { try await platform.cases.file(record.id, in: .platform) }

    /// A case of the food permit with an officer, and with a chief.
    func passed(_ slug: String = "food-operation-permit") async throws -> Case {
        let record = try await accepted(slug)
        return try await platform.cases.pass(record.id, opinion: "材料齐全，符合要求", by: staff("scjg-officer"))
    }

    /// Lets time pass, and all that was waiting for it happen.
    func wait(until instant: Timestamp) async throws {
        clock.set(instant)
        try await platform.settle()
    }

    /// A draft of the food permit that 李晓梅 has begun, or goes on with.
    func begunDraft() async throws -> Draft {
        try await begunDraft(applicant("lixiaomei"))
    }

    /// The same for whoever is signed in already.
    func begunDraft(_ applicant: Applicant) async throws -> Draft {
        try await platform.cases.beginDraft(
            item(), by: applicant, situation: ["kind": "sale", "area": "small", "special": "no", "more": "x"],
            account: applicant.account.text)
    }

    /// Hands an application in as this person.
    func submit(
        _ application: Application, slug: String = "food-operation-permit", as session: SessionView, key: String
    ) async throws -> Case {
        try await platform.cases.submit(application, for: item(slug), by: platform.identity.applicant(of: session), key: key)
    }
}

func day(_ text: String) -> LocalDate { LocalDate(text)! }

/// The permit for food as it stands in Kaifeng's files, for what needs no city.
func foodPermit() throws -> ServiceItem { try KaifengItem.item("food-operation-permit") }

/// Its procedure, with the law over it.
func foodProcedure() throws -> Procedure { try Procedure(KaifengItem.published()) }

/// The code of the problem that this throws; `nil` when it throws none.
func problem(_ body: () async throws -> some Any) async -> String? {
    do {
        _ = try await body()
        return nil
    } catch {
        return (error as? Problem)?.code ?? "\(error)"
    }
}

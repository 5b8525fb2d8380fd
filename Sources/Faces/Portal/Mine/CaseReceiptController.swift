import Cases
import Drawing
import Hummingbird
import Kernel
import Ledger
import Organisations
import Web

/// The receipt of an application: on paper with what one needs to ask for it, and as a file that proves it (可信回执).
struct CaseReceiptController: Sendable {
    let parts: PortalParts

    func add(to router: RouterGroup<TongbanContext>) {
        router.get("/me/cases/:id/receipt", use: page)
        router.get("/me/cases/:id/receipt.json", use: proof)
    }

    @Sendable private func page(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let story = try await parts.story(of: context.id(of: Case.self), context)
        let page = try CaseReceiptPage(story, parts, context)
        return try context.page("mine/receipt", title: context.text("mine.receipt.title"), page, at: "me")
    }

    /// Until the act has its place on the ledger, which takes a moment, one is asked to come again.
    @Sendable private func proof(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let story = try await parts.story(of: context.id(of: Case.self), context)
        do {
            guard let act = story.submission?.act, let receipt = try await parts.ledger.receipt(for: act.id) else {
                throw Problem("case.not_found", .notFound)
            }
            let name = context.text("mine.receipt.file", ["number": story.record.query])
            return context.file(try receipt.json(), type: "application/json", name: "\(name).json")
        } catch let problem as Problem where problem.code == "ledger.not_sequenced" {
            return context.redirect(to: story.path, notice: "mine.receipt.wait")
        }
    }
}

/// What is printed and taken along.
struct CaseReceiptPage: Sendable {
    let crumbs: [LinkView]
    let name: String, holder: String, body: String
    let number: String, query: String, password: String
    let submittedAt: String, due: String
    let path: String, proof: String, position: String?
    let codeHTML: SafeHTML
    let address: String

    init(_ story: MyCase, _ parts: PortalParts, _ context: TongbanContext) throws {
        let record = story.record
        let title = context.text("mine.receipt.title")
        crumbs = [LinkView(context.text("mine.title"), "/me"), LinkView(story.name(context), story.path), LinkView(title)]
        (name, holder) = (story.name(context), record.holderMasked)
        body = parts.organisations.directory.name(ofBody: record.body, english: context.isEnglish)
        (number, query, password) = (record.number, record.query, CasePage.grouped(record.password))
        submittedAt = context.words(record.submittedAt)
        due = CaseWords.next(for: record, context)
        (path, proof) = (story.path, "\(story.path)/receipt.json")
        position = story.submission?.position.map { "\($0 + 1)" }
        address = "\(parts.address)/track"
        codeHTML = SafeHTML(
            try QRCode.svg("\(parts.address)/track?number=\(record.query)", label: context.text("mine.receipt.code")))
    }
}

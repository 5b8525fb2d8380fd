import Cases
import Catalogue
import Drawing
import Hummingbird
import Kernel
import Organisations
import Web

/// The last screen: the receipt (收件回执) to print and hand over; and, when nothing is missing, acceptance at once.
struct ReceiptController: Sendable {
    let parts: DeskParts

    func routes(_ router: Router<TongbanContext>) {
        router.get("/window/cases/:id/receipt", use: show)
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let actor = try parts.actor(.window, context)
        let file = try await parts.cases.file(context.id(), in: actor.scope, from: .window)
        let opened = try await OpenCase(file, parts, .window, actor)
        let model = try ReceiptPage(opened, context)
        return try context.page("desk/receipt", title: context.text("desk.receipt"), model, layout: .staff, at: "window.take-in")
    }
}

struct ReceiptPage {
    let city: String, title: String, holder: String, body: String, clerk: String
    let number: String, password: String, caseNumber: String
    let received: String, due: String
    let materials: [ReceiptMaterial]
    let qrHTML: SafeHTML
    let trackPath: String, hotline: String, phone: String
    /// Acceptance at once, when this clerk may.
    let accept: ActionView?
    let returnPath: String, casePath: String

    init(_ opened: OpenCase, _ context: TongbanContext) throws {
        let record = opened.record, parts = opened.parts, isEnglish = context.language == .en
        (city, title) = (parts.city.portal(english: isEnglish), opened.item.name(english: isEnglish))
        (holder, clerk) = (opened.file.content.holder.masked, context.session?.name ?? "")
        body = parts.organisations.directory.name(ofBody: record.body, english: isEnglish)
        (number, password, caseNumber) = (record.query, record.password, record.number)
        received = context.longMoment(record.submittedAt)
        let promise = record.acceptedOn == nil ? "desk.receipt.acceptBy" : "desk.receipt.decideBy"
        due = context.text(promise, ["date": context.longDate(record.dueOn)])
        materials = opened.ruling.materials.map { ReceiptMaterial($0, opened.file, context) }
        trackPath = "\(parts.address)/track"
        qrHTML = SafeHTML(
            try QRCode.svg("\(parts.address)/track?number=\(record.query)", label: context.text("desk.receipt.qr")))
        (hotline, phone) = (parts.city.hotline, opened.item.phone)
        accept = opened.offer(.accept).map { ActionView($0, opened, nil, context) }
        (casePath, returnPath) = (opened.path, "\(opened.path)/receipt")
    }
}

/// A line of the receipt: what was asked for, and what was handed over.
struct ReceiptMaterial {
    let name: String, files: [String], state: String

    init(_ material: Material, _ file: CaseFile, _ context: TongbanContext) {
        name = material.name(english: context.language == .en)
        files = file.materials.filter { $0.key == material.key }.map(\.fileName)
        let isPromised = file.content.promised.contains(material.key)
        let key = !files.isEmpty ? "received" : material.how == .exempt ? "exempt"
            : !isPromised ? "notGiven" : material.how == .commit ? "committed" : "deferred"
        state = context.text("desk.material.\(key)", ["count": "\(files.count)"])
    }
}

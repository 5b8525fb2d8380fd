import Cases
import Catalogue
import Kernel
import Ledger
import Standards
import Web

/// The page of a case: facts, materials and decision side by side, its history and its documents below.
struct CasePage {
    let title: String, number: String, path: String
    let crumbs: [LinkView]
    let state: TagView
    let lamp: String, light: String
    /// Why the step that was sent could not be taken.
    let trouble: String?
    let facts: FactsPane
    let materials: MaterialsPane
    let decision: DecisionPane
    let history: [HistoryRow]
    let documents: [DocumentRow]
    let hasDocuments: Bool
    let receiptPath: String?
    /// The procedure with how far it is.
    let pictureHTML: SafeHTML

    init(_ opened: OpenCase, _ typed: CaseTyped?, isRevealed: Bool, trouble: String?, _ context: TongbanContext) throws {
        let record = opened.record
        title = "\(record.holderMasked) · \(opened.item.name(english: context.language == .en))"
        (number, path, self.trouble) = (record.query, opened.path, trouble)
        crumbs = [LinkView(context.text("desk.todo"), opened.station.todoPath), LinkView(record.query)]
        state = CaseWords.state(record, context)
        let light = CaseLight(record, opened.parts.lights, opened.parts.calendar, today: opened.parts.clock.today)
        (lamp, self.light) = (light.lamp, light.text(context))
        facts = try FactsPane(opened, typed, isRevealed: isRevealed, context)
        materials = MaterialsPane(opened, typed, context)
        decision = DecisionPane(opened, typed, context)
        history = opened.acts.reversed().map { HistoryRow($0, opened, context) }
        documents = zip(1..., opened.file.documents).map { DocumentRow($1, place: $0, opened, context) }
        hasDocuments = !documents.isEmpty
        pictureHTML = context.picture(of: opened.procedure.definition, opened.file.course.instance)
        receiptPath = opened.station == .window && record.source == .window ? "\(opened.path)/receipt" : nil
    }
}

/// One act in the history of a case.
struct HistoryRow {
    let what: String, who: String, when: String, machineTime: String
    /// The opinion that was written with it, or what it was about.
    let note: String?

    /// Acts by which somebody has looked, and said why.
    private static let looks: Set<String> = ["case.revealed", "case.material_opened", "case.document_opened"]

    init(_ act: Act, _ opened: OpenCase, _ context: TongbanContext) {
        what = context.text("desk.act.\(act.kind)")
        who = act.actor.kind == .system ? context.text("desk.act.system") : act.actor.name
        (when, machineTime) = (context.longMoment(act.at), act.at.iso8601)
        let opinion = opened.file.steps.first { $0.at == act.at && $0.actorID == act.actor.id }?.opinion ?? ""
        let material = act.facts["material"].map { key in
            opened.item.materials.first { $0.key == key }?.name(english: context.language == .en) ?? key
        }
        let verdict = act.facts["verdict"].map { context.text("desk.verdict.\($0)") }
        let reason = Self.looks.contains(act.kind) ? act.facts["reason"].map { context.text("desk.reveal.\($0)") } : nil
        let document = act.facts["document"].map { context.text("desk.document.\($0)") }
        let parts = [opinion, material ?? "", verdict ?? "", reason ?? "", document ?? ""].filter { !$0.isEmpty }
        note = parts.isEmpty ? nil : parts.joined(separator: " · ")
    }
}

/// A document that the case has produced.
struct DocumentRow {
    let name: String, number: String
    let isReady: Bool
    /// Whether it may be opened without saying why first.
    let isOpen: Bool
    let ofdPath: String, pdfPath: String

    init(_ document: CaseDocument, place: Int, _ opened: OpenCase, _ context: TongbanContext) {
        name = context.text("desk.document.\(document.kind.rawValue)")
        (number, isReady, isOpen) = (document.number, document.isReady, opened.reason != nil)
        let base = "\(opened.path)/documents/\(place)"
        (ofdPath, pdfPath) = ("\(base)/ofd", "\(base)/pdf")
    }
}

import Cases
import Kernel
import Organisations
import Web

/// The page of all bodies' seals: each body with the seal that it has, or had last.
struct SealsPage {
    let title: String
    let rows: [SealRow]

    static func path(_ body: String) -> String { "/console/seals/\(percentEncoded(body))" }
}

extension SealsPage {
    init(_ records: [SealRecord], _ directory: OrganisationDirectory, _ context: TongbanContext) {
        let ofBody = Dictionary(grouping: records, by: \.body)
        let bodies = Set(ofBody.keys).union(directory.bodies.map(\.code)).sorted()
        self.init(title: context.text("console.seals.title"), rows: bodies.map { body in
            let seals = ofBody[body] ?? [], name = directory.name(ofBody: body, english: context.language == .en)
            return SealRow(seals.first(where: \.isInForce) ?? seals.first, of: body, name, context)
        })
    }
}

/// One seal, or that there is none.
struct SealRow {
    let body: String, number: String, until: String
    let state: TagView, detail: String
    let path: String
}

extension SealRow {
    init(_ record: SealRecord?, of body: String, _ name: String, _ context: TongbanContext) {
        let (state, detail) = Self.state(record?.state, context)
        self.init(body: name, number: record?.id ?? "", until: record.map { context.longDate(LocalDate($0.validUntil)) } ?? "",
                  state: state, detail: detail, path: SealsPage.path(body))
    }

    private static func state(_ state: SealRecord.State?, _ context: TongbanContext) -> (TagView, String) {
        let text = { (key: String, arguments: [String: String]) in context.text("console.seal.\(key)", arguments) }
        switch state {
        case nil: return (TagView(text("none", [:]), .plain), text("none.detail", [:]))
        case .inForce: return (TagView(text("in_force", [:]), .green), "")
        case .replaced(let at): return (TagView(text("replaced", [:]), .plain), text("replaced.detail", ["at": context.longMoment(at)]))
        case .withdrawn(let withdrawal):
            let arguments = ["at": context.longMoment(withdrawal.at), "by": withdrawal.by, "reason": withdrawal.reason]
            return (TagView(text("withdrawn", [:]), .seal), text("withdrawn.detail", arguments))
        }
    }
}

/// The page of one body's seals.
struct SealPage {
    let title: String
    /// What went wrong with what was just asked for.
    let alert: String?
    let rows: [SealRow]
    /// How one is withdrawn, while there is one.
    let withdrawal: FormView?
    /// How one is made, when there is none in force.
    let making: String?
}

extension SealPage {
    init(
        _ body: String, _ name: String, _ records: [SealRecord], form: FormInput?, alert: String?, isKnown: Bool, _ context: TongbanContext
    ) {
        let open = records.filter { !$0.isWithdrawn }
        self.init(
            title: context.text("console.seal.title", ["body": name]), alert: alert, rows: records.map { SealRow($0, of: body, name, context) },
            withdrawal: open.isEmpty ? nil : Self.withdrawal(body, open, form, context),
            making: isKnown && !open.contains(where: \.isInForce) ? "\(SealsPage.path(body))/make" : nil)
    }

    private static func withdrawal(_ body: String, _ open: [SealRecord], _ typed: FormInput?, _ context: TongbanContext) -> FormView {
        let text = { (key: String) in context.text("console.seal.\(key)") }
        let options = open.map { FieldView.Option($0.id, "\($0.id) \(text($0.isInForce ? "in_force" : "replaced"))") }
        var fields = [
            FieldView.radio("seal", text("which"), options: options, value: open[0].id),
            FieldView.textarea("reason", text("reason"), hint: text("reason.hint"), limit: 200),
            FieldView.checkbox("revoke", text("revoke"), hint: text("revoke.hint")).with { $0.isRequired = false },
            FieldView.checkbox("sure", text("sure")),
        ]
        if let typed { fields = fields.filled(from: typed, context) }
        var form = FormView("\(SealsPage.path(body))/withdraw", submit: text("withdraw"), fields)
        form.isDanger = true
        return form
    }
}

import Hummingbird
import Kernel
import Ledger
import Signing
import Web

/// What a receipt says and whether it holds.
struct ReceiptPage: Sendable {
    let statement: Statement
    let checks: [CheckView]
    let act: String
    let at: String
    let who: String
    let subject: String
    let position: Int
    let size: Int
    let key: String
    let city: String

    init(_ receipt: Receipt, isRecorded: Bool, _ context: TongbanContext) {
        let found = receipt.verify()
        checks = found.map { CheckView(passed: $0.passed, $0.detailKey, context) }
            + [CheckView(passed: isRecorded, "portal.check.receipt.\(isRecorded ? "passed" : "failed")", context)]
        let holds = found.allPassed && isRecorded
        statement = Statement(holds ? .green : .seal, holds ? "receipt" : "noreceipt", context)
        let read = Act(canonical: receipt.act)
        let names = ["stage": "", "document": "", "licence": read?.facts["typeName"] ?? ""]
        act = read.map { act in
            let key = "portal.act.\(act.kind)"
            let text = context.text(key, names)
            return text == key ? act.kind : text
        } ?? ""
        at = read.map { context.words($0.at) } ?? ""
        who = read?.actor.name ?? ""
        subject = [read?.facts["itemName"], read?.facts["number"]].compactMap { $0 }.joined(separator: " · ")
        // Counted from one, as people do. A forged receipt may claim any position, so this doesn't trap.
        (position, size, key, city) = (receipt.position &+ 1, receipt.head.size, receipt.head.key, receipt.city)
    }
}

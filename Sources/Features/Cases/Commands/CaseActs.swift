import Kernel
import Ledger
import Standards

/// The acts of case handling: what is written on the ledger of each.
extension Cases {
    func act(_ kind: String, on record: Case, by actor: Actor, at now: Timestamp, _ facts: [String: String] = [:]) -> Act {
        // Who watches (supervision, docking) must not need to ask the case again: where it belongs and when it is due stand in every act.
        var all = [
            "number": record.number, "item": record.itemCode, "version": "\(record.itemVersion)", "itemName": record.itemName,
            "body": record.body, "region": record.region, "source": record.source.rawValue, "phase": record.standing.phase.rawValue,
            "stage": record.standing.stage, "dueOn": "\(record.dueOn)",
        ]
        all["acceptedOn"] = record.acceptedOn?.description
        all["statutoryDueOn"] = record.statutoryDueOn?.description
        all["result"] = record.result?.rawValue
        return Act(ID(at: now, random), kind, of: record.subject, by: actor, at: now, facts: all.merging(facts) { _, new in new })
    }
}

extension Case {
    /// What acts on this case are about.
    public var subject: Subject { Case.subject(id) }

    public static func subject(_ id: ID<Case>) -> Subject { Subject("case", id) }
}

extension Limit {
    /// As acts carry a limit: `10 working_day`.
    public var fact: String { "\(count) \(unit.rawValue)" }

    public init?(fact: String) {
        let parts = fact.split(separator: " ")
        guard parts.count == 2, let count = Int(parts[0]), let unit = Unit(rawValue: String(parts[1])) else { return nil }
        try? self.init(count, unit)
    }
}

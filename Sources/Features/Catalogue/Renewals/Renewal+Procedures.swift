import Kernel
import Storage
import Workflow

extension Renewal {
    /// Versions of items that were published with a list of stages get the procedure that the list stands for.
    public static let itemsProcedures = Renewal("0083_items_procedures") { tx in
        let rows = try tx.rows("SELECT code, version, snapshot FROM item_version WHERE snapshot LIKE '%\"stages\":[%' LIMIT 200")
        for row in rows {
            let snapshot = try JSON(parsing: Array(row.get("snapshot", as: String.self).utf8)).object ?? [:]
            let text = try JSONText.encode(JSON.object(planned(snapshot)))
            try tx.execute("""
                UPDATE item_version SET snapshot = \(text)
                WHERE code = \(row.get("code", as: String.self)) AND version = \(row.get("version", as: Int.self))
                """)
        }
        return rows.count < 200
    }

    /// The days for a correction that came with the releases that knew stages.
    private static let correctionDays = 10

    private static func planned(_ snapshot: [String: JSON]) throws -> [String: JSON] {
        let stages = (snapshot["stages"]?.array ?? []).compactMap(\.object).map { stage in
            LinearProcedure.Stage(
                key: stage["key"]?.string ?? "", name: stage["name"]?.string ?? "", role: stage["role"]?.string ?? "",
                days: stage["days"]?.number.flatMap { Int(exactly: $0) } ?? 0)
        }
        var renewed = snapshot
        renewed["stages"] = nil
        renewed["procedure"] = .string(
            try PlainProcedure.text(stages, named: snapshot["name"]?.string ?? "", correctionDays: correctionDays))
        return renewed
    }
}

import Catalogue
import Kernel
import Storage
import Workflow

extension Renewal {
    /// Cases of releases that knew stages take the steps that were noted of them again, each at its time, in the procedure that stands for
    /// the stages; so each comes to stand where it stood, with its way behind it.
    public static let casesProcedures = Renewal("0084_cases_procedures") { tx in
        let rows = try tx.rows("""
            SELECT id, item_code, item_version, body, region, source, phase, stage, submitted_at, due_on FROM cases
            WHERE process IS NULL ORDER BY id LIMIT 200
            """)
        var procedures: [String: Procedure] = [:]
        for row in rows {
            let code: String = try row.get("item_code"), version: Int = try row.get("item_version"), item = "\(code)/\(version)"
            let procedure = try procedures[item] ?? procedureOf(code, version, tx)
            procedures[item] = procedure
            try OldCase(row).renew(procedure, version: version, tx)
        }
        return rows.count < 200
    }

    private static func procedureOf(_ code: String, _ version: Int, _ tx: any Transaction) throws -> Procedure {
        guard let row = try tx.row("SELECT snapshot FROM item_version WHERE code = \(code) AND version = \(version)") else {
            throw RowMissing("item \(code)/\(version)")
        }
        let text = try JSON(parsing: Array(row.get("snapshot", as: String.self).utf8)).object?["procedure"]?.string ?? ""
        return Procedure(try ProcessDefinition(reading: Array(text.utf8)))
    }
}

/// A case as the old schema has it.
private struct OldCase {
    let id: String, body: String, region: String, item: String, source: String
    let standing: Standing
    let submittedAt: Timestamp
    let dueOn: LocalDate

    init(_ row: Row) throws {
        (id, body, region) = (try row.get("id"), try row.get("body"), try row.get("region"))
        (item, source) = (try row.get("item_code"), try row.get("source"))
        standing = Standing(phase: try row.get("phase", in: "cases"), stage: try row.get("stage"))
        (submittedAt, dueOn) = (try row.get("submitted_at"), try row.get("due_on"))
    }

    func renew(_ procedure: Procedure, version: Int, _ tx: any Transaction) throws {
        var course = try procedure.start(version: version, Nothing(), now: submittedAt).course
        let steps = try tx.rows("SELECT event, actor_id, at FROM case_step WHERE case_id = \(id) ORDER BY place")
        for step in steps {
            course = try take(step.get("event"), by: step.get("actor_id"), at: step.get("at"), course, procedure)
        }
        guard course.standing.phase == standing.phase else {
            throw Problem("case.renewal", .fault, reason: "the case \(id) is \(standing.phase), by its steps \(course.standing.phase)")
        }
        var process = CaseProcess(instance: course.instance)
        try carryTimer(of: procedure, into: &process, tx)
        try tx.execute("UPDATE cases SET process = \(JSONText.encode(process)) WHERE id = \(id)")
        for task in procedure.tasks(course) { try insert(task, tx) }
    }

    private func take(
        _ name: String, by actor: String, at instant: Timestamp, _ course: Course, _ procedure: Procedure
    ) throws -> Course {
        let event: CaseEvent = switch name {
        case "accept": .accept
        case "requestCorrection": .requestCorrection
        case "supplyCorrection": .supplyCorrection
        case "declineToAccept": .declineToAccept
        case "grant": .grant
        case "refuse": .refuse
        case "suspend": .suspend
        case "resume": .resume
        case "withdraw": .withdraw
        case "lapse": .timer(procedure.definition.timers(in: course.instance).first ?? "")
        default: .complete(name)
        }
        let task = procedure.tasks(course).first { $0.takes(event) }
        return try procedure.step(course, event, work: task?.work, by: actor, Nothing(), now: instant).course
    }

    /// The time for the correction runs on: its job becomes the procedure's timer, due when it was.
    private func carryTimer(of procedure: Procedure, into process: inout CaseProcess, _ tx: any Transaction) throws {
        guard standing.phase == .correcting, let timer = procedure.definition.timers(in: process.instance).first else { return }
        process.timers[timer] = CaseTimer(kind: .workingDays, due: dueOn.adding(days: 1).at())
        let payload = try JSONText.encode(TimerPayload(case: ID(trusted: id), timer: timer))
        try tx.execute("""
            UPDATE job SET kind = \(ProcedureTimer.kind), payload = \(payload), unique_key = \(ProcedureTimer.key(ID(trusted: id), timer))
            WHERE unique_key = \("case.lapse/\(id)")
            """)
    }

    private func insert(_ task: CaseTask, _ tx: any Transaction) throws {
        try tx.execute("""
            INSERT INTO case_task (\(CaseStore.taskColumns)) VALUES (
                \(id), \(task.work), \(task.element), \(task.stage), \(task.role), \(task.assignee), \(body), \(region), \(item), \(source),
                \(dueOn), \(task.isHeld ? 1 : 0))
            """)
    }
}

/// Stages have no conditions but opinions.
private struct Nothing: CaseFacts {
    private let feel = FEELExpressions()

    func evaluate(_ text: String, _ variables: [String: JSON]) throws -> JSON { try feel.evaluate(text, variables) }
    func fault(in text: String) -> String? { feel.fault(in: text) }
    func decide(_ decision: String) throws -> JSON { .null }
}

import Jobs
import Kernel
import Ledger
import Storage
import Workflow

/// The timers of a case: jobs that are due when their time has run out. One is the law's own, the others are the procedure's.
extension Cases {
    func start(_ timer: String, of id: ID<Case>, after day: LocalDate, _ tx: any Transaction) throws {
        try jobs.enqueue(timer, TimerPayload(case: id, timer: nil), due: day.adding(days: 1).at(), key: "\(timer)/\(id)", in: tx)
    }

    func cancel(_ timer: String, of id: ID<Case>, _ tx: any Transaction) throws { try jobs.cancel(key: "\(timer)/\(id)", in: tx) }

    /// Counts the procedure's times as the effects say.
    /// - Returns: those whose jobs must be written, and those whose jobs must go.
    func count(_ effects: [CaseEffect], in process: inout CaseProcess, at now: Timestamp) throws -> (started: [String], stopped: [String]) {
        var started: [String] = [], stopped: [String] = []
        for effect in effects {
            switch effect {
            case .startTimer(let order):
                process.timers[order.id] = try CaseTimer(order.rule, from: now, calendar)
                started.append(order.id)
            case .cancelTimer(let id): if process.timers.removeValue(forKey: id) != nil { stopped.append(id) }
            case .holdTimer(let id):
                process.timers[id]?.hold(at: now, calendar)
                stopped.append(id)
            case .releaseTimer(let id):
                process.timers[id]?.release(at: now, calendar)
                started.append(id)
            default: break
            }
        }
        // A case that is over has no time left to run.
        if !process.instance.isOpen {
            stopped += process.timers.keys.sorted()
            process.timers = [:]
        }
        return (started.filter { process.timers[$0] != nil }, stopped)
    }

    func write(_ timers: (started: [String], stopped: [String]), of process: CaseProcess, _ id: ID<Case>, _ tx: any Transaction) throws {
        for timer in timers.stopped { try jobs.cancel(key: ProcedureTimer.key(id, timer), in: tx) }
        for timer in timers.started {
            guard let due = process.timers[timer]?.due else { continue }
            let payload = TimerPayload(case: id, timer: timer)
            try jobs.enqueue(ProcedureTimer.kind, payload, due: due, key: ProcedureTimer.key(id, timer), in: tx)
        }
    }
}

struct TimerPayload: Codable {
    let `case`: ID<Case>
    /// What the procedure calls it; `nil` for the law's own.
    let timer: String?
}

/// 逾期视为受理: who isn't told within the days of art. 32 that something is missing has been accepted from the day of receipt.
struct DeemedAcceptance: JobHandler {
    static let kind = "case.deem_accepted"

    let cases: Cases
    var kind: String { Self.kind }

    func run(_ payload: [UInt8]) async throws {
        let id = try decode(TimerPayload.self, from: payload).case
        let record = try await cases.find(id, in: .platform)
        guard record.standing.phase == .received else { return }
        _ = try await cases.step(.accept, on: id, .now, opinion: "逾期未告知，视为受理", by: .platform("timer")) { record, _, _ in
            record.acceptedOn = record.receivedOn
        }
    }
}

/// A time of the procedure has run out: the correction that wasn't supplied (补正不来), a reminder that is due.
struct ProcedureTimer: JobHandler {
    static let kind = "case.timer"

    let cases: Cases
    var kind: String { Self.kind }

    static func key(_ id: ID<Case>, _ timer: String) -> String { "\(kind)/\(id)/\(timer)" }

    func run(_ payload: [UInt8]) async throws {
        let payload = try decode(TimerPayload.self, from: payload)
        guard let timer = payload.timer, try await cases.runs(timer, of: payload.case) else { return }
        _ = try await cases.step(.timer(timer), on: payload.case, .now, opinion: "期限届满", by: .platform("timer"))
    }
}

extension Cases {
    /// Whether the procedure still waits for that time, and it isn't held.
    fileprivate func runs(_ timer: String, of id: ID<Case>) async throws -> Bool {
        try await ledger.read { [store] in try store.kept(id, $0).process.timers[timer].map { $0.left == nil } ?? false }
    }
}

import Jobs
import Kernel
import Storage

/// The timers of a case: one of each kind at most, due when their last day has passed.
extension Cases {
    func start(_ timer: String, of id: ID<Case>, after day: LocalDate, _ tx: any Transaction) throws {
        try jobs.enqueue(timer, TimerPayload(case: id), due: day.adding(days: 1).at(), key: "\(timer)/\(id)", in: tx)
    }

    func cancel(_ timer: String, of id: ID<Case>, _ tx: any Transaction) throws { try jobs.cancel(key: "\(timer)/\(id)", in: tx) }
}

struct TimerPayload: Codable { let `case`: ID<Case> }

/// 逾期视为受理: who isn't told within the days of art. 32 that something is missing has been accepted from the day of receipt.
struct DeemedAcceptance: JobHandler {
    static let kind = "case.deem_accepted"

    let cases: Cases
    var kind: String { Self.kind }

    func run(_ payload: [UInt8]) async throws {
        let id = try decode(TimerPayload.self, from: payload).case
        let record = try await cases.find(id, in: .platform)
        guard record.standing.phase == .received else { return }
        _ = try await cases.step(.accept, on: id, opinion: "逾期未告知，视为受理", by: .platform("timer")) { record, _ in
            record.acceptedOn = record.receivedOn
        }
    }
}

/// 补正不来: the applicant hasn't supplied in time what the notice asked for.
struct CorrectionLapse: JobHandler {
    static let kind = "case.lapse"

    let cases: Cases
    var kind: String { Self.kind }

    func run(_ payload: [UInt8]) async throws {
        let id = try decode(TimerPayload.self, from: payload).case
        guard try await cases.find(id, in: .platform).standing.phase == .correcting else { return }
        _ = try await cases.step(.lapse, on: id, opinion: "逾期未补正", by: .platform("timer"))
    }
}

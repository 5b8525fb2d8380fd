import Cases
import Kernel
import Web

/// The page of the work that is done later.
struct JobsPage {
    let title: String
    /// What went wrong with what was just asked for.
    let alert: String?
    let waiting: String, running: String, givenUp: String
    let isIll: Bool
    let rows: [JobRow]
    /// Said when the list has only the newest.
    let more: String?
    let checks: [CheckRow]
}

extension JobsPage {
    init(_ work: LaterWork, _ health: Health, alert: String?, _ context: TongbanContext) {
        let more = ["shown": "\(work.newest.count)", "count": "\(work.givenUp)"]
        self.init(
            title: context.text("console.jobs.title"), alert: alert,
            waiting: "\(work.waiting)", running: "\(work.running)", givenUp: "\(work.givenUp)", isIll: work.givenUp > 0,
            rows: work.newest.map { JobRow($0, context) },
            more: work.givenUp > work.newest.count ? context.text("console.jobs.more", more) : nil,
            checks: CheckRow.all(health, context))
    }
}

/// A job that was given up.
struct JobRow {
    let key: String, kind: String, reason: String, code: String, since: String
    let retryPath: String
}

extension JobRow {
    init(_ job: GivenUpJob, _ context: TongbanContext) {
        let area = job.error.prefix { $0 != "." }
        self.init(
            key: job.key, kind: context.text(firstOf: "console.kind.\(job.kind)", "console.kind.other"),
            reason: context.text(firstOf: "console.error.\(job.error)", "console.error.\(area)", "console.error.other"),
            code: job.error, since: context.longMoment(job.since), retryPath: "/console/jobs/\(percentEncoded(job.key))/retry")
    }
}

/// One thing that the platform stands on.
struct CheckRow {
    let mark: String, what: String, detail: String
}

extension CheckRow {
    private init(_ name: String, isWell: Bool, detail: String, _ context: TongbanContext) {
        let what = context.text("console.health.\(name).\(isWell ? "well" : "ill")")
        self.init(mark: isWell ? "pass" : "fail", what: what, detail: detail)
    }

    static func all(_ health: Health, _ context: TongbanContext) -> [CheckRow] {
        let place = context.text(health.isObjectStore ? "console.health.files.store" : "console.health.files.disk")
        let head = health.ledger.map { ledger in
            context.text("console.health.ledger.head", ["acts": "\(ledger.acts)", "at": context.longMoment(ledger.signedAt)])
        }
        return [
            CheckRow("database", isWell: true, detail: health.database, context),
            CheckRow("files", isWell: health.filesAnswer, detail: place, context),
            CheckRow("ledger", isWell: head != nil, detail: head ?? "", context),
        ]
    }
}

extension TongbanContext {
    /// The text of the first of these keys that has one: from the most exact to what can be said of anything.
    func text(firstOf keys: String...) -> String { keys.lazy.map { ($0, text($0)) }.first { $0 != $1 }?.1 ?? "" }
}

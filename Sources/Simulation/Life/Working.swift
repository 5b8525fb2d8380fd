import Cases
import Catalogue
import Kernel
import Organisations
import Platform
import Workflow

/// What the staff do: each looks at his list, takes what has waited long enough, and goes on.
extension Town {
    func turn(_ worker: Int) async throws {
        let view = try await view(ofWorker: worker)
        let actor = try platform.cases.actor(staff: view), role = workers[worker].role.rawValue
        var taken = 0, next: WorkKey?
        repeat {
            pass()
            let page = try await platform.cases.workList([role], in: actor.scope, after: next, limit: 20)
            for waiting in page.elements where taken < 6 && isReady(waiting) {
                taken += 1
                try await work(on: waiting, actor, role)
            }
            next = page.next.flatMap(WorkKey.init)
        } while taken < 6 && next != nil
    }

    /// Most is dealt with at once or within days; some lies about until it is late.
    private func isReady(_ waiting: WaitingCase) -> Bool {
        let record = waiting.record
        if record.standing.phase == .suspended { return (procedureEnds[record.id] ?? today) <= today }
        let key = "\(record.id)/\(record.standing.stage)/\(record.receivedOn)"
        if let day = attention[key] { return day <= today }
        let days = switch chance.number(0...99) {
        case ..<50: 0
        case ..<90: chance.number(1...3)
        case ..<97: chance.number(3...7)
        default: chance.number(8...20)
        }
        attention[key] = today.adding(days: days)
        return days == 0
    }

    private func work(on waiting: WaitingCase, _ actor: CaseActor, _ role: String) async throws {
        let record = waiting.record, published = try await platform.cases.item(of: record), item = published.item
        switch (record.standing.phase, role) {
        case (.received, _): try await examine(waiting, item, actor)
        case (.suspended, _):
            pass()
            _ = try await platform.cases.resume(record.id, opinion: "特别程序已经结束", seen: record.revision, by: actor)
        case (.running, _): try await review(waiting, published, actor)
        default: throw Surprise("a case that waits for nobody stands on a list")
        }
    }

    /// 收件审查
    private func examine(_ waiting: WaitingCase, _ item: ServiceItem, _ actor: CaseActor) async throws {
        let cases = platform.cases, record = waiting.record, seen = waiting.seen
        if chance.percent(5) {
            pass()
            _ = try await cases.reveal(record.id, for: .verify, by: actor)
        }
        let lot = chance.number(0...99)
        if lot < 15 {
            try await ask(for: waiting, item, actor)
        } else if lot < 19 {
            pass()
            _ = try await cases.declineToAccept(record.id, reason: "不属于本机关职权范围，请向有权机关申请", seen: seen, by: actor)
        } else {
            pass()
            _ = try await cases.accept(record.id, seen: seen, by: actor)
            guard plan.hasFaults, mischief.percent(15) else { return }
            try await mustRefuse("a step sent again", "case.changed_meanwhile") {
                _ = try await cases.accept(record.id, seen: seen, by: actor)
            }
        }
    }

    /// 一次性告知: once; the law allows no second notice.
    private func ask(for waiting: WaitingCase, _ item: ServiceItem, _ actor: CaseActor) async throws {
        let record = waiting.record, seen = waiting.seen
        pass()
        let file = try await platform.cases.file(record.id, in: actor.scope)
        let keys = Array(Set(file.materials.map(\.key))).sorted()
        if let key = chance.pick(keys) {
            pass()
            try await platform.cases.judge(key, of: record.id, .returned, reason: "不清晰", by: actor)
        }
        let points = [Correction.Point(key: chance.pick(keys) ?? "", reason: "材料不清晰，请重新提交")]
        guard file.correction == nil else {
            try await mustRefuse("a second notice of correction", "case.corrected_already") {
                _ = try await platform.cases.requestCorrection(record.id, points, seen: seen, by: actor)
            }
            pass()
            _ = try await platform.cases.accept(record.id, seen: seen, by: actor)
            return
        }
        pass()
        noteCorrection(of: try await platform.cases.requestCorrection(record.id, points, seen: seen, by: actor))
    }

    /// 审查, 决定
    private func review(_ waiting: WaitingCase, _ published: PublishedItem, _ actor: CaseActor) async throws {
        let cases = platform.cases, record = waiting.record, item = published.item, seen = waiting.seen
        let outcomes = try published.procedure.node(waiting.element)?.duty.outcomes ?? []
        if let special = chance.pick(item.specialProcedures), procedureEnds[record.id] == nil, chance.percent(25) {
            procedureEnds[record.id] = today.adding(days: chance.number(1...special.days + 6))
            pass()
            _ = try await cases.suspend(record.id, kind: special.kind, reason: "需要进行\(special.name)", seen: seen.revision, by: actor)
        } else if !outcomes.contains("grant") {
            pass()
            _ = try await cases.pass(record.id, opinion: "材料齐全，符合要求", seen: seen, by: actor)
        } else if chance.percent(90) {
            pass()
            _ = try await cases.grant(record.id, opinion: "同意", seen: seen, by: actor)
        } else {
            pass()
            _ = try await cases.refuse(record.id, reason: "不符合法定条件", seen: seen, by: actor)
        }
    }
}

extension WaitingCase {
    fileprivate var seen: Seen { Seen(revision: record.revision, work: work) }
}

import Cases
import Kernel
import Platform
import TestKit
import Testing

/// From the window to the decision: what each step makes of a case.
@Suite("Steps") struct StepTests {
    @Test("acceptance starts both clocks")
    func accept() async throws {
        let city = try await TestCity()
        let record = try await city.accepted()
        #expect(record.standing == Standing(phase: .running, stage: "review"))
        #expect(record.acceptedOn == day("2026-10-08"))
        // Three and twenty working days: Saturday the 10th is worked, the days of the week after count as they are.
        #expect(record.dueOn == day("2026-10-12") && record.statutoryDueOn == day("2026-11-04"))
        #expect(record.acceptedBy == (try await city.staff("window01").actor.id))
    }

    @Test("not accepted is the end, with its reason")
    func decline() async throws {
        let city = try await TestCity()
        let record = try await city.submitted()
        #expect(await problem { try await city.platform.cases.declineToAccept(record.id, reason: " ", by: city.staff("window01")) }
            == "input.fields")
        let closed = try await city.platform.cases.declineToAccept(record.id, reason: "不属于本机关职权范围", by: city.staff("window01"))
        #expect(closed.result == .notAccepted && closed.standing.phase == .closed && closed.closedAt == city.clock.now)
        #expect(try await city.file(record).documents.map(\.kind) == [.notAccepted])
    }

    @Test("reviewed and granted")
    func grant() async throws {
        let city = try await TestCity()
        let passed = try await city.passed()
        #expect(passed.standing == Standing(phase: .running, stage: "decide"))
        let granted = try await city.platform.cases.grant(passed.id, opinion: "同意", by: city.staff("scjg-chief"))
        #expect(granted.result == .granted && granted.standing.phase == .closed && granted.closedAt == city.clock.now)
        #expect(try await city.file(granted).steps.map(\.event) == ["accept", "pass", "grant"])
        #expect(try await city.file(granted).steps.map(\.actorName) == ["赵敏", "吴磊", "郑红"])
    }

    @Test("refused only with a reason")
    func refuse() async throws {
        let city = try await TestCity()
        let passed = try await city.passed()
        #expect(await problem { try await city.platform.cases.refuse(passed.id, reason: "　", by: city.staff("scjg-chief")) }
            == "input.fields")
        let endless = String(repeating: "长", count: 2001)
        #expect(await problem { try await city.platform.cases.refuse(passed.id, reason: endless, by: city.staff("scjg-chief")) }
            == "input.fields")
        let refused = try await city.platform.cases.refuse(passed.id, reason: "布局不符合要求", by: city.staff("scjg-chief"))
        #expect(refused.result == .refused)
        #expect(try await city.file(refused).steps.last?.opinion == "布局不符合要求")
    }

    @Test("an item of the spot is taken in by one and decided by another")
    func immediate() async throws {
        let city = try await TestCity()
        let record = try await city.accepted("individual-business-registration")
        #expect(record.standing.stage == "decide" && record.dueOn == day("2026-10-09"))
        let granted = try await city.platform.cases.grant(record.id, opinion: "同意", by: city.staff("scjg-officer"))
        #expect(granted.result == .granted)
    }

    @Test("a holder may withdraw until the end, and not after", arguments: ["received", "running", "closed"])
    func withdraw(at phase: String) async throws {
        let city = try await TestCity()
        let record = switch phase {
        case "received": try await city.submitted()
        case "running": try await city.passed()
        default: try await city.granted()
        }
        let person = try await city.person("lixiaomei")
        if phase == "closed" {
            #expect(await problem { try await city.platform.cases.withdraw(record.id, by: person) } == "case.step_refused")
        } else {
            let closed = try await city.platform.cases.withdraw(record.id, by: person)
            #expect(closed.result == .withdrawn)
            // The timer that waited for the window finds nothing to do.
            try await city.wait(until: day("2026-12-31").at())
            #expect(try await city.file(record).record.result == .withdrawn)
        }
    }

    @Test("a step is made on the state that it saw")
    func conflict() async throws {
        let city = try await TestCity()
        let record = try await city.accepted()
        let cases = city.platform.cases, officer = try await city.staff("scjg-officer")
        let work = try await cases.tasks(of: record).first?.work ?? 0
        let stale = Seen(revision: record.revision - 1, work: work), another = Seen(revision: record.revision, work: work + 7)
        #expect(await problem { try await cases.pass(record.id, opinion: "好", seen: stale, by: officer) } == "case.changed_meanwhile")
        #expect(await problem { try await cases.pass(record.id, opinion: "好", seen: another, by: officer) } == "case.step_refused")
        let seen = Seen(revision: record.revision, work: work)
        #expect(try await cases.pass(record.id, opinion: "好", seen: seen, by: officer).revision == record.revision + 1)
    }

    @Test("of two who press at once, one is first and one is told")
    func race() async throws {
        let city = try await TestCity()
        let record = try await city.submitted()
        let clerks = try await [city.staff("window01"), city.staff("window02"), city.staff("window03")]
        let seen = try await city.platform.cases.seen(record.id, for: .accept, by: clerks[0])
        let outcomes = await withTaskGroup(of: String?.self) { group in
            for clerk in clerks {
                group.addTask { await problem { try await city.platform.cases.accept(record.id, seen: seen, by: clerk) } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == nil }.count == 1, "\(outcomes)")
        #expect(outcomes.compactMap { $0 } == ["case.changed_meanwhile", "case.changed_meanwhile"])
        #expect(try await city.acts(on: record) == ["case.submitted", "case.accepted"])
    }

    @Test("materials are judged one by one by whoever has the case")
    func judge() async throws {
        let city = try await TestCity()
        let record = try await city.submitted()
        let cases = city.platform.cases, clerk = try await city.staff("window01")
        try await cases.judge("floor-plan", of: record.id, .returned, reason: "看不清", by: clerk)
        #expect(try await city.file(record).materials.first { $0.key == "floor-plan" }?.reason == "看不清")
        try await cases.judge("floor-plan", of: record.id, .accepted, reason: "忽略", by: clerk)
        let judged = try await city.file(record).materials.first { $0.key == "floor-plan" }
        #expect(judged?.verdict == .accepted && judged?.reason == nil)
        #expect(await problem { try await cases.judge("floor-plan", of: record.id, .returned, reason: "", by: clerk) } == "input.fields")
        #expect(await problem { try await cases.judge("nothing", of: record.id, .accepted, reason: nil, by: clerk) }
            == "case.material_unknown")
    }

    @Test("the work lists show what waits for a role, the most urgent first, page by page")
    func workLists() async throws {
        let city = try await TestCity()
        for place in 1...5 { _ = try await city.submitted(key: "k\(place)") }
        let cases = city.platform.cases, clerk = try await city.staff("window01"), officer = try await city.staff("scjg-officer")
        let first = try await cases.workList(["window"], in: clerk.scope, limit: 3)
        let rest = try await cases.workList(["window"], in: clerk.scope, after: #require(first.next.flatMap(WorkKey.init)), limit: 3)
        #expect(first.elements.count == 3 && rest.elements.count == 2 && rest.next == nil)
        #expect(Set((first.elements + rest.elements).map(\.id)).count == 5)
        _ = try await cases.accept(first.elements[0].id, by: clerk)
        #expect(try await cases.workCount(["window"], in: clerk.scope) == 4)
        #expect(try await cases.workList(["officer"], in: officer.scope).elements.map(\.id) == [first.elements[0].id])
        #expect(try await cases.workList(["officer"], in: city.staff("zjj-officer").scope).elements.isEmpty)
        #expect(try await cases.handled(by: clerk).elements.map(\.record.id) == [first.elements[0].id])
    }

    @Test("what somebody has dealt with is listed by his latest step in each case, once, and page by page within his sight")
    func handled() async throws {
        let city = try await TestCity()
        let cases = city.platform.cases, clerk = try await city.staff("window01"), officer = try await city.staff("scjg-officer")
        var ids: [ID<Case>] = []
        for place in 1...5 { ids.append(try await city.submitted(key: "k\(place)").id) }
        for id in ids {
            _ = try await cases.accept(id, by: clerk)
            city.clock.advance(.minutes(1))
            _ = try await cases.suspend(id, kind: "inspection", reason: "到店核查", by: officer)
        }
        city.clock.advance(.days(1))
        // The first three again, the last of them at one instant with the one before.
        for id in ids.prefix(3) {
            if id != ids[2] { city.clock.advance(.minutes(1)) }
            _ = try await cases.resume(id, opinion: "核查完毕", by: officer)
        }
        let expected = ids[1...2].sorted(by: >) + [ids[0], ids[4], ids[3]]
        for limit in 1...6 {
            var listed: [ID<Case>] = [], key: HandledKey?
            repeat {
                let page = try await cases.handled(by: officer, before: key, limit: limit)
                listed += page.elements.map(\.record.id)
                key = page.next.flatMap { HandledKey($0) }
            } while key != nil && listed.count < 20
            #expect(listed == expected, "pages of \(limit)")
        }
        #expect(try await cases.handled(by: CaseActor(officer.actor, scope: .body("another"))).elements.isEmpty)
    }
}

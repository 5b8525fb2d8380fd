import Cases
import Kernel
import Platform
import TestKit
import Testing

/// 一次性告知, 补正, 逾期: what the law says of applications that aren't complete, and of windows that don't answer.
@Suite("Correction and silence") struct CorrectionTests {
    private func corrected(_ city: TestCity) async throws -> Case {
        let record = try await city.submitted()
        return try await city.platform.cases.requestCorrection(
            record.id, [.init(key: "floor-plan", reason: "图上没有标清灶台"), .init(key: "", reason: "面积与执照不符")], by: city.staff("window01"))
    }

    @Test("a correction names everything at once and gives ten working days")
    func request() async throws {
        let city = try await TestCity()
        let record = try await corrected(city)
        #expect(record.standing == Standing(phase: .correcting, stage: "accept"))
        #expect(record.dueOn == day("2026-10-21"))
        let file = try await city.file(record)
        #expect(file.correction?.points.map(\.reason) == ["图上没有标清灶台", "面积与执照不符"])
        #expect(file.materials.first { $0.key == "floor-plan" }?.verdict == .returned)
        #expect(file.documents.map(\.kind) == [.correction])
    }

    @Test("a correction without a point, or a point without a reason, is none")
    func empty() async throws {
        let city = try await TestCity()
        let record = try await city.submitted(), clerk = try await city.staff("window01")
        #expect(await problem { try await city.platform.cases.requestCorrection(record.id, [], by: clerk) } == "input.fields")
        let speechless = [Correction.Point(key: "floor-plan", reason: " ")]
        #expect(await problem { try await city.platform.cases.requestCorrection(record.id, speechless, by: clerk) } == "input.fields")
    }

    @Test("supplied, it is received that day and stands before the window again; a second correction is refused")
    func supply() async throws {
        let city = try await TestCity()
        let record = try await corrected(city)
        city.clock.set(day("2026-10-12").at(hour: 18))
        let person = try await city.person("lixiaomei"), cases = city.platform.cases
        #expect(await problem { try await cases.supplyCorrection(record.id, materials: [], by: person) } == "input.fields")
        #expect(await problem {
            try await cases.supplyCorrection(
                record.id, materials: [city.material("floor-plan")], values: ["floorArea": .number(-1)], by: person)
        } == "input.fields")
        let supplied = try await cases.supplyCorrection(
            record.id, materials: [city.material("floor-plan"), city.material("not-asked-for")], values: ["floorArea": .number(120)],
            by: person)
        #expect(supplied.standing == Standing(phase: .received, stage: "accept"))
        #expect(supplied.receivedOn == day("2026-10-13") && supplied.dueOn == day("2026-10-20"))
        let file = try await city.file(record)
        #expect(file.record == supplied)
        #expect(file.content.values["floorArea"] == .number(120) && file.content.values["operatorName"] != nil)
        #expect(file.materials.filter { $0.key == "floor-plan" }.map(\.place) == [1, 2])
        #expect(!file.materials.map(\.key).contains("not-asked-for"))
        #expect(await problem { try await cases.requestCorrection(record.id, [.init(key: "", reason: "再补")], by: city.staff("window01")) }
            == "case.corrected_already")
        #expect(try await cases.accept(record.id, by: city.staff("window01")).acceptedOn == day("2026-10-12"))
    }

    @Test("what is gathered for it at once is all kept, and supplied as it was read")
    func gather() async throws {
        let city = try await TestCity()
        let file = try await city.file(corrected(city)), cases = city.platform.cases
        let person = try await city.person("lixiaomei"), account = person.actor.id
        try await withThrowingTaskGroup { group in
            for number in 0..<8 {
                let paper = try await city.material("m\(number)")
                group.addTask { _ = try await cases.changeCorrection(of: file, account: account) { $0.materials.append(paper) } }
            }
            try await group.waitForAll()
        }
        let read = try await cases.correctionDraft(of: file, account: account)
        #expect(Set(read.materials.map(\.key)).count == 8)
        let plan = try await city.material("floor-plan")
        let latest = try await cases.changeCorrection(of: file, account: account) { $0.materials.append(plan) }.draft
        let id = file.record.id, stale = read.materials + [plan]
        #expect(await problem { try await cases.supplyCorrection(id, materials: stale, from: read, by: person) } == "draft.changed")
        _ = try await cases.supplyCorrection(id, materials: latest.materials, from: latest, by: person)
        #expect(await problem { try await cases.changeCorrection(of: file, account: account) { $0.materials = [] } } == "case.step_refused")
        #expect(try await cases.drafts(of: account).isEmpty)
    }

    @Test("what is never supplied lapses on the day after the last")
    func lapse() async throws {
        let city = try await TestCity()
        let record = try await corrected(city)
        try await city.wait(until: day("2026-10-21").at(hour: 23, minute: 59))
        #expect(try await city.file(record).record.standing.phase == .correcting)
        try await city.wait(until: day("2026-10-22").at())
        let lapsed = try await city.file(record).record
        #expect(lapsed.result == .noSupplement && lapsed.closedAt == city.clock.now)
        #expect(try await city.acts(on: record).filter { $0 == "case.lapsed" }.count == 1)
    }

    @Test("who isn't told within five working days has been accepted from the day of receipt")
    func deemed() async throws {
        let city = try await TestCity()
        let record = try await city.submitted()
        try await city.wait(until: day("2026-10-14").at(hour: 23, minute: 59))
        #expect(try await city.file(record).record.standing.phase == .received)
        try await city.wait(until: day("2026-10-15").at())
        let accepted = try await city.file(record).record
        #expect(accepted.standing == Standing(phase: .running, stage: "review"))
        #expect(accepted.acceptedOn == day("2026-10-08") && accepted.dueOn == day("2026-10-12"))
        #expect(accepted.acceptedBy == nil)
        #expect(try await city.file(record).documents.map(\.kind) == [.acceptance])
        #expect(try await city.acts(on: record).filter { $0 == "case.accepted" }.count == 1)
    }

    @Test("after a correction, silence counts from the day it was supplied")
    func deemedAfterCorrection() async throws {
        let city = try await TestCity()
        let record = try await corrected(city)
        city.clock.set(day("2026-10-19").at(hour: 10))
        let person = try await city.person("lixiaomei")
        _ = try await city.platform.cases.supplyCorrection(record.id, materials: [city.material("floor-plan")], by: person)
        try await city.wait(until: day("2026-10-26").at(hour: 12))
        #expect(try await city.file(record).record.standing.phase == .received)
        try await city.wait(until: day("2026-10-27").at())
        let accepted = try await city.file(record).record
        #expect(accepted.acceptedOn == day("2026-10-19") && accepted.dueOn == day("2026-10-22"))
    }

    @Test("who was accepted, corrected or withdrawn in time is left alone by the timer")
    func timersStop() async throws {
        let city = try await TestCity()
        let accepted = try await city.accepted(), other = try await city.submitted(key: "other")
        let declined = try await city.platform.cases.declineToAccept(other.id, reason: "不属于本机关职权", by: city.staff("window01"))
        try await city.wait(until: day("2026-10-30").at())
        #expect(try await city.file(accepted).record == accepted)
        #expect(try await city.file(declined).record == declined)
    }
}

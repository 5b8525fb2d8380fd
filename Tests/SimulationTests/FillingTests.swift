import Cases
import Kernel
import Platform
@testable import Simulation
import Storage
import Supervision
import TestKit
import Testing

@Suite("Filling") struct FillingTests {
    @Test("a filled city keeps every invariant, goes on where it was, and enters nothing twice")
    func filled() async throws {
        let city = try await TestCity(), platform = city.platform
        try await platform.supervision.start()
        #expect(try await Filling(platform, upTo: 620, seed: 9, now: city.clock.now).run() == 620)
        #expect(try await Filling(platform, upTo: 620, seed: 9, now: city.clock.now).run() == 0)
        #expect(try await Filling(platform, upTo: 900, seed: 9, now: city.clock.now).run() == 280)
        let books = try await Bookkeeper(secrets: []).read(platform, at: city.clock.now)
        #expect(books.cases.count == 900)
        #expect(Set(books.cases.map(\.phase)).isSuperset(of: ["received", "correcting", "running", "closed"]))
        for invariant in Invariant.all { #expect(invariant.contradictions(books) == [], "\(invariant.name)") }
    }

    @Test("a case that was entered goes on like any other")
    func goesOn() async throws {
        let city = try await TestCity(), cases = city.platform.cases
        try await Filling(city.platform, upTo: 200, seed: 3, now: city.clock.now).run()
        var passed = 0
        for login in ["scjg-officer", "zjj-officer", "hbj-officer", "bdc-officer", "jjzd-officer"] {
            let officer = try await city.staff(login)
            let list = try await cases.workList(["officer"], in: officer.scope).elements
            let review = Standing(phase: .running, stage: "review")
            guard let record = list.map(\.record).first(where: { $0.standing == review }) else { continue }
            #expect(try await cases.pass(record.id, opinion: "材料齐全", by: officer).revision == record.revision + 1)
            #expect(try await cases.file(record.id, in: .platform).content.holder.kind == .person)
            passed += 1
        }
        #expect(passed > 0)
    }

    @Test("without staff nothing can be entered")
    func nobody() async throws {
        let city = try await TestCity()
        try await city.platform.database.write { _ = try $0.execute("DELETE FROM staff_post") }
        await #expect(throws: Problem("fill.no_staff", .notFound)) { try await Filling(city.platform, upTo: 10, now: city.clock.now).run() }
    }

    @Test("a batch's name says which it is", arguments: [("fill/3/0+500", true), ("fill/3/0", false), ("visit-7", false)])
    func names(_ name: String, isBatch: Bool) {
        #expect(Batch(name)?.name == (isBatch ? name : nil))
    }
}

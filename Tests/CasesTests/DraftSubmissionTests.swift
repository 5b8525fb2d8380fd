import Cases
import Identity
import Kernel
import Platform
import TestKit
import Testing
import Web

@Suite("Handing drafts in") struct DraftSubmissionTests {
    /// A draft to which only the signature is missing, and its writer.
    private func complete(_ city: TestCity) async throws -> (draft: Draft, writer: Applicant) {
        let session = try await city.session("lixiaomei"), begun = try await city.begunDraft()
        let application = try await city.application(by: city.platform.identity.holder(of: session), situation: begun.content.situation)
        let draft = try await city.platform.cases.change(begun.id, of: begun.account) { draft in
            (draft.content.values, draft.content.promised) = (application.values, application.promised)
            draft.materials = application.materials
        }.draft
        return (draft, try await city.platform.identity.applicant(of: session))
    }

    @Test("drafts leave no act, and handed in they become one case however often they are sent")
    func handIn() async throws {
        let city = try await TestCity()
        let (draft, writer) = try await complete(city), cases = city.platform.cases
        #expect(await problem { try await cases.submit(draft, declared: false, by: writer) } == "input.fields")
        #expect(try await cases.draft(draft.id, of: draft.account) == draft)
        let record = try await cases.submit(draft, declared: true, by: writer)
        #expect(try await cases.submit(draft, declared: true, by: writer) == record)
        #expect(try await cases.drafts(of: draft.account).isEmpty)
        #expect(try await cases.submitted(draft.id, by: writer.actor) == record.id)
        #expect(try await city.acts(on: record) == ["case.submitted"])
        #expect(try await city.begunDraft().id != draft.id, "the next application is a new one")
    }

    @Test("two clicks at once are one case")
    func twoClicks() async throws {
        let city = try await TestCity()
        let (draft, writer) = try await complete(city), cases = city.platform.cases
        let records = try await withThrowingTaskGroup { group in
            for _ in 0..<4 { group.addTask { try await cases.submit(draft, declared: true, by: writer).id } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(records.count == 1)
    }

    @Test("what was added after it was read is not handed in unseen, nor lost")
    func changedSince() async throws {
        let city = try await TestCity()
        let (draft, writer) = try await complete(city), cases = city.platform.cases
        let file = try await city.material("floor-plan")
        let latest = try await cases.change(draft.id, of: draft.account) { $0.materials.append(file.at(place: 2)) }.draft
        #expect(await problem { try await cases.submit(draft, declared: true, by: writer) } == "draft.changed")
        #expect(try await cases.draft(draft.id, of: draft.account) == latest)
        let record = try await cases.submit(latest, declared: true, by: writer)
        #expect(try await city.file(record).materials.filter { $0.key == "floor-plan" }.count == 2)
    }

    @Test("discarded in another tab, it is not handed in")
    func discarded() async throws {
        let city = try await TestCity()
        let (draft, writer) = try await complete(city), cases = city.platform.cases
        try await cases.discard(draft.id, of: draft.account)
        #expect(await problem { try await cases.submit(draft, declared: true, by: writer) } == "draft.not_found")
        #expect(try await cases.submitted(draft.id, by: writer.actor) == nil)
    }

    @Test("of a submission and an upload at once one succeeds, and the other is told so", arguments: 0..<4)
    func race(_ round: Int) async throws {
        let city = try await TestCity()
        let (draft, writer) = try await complete(city), cases = city.platform.cases
        let file = try await city.material("floor-plan").at(place: 2)
        async let sent = problem { try await cases.submit(draft, declared: true, by: writer) }
        async let added = problem { try await cases.change(draft.id, of: draft.account) { $0.materials.append(file) } }
        switch await (sent, added) {
        case (nil, "draft.not_found"): #expect(try await cases.drafts(of: draft.account).isEmpty)
        case ("draft.changed", nil): #expect(try await cases.draft(draft.id, of: draft.account).materials.contains(file))
        case let outcome: Issue.record("\(outcome)")
        }
    }
}

extension CaseMaterial {
    /// The same file in another place of its row.
    fileprivate func at(place: Int) -> CaseMaterial {
        CaseMaterial(key: key, place: place, fileName: fileName, digest: digest, size: size, mediaType: mediaType, uploadedAt: uploadedAt)
    }
}

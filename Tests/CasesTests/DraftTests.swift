import Cases
import Catalogue
import Identity
import Kernel
import Platform
import TestKit
import Testing
import Web

@Suite("Drafts") struct DraftTests {
    @Test("a draft begins with what is known, and is gone on with")
    func begin() async throws {
        let city = try await TestCity()
        let draft = try await city.begunDraft()
        #expect(draft.content.situation == ["kind": "sale", "area": "small", "special": "no"])
        #expect(draft.content.values["representative"] == "李晓梅" && draft.content.values["representativeId"] == "410204198512120022")
        #expect(try await city.begunDraft().id == draft.id)
        #expect(try await city.platform.cases.drafts(of: draft.account).count == 1)
    }

    @Test("the plain form is filled with the holder's name and number")
    func plain() async throws {
        let city = try await TestCity()
        let applicant = try await city.applicant("lixiaomei")
        let item = try #require(city.platform.catalogue.current.items.first { $0.item.form == nil && $0.item.servesPersons })
        let draft = try await city.platform.cases.beginDraft(item, by: applicant, situation: [:], account: applicant.account.text)
        #expect(draft.content.values["applicantName"] == "李晓梅" && draft.content.values["applicantCode"] == "410204198512120022")
    }

    @Test("a draft is its writer's alone")
    func alone() async throws {
        let city = try await TestCity()
        let draft = try await city.begunDraft(), stranger = try await city.person("wanghai").actor.id, cases = city.platform.cases
        #expect(await problem { try await cases.draft(draft.id, of: stranger) } == "draft.not_found")
        #expect(try await cases.drafts(of: stranger).isEmpty)
        try await cases.discard(draft.id, of: stranger)
        #expect(await problem { try await cases.change(draft.id, of: stranger) { $0.content.promised = ["m"] } } == "draft.not_found")
        #expect(try await cases.draft(draft.id, of: draft.account) == draft)
    }

    @Test("begun in several tabs at once, it is one draft")
    func beginAtOnce() async throws {
        let city = try await TestCity()
        let applicant = try await city.applicant("lixiaomei")
        let ids = try await withThrowingTaskGroup { group in
            for _ in 0..<8 { group.addTask { try await city.begunDraft(applicant).id } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(ids.count == 1)
        #expect(try await city.platform.cases.drafts(of: applicant.account.text).map(\.id) == Array(ids))
    }

    @Test("begun again while files come in, it keeps them all")
    func beginAmidUploads() async throws {
        let city = try await TestCity()
        let applicant = try await city.applicant("lixiaomei")
        let draft = try await city.begunDraft(applicant), cases = city.platform.cases
        try await withThrowingTaskGroup { group in
            for number in 0..<10 {
                let file = try await city.material("m\(number)")
                group.addTask { _ = try await cases.change(draft.id, of: draft.account) { $0.materials.append(file) } }
                group.addTask { _ = try await city.begunDraft(applicant) }
            }
            try await group.waitForAll()
        }
        #expect(Set(try await cases.draft(draft.id, of: draft.account).materials.map(\.key)).count == 10)
    }

    @Test("changes made at once are all kept, and none brings back a draft that was discarded")
    func changes() async throws {
        let city = try await TestCity()
        let draft = try await city.begunDraft(), cases = city.platform.cases
        try await withThrowingTaskGroup { group in
            for number in 0..<20 {
                group.addTask { _ = try await cases.change(draft.id, of: draft.account) { $0.content.promised.append("m\(number)") } }
            }
            try await group.waitForAll()
        }
        #expect(Set(try await cases.draft(draft.id, of: draft.account).content.promised).count == 20)
        try await cases.discard(draft.id, of: draft.account)
        #expect(await problem { try await cases.change(draft.id, of: draft.account) { $0.content.promised = [] } } == "draft.not_found")
    }

    @Test("a change that changes nothing leaves it as it was read, and any other makes another reading")
    func readings() async throws {
        let city = try await TestCity()
        let draft = try await city.begunDraft(), cases = city.platform.cases
        #expect(try await cases.change(draft.id, of: draft.account) { $0.content.promised = [] }.draft == draft)
        let changed = try await cases.change(draft.id, of: draft.account) { $0.content.promised = ["m"] }.draft
        #expect(changed.updatedAt > draft.updatedAt, "also within one instant of the clock")
        #expect(try await cases.draft(draft.id, of: draft.account) == changed)
    }
}

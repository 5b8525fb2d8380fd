import Cases
import Catalogue
import Identity
import Kernel
import Platform
import TestKit
import Testing
import Web

@Suite("Drafts") struct DraftTests {
    private func begun(_ city: TestCity, by login: String = "lixiaomei") async throws -> Draft {
        let holder = try await city.platform.identity.holder(of: city.session(login))
        return try await city.platform.cases.beginDraft(
            city.item(), holder: CaseHolder(holder), situation: ["kind": "sale", "area": "small", "special": "no", "more": "x"],
            known: holder.values, account: holder.account.id.text)
    }

    @Test("a draft begins with what is known, and is gone on with")
    func begin() async throws {
        let city = try await TestCity()
        let draft = try await begun(city)
        #expect(draft.content.situation == ["kind": "sale", "area": "small", "special": "no"])
        #expect(draft.content.values["representative"] == "李晓梅" && draft.content.values["representativeId"] == "410204198512120022")
        #expect(try await begun(city).id == draft.id)
        #expect(try await city.platform.cases.drafts(of: draft.account).count == 1)
    }

    @Test("the plain form is filled with the holder's name and number")
    func plain() async throws {
        let city = try await TestCity()
        let holder = try await city.platform.identity.holder(of: city.session("lixiaomei"))
        let item = try #require(city.platform.catalogue.current.items.first { $0.item.form == nil && $0.item.servesPersons })
        let draft = try await city.platform.cases.beginDraft(
            item, holder: CaseHolder(holder), situation: [:], known: holder.values, account: holder.account.id.text)
        #expect(draft.content.values["applicantName"] == "李晓梅" && draft.content.values["applicantCode"] == "410204198512120022")
    }

    @Test("a draft is its writer's alone")
    func alone() async throws {
        let city = try await TestCity()
        let draft = try await begun(city), stranger = try await city.person("wanghai").actor.id, cases = city.platform.cases
        #expect(await problem { try await cases.draft(draft.id, of: stranger) } == "draft.not_found")
        #expect(try await cases.drafts(of: stranger).isEmpty)
        try await cases.discard(draft.id, of: stranger)
        var forged = Draft(id: draft.id, account: stranger, itemCode: draft.itemCode, itemVersion: 1, content: draft.content, materials: [],
                           updatedAt: draft.updatedAt)
        forged.content.values["representative"] = "王海"
        try await cases.save(forged)
        #expect(try await cases.draft(draft.id, of: draft.account).content == draft.content)
        #expect(try await cases.draft(draft.id, of: stranger).content == forged.content, "under one key each has his own")
    }

    @Test("changes made at once are all kept, and none brings back a draft that was discarded")
    func changes() async throws {
        let city = try await TestCity()
        let draft = try await begun(city), cases = city.platform.cases
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

    @Test("drafts leave no act, and handed in they become one case however often they are sent")
    func handIn() async throws {
        let city = try await TestCity()
        var draft = try await begun(city)
        let session = try await city.session("lixiaomei"), cases = city.platform.cases
        let application = try await city.application(by: city.platform.identity.holder(of: session), situation: draft.content.situation)
        draft.content.values = application.values
        draft.content.promised = application.promised
        draft.materials = application.materials
        let saved = try await cases.save(draft)
        #expect(await problem { try await cases.submit(saved, declared: false, by: session.actor) } == "input.fields")
        #expect(try await cases.draft(draft.id, of: draft.account) == saved)
        let record = try await cases.submit(saved, declared: true, by: session.actor)
        #expect(try await cases.submit(saved, declared: true, by: session.actor) == record)
        #expect(try await cases.drafts(of: draft.account).isEmpty)
        #expect(try await cases.submitted(draft.id, by: session.actor) == record.id)
        #expect(try await city.acts(on: record) == ["case.submitted"])
    }
}

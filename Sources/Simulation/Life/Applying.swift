import Cases
import Catalogue
import Identity
import Kernel
import Organisations
import Platform
import Standards
import Web

/// How citizens come by what they want.
extension Town {
    func arrive(_ citizen: Int) async throws {
        let asCompany = citizens[citizen].isMandated && chance.percent(60)
        let items = platform.catalogue.current.items.filter { asCompany ? $0.item.servesLegalPersons : $0.item.servesPersons }
        guard let item = chance.pick(items) else { return }
        if chance.percent(30) || !citizens[citizen].isCertified {
            agenda.note(.visit(citizen: citizen, item: item.item.slug), at: nextOpening())
        } else {
            try await draft(item, citizen, asCompany: asCompany)
        }
    }

    /// Begins an application on line, and goes on with it in a while, or never.
    private func draft(_ item: PublishedItem, _ citizen: Int, asCompany: Bool) async throws {
        let view = try await view(ofCitizen: citizen, asCompany: asCompany)
        let holder = try await platform.identity.holder(of: view)
        let answers = Answers(holder: holder, regions: regions, today: today, chance: chance)
        pass()
        let draft = try await platform.cases.beginDraft(
            item, by: try await platform.identity.applicant(of: view), situation: answers.situation(item), account: view.actor.id)
        guard chance.percent(95) else { return }
        let later = chance.percent(80) ? Duration.minutes(chance.number(3...40)) : Duration.hours(chance.number(5...60))
        agenda.note(.finish(citizen: citizen, draft: draft.id, asCompany: asCompany), at: clock.now + later)
    }

    /// Fills a draft and hands it in. Some first leave something out, and are told.
    func finish(_ citizen: Int, _ id: ID<Draft>, asCompany: Bool) async throws {
        let view = try await view(ofCitizen: citizen, asCompany: asCompany), cases = platform.cases
        let found = try await attempt(refusedBy: ["draft.not_found"]) { try await cases.draft(id, of: view.actor.id) }
        guard var draft = found else { return }
        let item = try await platform.catalogue.item(draft.itemCode, version: draft.itemVersion)
        let filled = try await application(for: item, try await platform.identity.holder(of: view), draft.content.situation)
        if chance.percent(12) {
            let spoilt = try spoilt(filled, item)
            draft = try await kept(id, view.actor.id, spoilt)
            try await mustRefuse("an application with something missing", "input.fields") { [draft] in
                _ = try await platform.cases.submit(draft, declared: spoilt.declared, by: platform.identity.applicant(of: view))
            }
        }
        draft = try await kept(id, view.actor.id, filled)
        let record = try await handIn(draft, try await platform.identity.applicant(of: view))
        try await handed(in: record, citizen, asCompany: asCompany)
    }

    private func kept(_ id: ID<Draft>, _ account: String, _ application: Application) async throws -> Draft {
        pass()
        return try await platform.cases.change(id, of: account) { draft in
            draft.content.situation = application.situation
            draft.content.values = application.values
            draft.content.promised = application.promised
            draft.materials = application.materials
        }.draft
    }

    /// Hands in, sometimes with two clicks; with faults, again after the answer was lost.
    private func handIn(_ draft: Draft, _ applicant: Applicant) async throws -> Case {
        pass()
        let cases = platform.cases
        let record: Case
        if chance.percent(15) {
            async let first = cases.submit(draft, declared: true, by: applicant)
            async let second = cases.submit(draft, declared: true, by: applicant)
            let both = try await (first, second)
            guard both.0.id == both.1.id else { throw Surprise("two clicks made two cases of one draft") }
            record = both.0
        } else {
            record = try await cases.submit(draft, declared: true, by: applicant)
        }
        guard plan.hasFaults, mischief.percent(20) else { return record }
        if mischief.percent(10) { try await restart() }
        pass()
        let again = try await platform.cases.submit(draft, declared: true, by: applicant)
        guard again.id == record.id else { throw Surprise("a submission sent again made another case") }
        return record
    }

    /// A citizen at a window: the clerk sees his card, fills the form with him and hands it in.
    func visit(_ citizen: Int, _ slug: String) async throws {
        let atWork = workers.indices.filter { workers[$0].role == .window && !workers[$0].isAway(on: today) }
        guard let worker = chance.pick(atWork), let item = platform.catalogue.current.item(slug: slug) else {
            let tomorrow = calendar.nextWorkingDay(onOrAfter: today.adding(days: 1))
            return agenda.note(.visit(citizen: citizen, item: slug), at: workingMoment(of: tomorrow))
        }
        let clerk = try await view(ofWorker: worker).actor
        try await certify(citizen, by: clerk)
        guard let id = citizens[citizen].account, let visit = try await platform.identity.visit(of: id, to: clerk) else { return }
        let asCompany = citizens[citizen].isMandated && item.item.servesLegalPersons && (!item.item.servesPersons || chance.percent(50))
        guard asCompany || item.item.servesPersons else { return }
        let applicant = try await platform.identity.applicant(of: visit, for: asCompany ? citizens[citizen].company?.code : nil)
        let holder = applicant.holder
        let answers = Answers(holder: holder, regions: regions, today: today, chance: chance)
        let filled = try await application(for: item, holder, answers.situation(item)), cases = platform.cases
        if chance.percent(8) {
            let spoilt = try spoilt(filled, item)
            try await mustRefuse("an application with something missing", "input.fields") {
                _ = try await cases.submit(spoilt, for: item, by: applicant, key: "spoilt-\(events)")
            }
        }
        pass()
        let record = try await cases.submit(filled, for: item, by: applicant, key: "visit-\(events)")
        try await handed(in: record, citizen, asCompany: asCompany)
    }

    private func handed(in record: Case, _ citizen: Int, asCompany: Bool) async throws {
        applicants[record.id] = citizen
        if asCompany { ofCompanies.insert(record.id) }
        guard chance.percent(5) else { return }
        agenda.note(.withdraw(citizen: citizen, record.id), at: clock.now + .hours(chance.number(1...160)))
    }
}

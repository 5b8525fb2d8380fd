import Cases
import Identity
import Kernel
import Platform
import Web

/// What applicants do later.
extension Town {
    /// They are asked to correct: most do it in time, some too late, some never.
    func noteCorrection(of record: Case) {
        guard let citizen = applicants[record.id] else { return }
        let days = chance.percent(70) ? chance.number(1...9) : chance.percent(40) ? chance.number(12...20) : 0
        guard days > 0 else { return }
        agenda.note(.supply(citizen: citizen, record.id), at: clock.now + .days(days) + .minutes(chance.number(0...300)))
    }

    func supply(_ citizen: Int, _ id: ID<Case>) async throws {
        let (actor, cases) = try await follower(of: id, citizen)
        guard let file = try await attempt(refusedBy: [], { try await cases.file(id, in: actor.scope) }) else { return }
        let asked = (file.correction?.points ?? []).map(\.key).filter { !$0.isEmpty }
        if chance.percent(15), !asked.isEmpty, file.record.standing.phase == .correcting {
            try await mustRefuse("a correction without what was asked for", "input.fields") {
                _ = try await cases.supplyCorrection(id, materials: [], seen: file.record.revision, by: actor)
            }
        }
        var materials: [CaseMaterial] = []
        for key in asked { materials.append(try await upload(key, of: citizens[citizen].name)) }
        guard file.record.standing.phase == .correcting else {
            return try await mustRefuse("a correction that came too late", "case.step_refused") { [materials] in
                _ = try await cases.supplyCorrection(id, materials: materials, seen: file.record.revision, by: actor)
            }
        }
        pass()
        _ = try await cases.supplyCorrection(id, materials: materials, seen: file.record.revision, by: actor)
    }

    func withdraw(_ citizen: Int, _ id: ID<Case>) async throws {
        let (actor, cases) = try await follower(of: id, citizen)
        let record = try await cases.find(id, in: actor.scope)
        _ = try await attempt(refusedBy: ["case.step_refused"]) { try await cases.withdraw(id, seen: record.revision, by: actor) }
    }

    /// The applicant, in the name in which he applied. Who came to a window needs an account first.
    private func follower(of id: ID<Case>, _ citizen: Int) async throws -> (CaseActor, Cases) {
        let view = try await view(ofCitizen: citizen, asCompany: ofCompanies.contains(id))
        let holder = try await platform.identity.holder(of: view)
        return (platform.cases.actor(holder, view.actor), platform.cases)
    }
}

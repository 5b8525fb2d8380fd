import Identity
import Kernel
import Organisations
import Platform
import Standards
import Web

extension Town {
    /// The day before the first: staff are appointed, and most citizens have been at a window once and have an account.
    func begin() async throws {
        clock.set(max(clock.now, plan.founding.at(hour: 9)))
        workers = try await Roster(platform: platform, clerks: 2 + plan.people / 250, chance: chance).appoint(pass)
        for citizen in citizens.indices where chance.percent(60) {
            try await certify(citizen, by: try await view(ofWorker: 0).actor)
            try await register(citizen)
        }
        try await settle()
    }

    /// A clerk has the citizen and his card before him, and the papers of his company.
    func certify(_ citizen: Int, by clerk: Actor) async throws {
        let person = citizens[citizen]
        pass()
        let account = try await platform.identity.person(
            byIDNumber: person.idNumber, name: person.name, mobile: person.mobile, seenBy: clerk)
        citizens[citizen].account = account.id
        citizens[citizen].isCertified = true
        guard let company = person.company, !person.isMandated, let code = CreditCode(company.code) else { return }
        pass()
        _ = try await platform.identity.legalPerson(code, name: company.name, address: company.address, seenBy: clerk)
        pass()
        try await platform.identity.authorise(account.id, for: company.code, scope: .full, by: clerk)
        citizens[citizen].isMandated = true
    }

    func register(_ citizen: Int) async throws {
        let person = citizens[citizen]
        guard !person.isRegistered else { return }
        pass()
        let account = try await platform.identity.register(Registration(
            name: person.name, idNumber: person.idNumber.text, mobile: person.mobile.text, password: person.password,
            again: person.password, today: today))
        citizens[citizen].account = account.id
        citizens[citizen].isRegistered = true
    }
}

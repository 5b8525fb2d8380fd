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
        }
        try await settle()
    }

    /// A clerk has the citizen and his card before him, and the papers of his company. Whoever comes for the first time registers at the counter, on
    /// his own telephone, and shows that the account is his.
    func certify(_ citizen: Int, by clerk: Actor) async throws {
        let person = citizens[citizen]
        pass()
        let card = try SeenCard(number: person.idNumber, name: person.name, isSeen: true)
        var visit = try await platform.identity.receive(card, mobile: person.mobile, seenBy: clerk)
        if !person.isCertified {
            let claim = try await register(citizen)
            pass()
            visit = try await platform.identity.bind(claim, code: platform.identity.counterCode(of: claim), to: visit)
        }
        let account = visit.person
        citizens[citizen].account = account.id
        citizens[citizen].isCertified = true
        guard let company = person.company, !person.isMandated, let code = CreditCode(company.code) else { return }
        pass()
        _ = try await platform.identity.legalPerson(code, name: company.name, address: company.address, seenBy: clerk)
        pass()
        try await platform.identity.authorise(account.id, for: company.code, scope: .full, by: clerk)
        citizens[citizen].isMandated = true
    }

    private func register(_ citizen: Int) async throws -> ID<Account> {
        let person = citizens[citizen]
        pass()
        return try await platform.identity.register(Registration(
            name: person.name, idNumber: person.idNumber.text, mobile: person.mobile.text, password: person.password,
            again: person.password, today: today)).session.account.id
    }
}

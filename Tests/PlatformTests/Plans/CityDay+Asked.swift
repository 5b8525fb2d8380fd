@testable import Cases
import Catalogue
import Identity
import Kernel
import Platform
import Storage
import TestKit
import Web

/// What rows are asked only now and then: whether a request was answered, whether a mandate lives, what a broken-off upload gives back.
extension CityDay {
    func asked() async throws {
        let platform = city.platform, agent = try await city.session("chenguodong").actor, today = city.clock.today, now = city.clock.now
        _ = try await platform.cases.answer(to: "asked-once", of: agent.id)
        _ = try await platform.cases.submitted(ID<Draft>(at: now, SystemRandom()), by: agent)
        let account = ID<Account>(trusted: agent.id)
        guard let code = try await platform.identity.mandates(of: account).first?.legalPerson.code else { return }
        let check = MandateCheck(account: account, legalPerson: code, power: .apply, at: now), item = try city.item().code
        try await platform.database.write { tx in
            _ = try check.holds(for: item, tx)
            try UploadStore.release(1, of: agent.id, on: today, tx)
        }
        try await platform.identity.endMandate(of: account, for: code, by: .system("test"))
    }
}

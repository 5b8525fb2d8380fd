import Identity
import Kernel
import Ledger
import Standards
import Storage
import StorageSQLite
import Testing
import Web

@Suite("Sessions")
struct SessionTests {
    @Test("end when they were idle too long", arguments: [("window01", 29, 31), (mobile, 119, 121)])
    func idle(name: String, minutes: Int, over: Int) async throws {
        let office = try await Office.staffed()
        let token = try await office.signIn(name).token.reveal()
        for _ in 0..<3 {
            office.clock.advance(.minutes(minutes))
            #expect(try await office.identity.session(for: token) != nil)
        }
        office.clock.advance(.minutes(over))
        #expect(try await office.identity.session(for: token) == nil)
        office.clock.advance(.minutes(-over))
        #expect(try await office.identity.session(for: token) == nil, "a session that is over stays over")
    }

    @Test("end after twelve hours, used or not", arguments: ["window01", mobile])
    func absolute(name: String) async throws {
        let office = try await Office.staffed()
        let token = try await office.signIn(name).token.reveal()
        for _ in 0..<(12 * 4 - 1) {
            office.clock.advance(.minutes(15))
            #expect(try await office.identity.session(for: token) != nil)
        }
        office.clock.advance(.minutes(15))
        #expect(try await office.identity.session(for: token) == nil)
    }

    @Test("have a new token each time, of which only a digest is kept")
    func tokens() async throws {
        let office = try await Office.staffed()
        let one = try await office.signIn(mobile), other = try await office.signIn(mobile)
        #expect(one.token.reveal() != other.token.reveal() && one.token.reveal().utf8.count == 43)
        let view = try #require(try await office.identity.session(for: one.token.reveal()))
        let kept = try await office.ledger.read { tx in
            try tx.rows("SELECT digest FROM session").map { try $0.get("digest", as: [UInt8].self).hex }
        }
        #expect(kept.count == 2 && !kept.contains(view.csrf))
        for guess in ["", view.csrf, kept[0], one.token.reveal() + "x"] { #expect(try await office.identity.session(for: guess) == nil) }
    }

    @Test("are over at once when signed out, and only they")
    func signOut() async throws {
        let office = try await Office.staffed()
        let one = try await office.signIn(mobile).token.reveal(), other = try await office.signIn(mobile).token.reveal()
        try await office.identity.signOut(#require(try await office.identity.session(for: one)))
        #expect(try await office.identity.session(for: one) == nil)
        #expect(try await office.identity.session(for: other) != nil)
    }

    @Test("cost no query while they are remembered, and that is not long")
    func remembered() async throws {
        let office = try await Office.staffed()
        let token = try await office.signIn(mobile).token.reveal()
        _ = try await office.identity.session(for: token)
        _ = try await office.database.write { try $0.execute("DELETE FROM session") }
        office.clock.advance(.seconds(4))
        #expect(try await office.identity.session(for: token) != nil)
        office.clock.advance(.seconds(1))
        #expect(try await office.identity.session(for: token) == nil)
    }

    @Test("say who acts: staff in full, persons masked")
    func actors() async throws {
        let office = try await Office.staffed()
        let clerk = try #require(try await office.identity.session(for: office.signIn("window01").token.reveal()))
        #expect(clerk.actor.name == "赵敏" && clerk.actor.capacity == "window" && clerk.actor.body == "12410200MBKF00027B")
        #expect(clerk.roles == ["window"] && clerk.region == "410200000000" && clerk.body == "开封市政务服务中心（市民之家）")
        let person = try #require(try await office.identity.session(for: office.signIn(mobile).token.reveal()))
        #expect(person.actor.name == "李*梅" && person.actor.capacity == "holder" && person.name == "李晓梅" && person.assurance == 1)
    }
}

@Suite("Capacities")
struct CapacityTests {
    private let company = "92410202MAKF00015N"

    private func agent() async throws -> (Office, Account, String) {
        let office = try await Office.staffed()
        let account = try await office.signIn(mobile).session.account
        _ = try await office.identity.legalPerson(.init(company)!, name: "宋都小厨", address: "宋都御街 12 号", seenBy: administrator)
        return (office, account, try await office.signIn(mobile).token.reveal())
    }

    @Test("an agent acts in the legal person's name from the next request on, and back")
    func switching() async throws {
        let (office, account, token) = try await agent()
        try await office.identity.authorise(account.id, for: company, scope: .full, by: administrator)
        let before = try #require(try await office.identity.session(for: token))
        try await office.identity.changeCapacity(of: before, to: company)
        let view = try #require(try await office.identity.session(for: token))
        #expect(view.actor.capacity == "agent" && view.actor.body == company && view.body == "宋都小厨")
        let holder = try await office.identity.holder(of: view)
        #expect(holder.kind == .legal && holder.id == company && holder.account.id == account.id)
        #expect(holder.values == [
            "account.name": "李晓梅", "account.idNumber": idNumber, "account.mobile": mobile, "legal.name": "宋都小厨",
            "legal.code": company, "legal.address": "宋都御街 12 号", "holder.name": "宋都小厨", "holder.number": company,
        ])
        try await office.identity.changeCapacity(of: view, to: nil)
        #expect(try await office.identity.session(for: token)?.actor.capacity == "holder")
        #expect(try await office.acts("capacity.changed").count == 2)
    }

    @Test("nobody acts without a mandate, or after it has ended")
    func mandates() async throws {
        let (office, account, token) = try await agent()
        let view = try #require(try await office.identity.session(for: token))
        let none = Problem("identity.no_mandate", .forbidden)
        await #expect(throws: none) { try await office.identity.changeCapacity(of: view, to: company) }
        let end = office.clock.now + .minutes(5)
        try await office.identity.authorise(account.id, for: company, scope: .apply, until: end, by: administrator)
        try await office.identity.changeCapacity(of: view, to: company)
        let acting = try #require(try await office.identity.session(for: token))
        office.clock.advance(.minutes(6))
        #expect(try await office.identity.session(for: token)?.actor.capacity == "holder")
        await #expect(throws: none) { try await office.identity.holder(of: acting) }
        #expect(try await office.identity.mandates(of: account.id).isEmpty)
    }

    @Test("staff have one capacity, and visitors are no holders")
    func others() async throws {
        let (office, _, _) = try await agent()
        let clerk = try #require(try await office.identity.session(for: office.signIn("window01").token.reveal()))
        let required = Problem("auth.required", .unauthenticated)
        await #expect(throws: required) { try await office.identity.changeCapacity(of: clerk, to: company) }
        await #expect(throws: required) { try await office.identity.holder(of: Actor.anonymous) }
    }
}

import Identity
import Kernel
import Organisations
import Testing

@Suite("Whoever is dismissed") struct DismissalTests {
    @Test("is signed out everywhere at once, signs in no more, and has no role; it is an act with its reason")
    func ends() async throws {
        let office = try await Office.staffed()
        let tokens = try await [office.signIn("window01"), office.signIn("window01")].map { $0.token.reveal() }
        let citizen = try await office.signIn(mobile).token.reveal()
        let dismissed = try await office.identity.dismiss("window01", reason: " 调离 ", by: administrator)
        #expect(dismissed.staffNo == "KF00001")
        for token in tokens { #expect(try await office.identity.session(for: token) == nil) }
        #expect(try await office.identity.session(for: citizen) != nil)
        await #expect(throws: Problem("identity.refused", .unauthenticated)) { try await office.signIn("window01") }
        #expect(try await office.identity.staff(dismissed.id)?.roles == [])
        let acts = try await office.acts("staff.dismissed")
        #expect(acts.count == 1 && acts[0].contains("调离") && acts[0].contains("KF00001"))
    }

    @Test("is one of the staff, and for a reason")
    func refused() async throws {
        let office = try await Office.staffed()
        for name in ["nobody", mobile] {
            await #expect(throws: Problem("identity.no_staff", .notFound, ["login": name])) {
                try await office.identity.dismiss(name, reason: "调离", by: administrator)
            }
        }
        await #expect(throws: Problem("identity.reason", .invalid)) {
            try await office.identity.dismiss("window01", reason: " ", by: administrator)
        }
        #expect(try await office.identity.session(for: office.signIn("window01").token.reveal()) != nil)
    }

    @Test("isn't needed to sign somebody out: one account's sessions end, or everybody's, and they sign in again")
    func signedOut() async throws {
        let office = try await Office.staffed()
        let clerk = try await office.signIn("window01").token.reveal(), citizen = try await office.signIn(mobile).token.reveal()
        #expect(try await office.identity.endSessions(of: mobile, by: administrator) == 1)
        #expect(try await office.identity.session(for: citizen) == nil)
        #expect(try await office.identity.session(for: clerk) != nil)
        _ = try await office.signIn(mobile)
        #expect(try await office.identity.endSessions(of: nil, by: administrator) == 2)
        #expect(try await office.identity.session(for: clerk) == nil)
        #expect(try await office.acts("account.sessions_ended").count == 2)
        await #expect(throws: Problem("identity.no_account", .notFound)) {
            try await office.identity.endSessions(of: "nobody", by: administrator)
        }
    }
}

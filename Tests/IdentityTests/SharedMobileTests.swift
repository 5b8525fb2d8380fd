import Identity
import Kernel
import Standards
import Testing

/// Anybody may give another's mobile as his own: that must not make the other's password easier to guess.
@Suite("Who gives another's mobile") struct SharedMobileTests {
    private let own = "柳树-2026-开", refused = Problem("identity.refused", .unauthenticated)
    private let briefly = Problem("identity.locked_briefly", .tooMany)

    /// The one whose mobile it is, and a guesser who has registered with it; and his browser.
    private func shared() async throws -> (office: Office, victim: ID<Account>, browser: Secret<String>) {
        let office = try await Office()
        let victim = try await office.identity.register(try lixiaomei()).session.account.id
        let guesser = try await office.identity.register(try Registration(
            name: "王海", idNumber: "41020219850101001X", mobile: mobile, password: own, again: own, today: LocalDate("2026-09-18")!))
        return (office, victim, guesser.device)
    }

    @Test("a browser that is known to the guesser's account is a stranger to the other, however often he signs in to his own")
    func ownBrowser() async throws {
        let (office, _, first) = try await shared()
        var browser = first
        for _ in 0..<5 {
            let present = browser
            await #expect(throws: refused) { try await office.signIn(mobile, "wrong", from: "10.6.6.6", on: present) }
            browser = try await office.signIn(mobile, own, from: "10.6.6.6", on: present).device
        }
        let last = browser
        await #expect(throws: briefly) { try await office.signIn(mobile, from: "10.6.6.6", on: last) }
        // He himself comes in as before, and so does she from elsewhere.
        _ = try await office.signIn(mobile, own, from: "10.6.6.6", on: browser)
        _ = try await office.signIn(mobile, from: "10.0.0.1")
    }

    @Test("signing in to one's own account forgives no guess at a name that others have too")
    func strange() async throws {
        let (office, _, _) = try await shared()
        for _ in 0..<4 { await #expect(throws: refused) { try await office.signIn(mobile, "wrong", from: "10.6.6.6") } }
        _ = try await office.signIn(mobile, own, from: "10.6.6.6")
        await #expect(throws: briefly) { try await office.signIn(mobile, from: "10.6.6.6") }
    }

    @Test("who has made two accounts with one password comes into the older, and in a browser that knows the other into that")
    func twice() async throws {
        let office = try await Office()
        let first = try await office.identity.register(try lixiaomei())
        office.clock.advance(.minutes(1))
        let second = try await office.identity.register(try lixiaomei())
        #expect(try await office.signIn(mobile, from: "10.0.0.2").session.account.id == first.session.account.id)
        let again = try await office.signIn(mobile, from: "10.0.0.1", on: second.device)
        #expect(again.session.account.id == second.session.account.id)
    }
}

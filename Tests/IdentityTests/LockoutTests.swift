@testable import Identity
import Kernel
import Ledger
import Storage
import Testing

@Suite("The rule of locking out") struct LockoutRuleTests {
    @Test("lets five mistakes pass, then doubles the wait up to an hour", arguments: [
        (0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (11, 1920), (12, 3600), (13, 3600), (1_000_000, 3600),
    ])
    func pauses(failures: Int, seconds: Int) { #expect(LockoutRule.pause(after: failures, isBesieged: false) == .seconds(seconds)) }

    @Test("lets one pass where many guess", arguments: [(0, 0), (1, 30), (2, 60), (8, 3600), (9, 3600)])
    func besieged(failures: Int, seconds: Int) { #expect(LockoutRule.pause(after: failures, isBesieged: true) == .seconds(seconds)) }

    @Test("has whoever is new wait seconds where many guess, and never more than a minute", arguments: [
        (0, 0), (29, 0), (30, 5), (59, 5), (60, 10), (90, 20), (120, 40), (150, 60), (1_000_000, 60),
    ])
    func thresholds(failures: Int, seconds: Int) { #expect(LockoutRule.threshold(after: failures) == .seconds(seconds)) }

    @Test("gives an address one mistake back each minute", arguments: [
        (50, 0, 50, 60), (50, 59, 50, 1), (50, 60, 49, 0), (50, 150, 48, 0), (3, 3600, 0, 0), (0, 0, 0, 0), (50, -5, 50, 65),
    ])
    func budget(failures: Int, later: Int, left: Int, wait: Int) {
        let start = Timestamp(milliseconds: 1_000_000), now = start + .seconds(later)
        let budget = AddressBudget(failures: failures, at: start).leaked(until: now)
        #expect(budget.failures == left && budget.wait(at: now) == .seconds(wait))
    }
}

@Suite("Locking out")
struct LockoutTests {
    private static let stranger = "203.0.113.9"

    private func fail(_ office: Office, _ name: String, times: Int, from address: String = stranger) async {
        for _ in 0..<times { _ = try? await office.signIn(name, "wrong", from: address) }
    }

    /// So many strangers, each of whom guesses once.
    private func besiege(_ office: Office, _ name: String, by strangers: Int) async {
        for number in 0..<strangers { await fail(office, name, times: 1, from: "198.51.\(100 + number / 250).\(number % 250)") }
    }

    private let briefly = Problem("identity.locked_briefly", .tooMany)
    private let refused = Problem("identity.refused", .unauthenticated)

    @Test("a stranger who guesses waits longer and longer, and whoever has the password comes in meanwhile from elsewhere",
          arguments: ["window01", mobile, idNumber])
    func elsewhere(name: String) async throws {
        let office = try await Office.proven()
        await fail(office, name, times: 5)
        await #expect(throws: briefly) { try await office.signIn(name, from: Self.stranger) }
        _ = try await office.signIn(name, from: "10.0.0.1")
        office.clock.advance(.seconds(30))
        await fail(office, name, times: 1)
        office.clock.advance(.seconds(59))
        await #expect(throws: briefly) { try await office.signIn(name, from: Self.stranger) }
        office.clock.advance(.seconds(1))
        _ = try await office.signIn(name, from: Self.stranger)
    }

    @Test("after the right password the mistakes before it are forgotten")
    func forgiven() async throws {
        let office = try await Office.staffed()
        for _ in 0..<3 {
            await fail(office, mobile, times: 4)
            _ = try await office.signIn(mobile, from: Self.stranger)
        }
    }

    @Test("a browser from which an account was signed in is not touched by what strangers do, even behind the same address")
    func known() async throws {
        let office = try await Office.staffed()
        let device = try await office.signIn(mobile).device
        await besiege(office, mobile, by: 200)
        await fail(office, mobile, times: 5, from: "10.0.0.1")
        for number in 0..<60 { await fail(office, "guess\(number)", times: 1, from: "10.0.0.1") }
        _ = try await office.signIn(mobile, from: "10.0.0.1", on: device)
    }

    @Test("that browser's own mistakes count, and those of a browser that only says it is known count as a stranger's")
    func ownMistakes() async throws {
        let office = try await Office.staffed()
        let device = try await office.signIn(mobile).device
        for _ in 0..<5 { await #expect(throws: refused) { try await office.signIn(mobile, "wrong", on: device) } }
        await #expect(throws: briefly) { try await office.signIn(mobile, on: device) }
        // Known to one account, it is a stranger to the other.
        for guess in [device, Secret("no such browser")] {
            await fail(office, "window01", times: 5, from: Self.stranger)
            await #expect(throws: briefly) { try await office.signIn("window01", from: Self.stranger, on: guess) }
        }
    }

    @Test("a browser's token changes each time and an old one is worth nothing; all accounts of the browser move along")
    func renewed() async throws {
        let office = try await Office.staffed()
        let first = try await office.signIn(mobile).device
        let second = try await office.signIn("window01", on: first).device
        #expect(first.reveal() != second.reveal())
        await fail(office, mobile, times: 5, from: Self.stranger)
        await #expect(throws: briefly) { try await office.signIn(mobile, from: Self.stranger, on: first) }
        let third = try await office.signIn(mobile, from: Self.stranger, on: second).device
        office.clock.advance(.days(181))
        await fail(office, mobile, times: 5, from: Self.stranger)
        await #expect(throws: briefly) { try await office.signIn(mobile, from: Self.stranger, on: third) }
    }

    @Test("after the password was changed all other browsers are strangers again")
    func changed() async throws {
        let office = try await Office.staffed(), new = "黄河-2027-水"
        let other = try await office.signIn(mobile).device, mine = try await office.signIn(mobile)
        let view = try #require(try await office.identity.session(for: mine.token.reveal()))
        let changed = try await office.identity.changePassword(
            of: view, from: Secret(password), to: new, again: new, at: "10.0.0.1", on: mine.device)
        await fail(office, mobile, times: 5)
        await #expect(throws: briefly) { try await office.signIn(mobile, new, from: Self.stranger, on: other) }
        _ = try await office.signIn(mobile, new, from: Self.stranger, on: changed.device)
    }

    @Test("while many guess at a name, whoever is new there waits for seconds and then gets his turn, however many go on")
    func besieged() async throws {
        let office = try await Office.staffed()
        await besiege(office, mobile, by: 30)
        await #expect(throws: briefly) { try await office.signIn(mobile) }
        office.clock.advance(.seconds(4))
        await besiege(office, mobile, by: 200)
        await #expect(throws: briefly) { try await office.signIn(mobile) }
        office.clock.advance(.seconds(1))
        _ = try await office.signIn(mobile)
    }

    @Test("while many guess at a name, one mistake is free instead of five")
    func oneMistake() async throws {
        let office = try await Office.staffed()
        await besiege(office, mobile, by: 30)
        await fail(office, mobile, times: 1)
        office.clock.advance(.seconds(5))
        await #expect(throws: refused) { try await office.signIn(mobile, "wrong", from: Self.stranger) }
        await #expect(throws: briefly) { try await office.signIn(mobile, from: Self.stranger) }
    }

    @Test("fifty mistakes at whatever names stop an address for a minute, and no other")
    func address() async throws {
        let office = try await Office.staffed()
        for number in 0..<50 { await fail(office, "guess\(number)", times: 1, from: "10.6.6.6") }
        await #expect(throws: briefly) { try await office.signIn(mobile, from: "10.6.6.6") }
        _ = try await office.signIn(mobile, from: "10.0.0.2")
        office.clock.advance(.minutes(1))
        _ = try await office.signIn(mobile, from: "10.6.6.6")
    }

    @Test("of IPv6 a whole network counts as one address")
    func network() async throws {
        let office = try await Office.staffed()
        for number in 1...5 { await fail(office, mobile, times: 1, from: "2001:db8:1:2::\(number)") }
        await #expect(throws: briefly) { try await office.signIn(mobile, from: "2001:db8:1:2:aaaa::1") }
        _ = try await office.signIn(mobile, from: "2001:db8:1:3::1")
    }

    @Test("waiting tells neither that there is an account nor which names belong to one", arguments: [
        ["nobody"], ["13900000009", "139 0000 0009"], [mobile, "+86 138-0000-0001"], ["window01", "WINDOW01"],
    ])
    func silent(spellings: [String]) async throws {
        let office = try await Office.staffed()
        for number in 0..<5 { await fail(office, spellings[number % spellings.count], times: 1) }
        for name in spellings { await #expect(throws: briefly) { try await office.signIn(name, "wrong", from: Self.stranger) } }
        await #expect(throws: refused) { try await office.signIn(idNumber, "wrong", from: Self.stranger) }
    }

    @Test("many guesses at once are no more than five")
    func atOnce() async throws {
        let office = try await Office.staffed()
        let refused = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do { return try await office.signIn(mobile, "wrong").session.seenAt > office.clock.now } catch {
                        return (error as? Problem)?.code == "identity.refused"
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused == 5)
    }

    @Test("what was tried stands nowhere in the clear, and is forgotten after a day")
    func forgotten() async throws {
        let office = try await Office.staffed()
        await fail(office, idNumber, times: 5)
        #expect(try await office.ledger.read { try $0.rows("SELECT key FROM sign_in_failure").count } == 3)
        office.clock.advance(.hours(25))
        await fail(office, "x", times: 1)
        let kept = try await office.ledger.read { tx in
            try tx.rows("SELECT failures FROM sign_in_failure").map { try $0.get("failures", as: Int.self) }
        }
        #expect(kept == [1, 1, 1])
    }
}

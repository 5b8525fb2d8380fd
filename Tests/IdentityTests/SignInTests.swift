import Identity
import Kernel
import Ledger
import Standards
import Organisations
import Storage
import StorageSQLite
import Testing

@Suite("Signing in")
struct SignInTests {
    @Test("by account name, mobile or identity number, however they are typed", arguments: [
        (mobile, Account.Kind.person), ("138 0000 0001", .person), ("+86 138-0000-0001", .person),
        (idNumber, .person), (" \(idNumber)\u{3000}", .person),
        ("window01", .staff), (" window01 ", .staff),
    ])
    func names(name: String, kind: Account.Kind) async throws {
        let signedIn = try await Office.proven().signIn(name)
        #expect(signedIn.session.account.kind == kind)
        #expect(signedIn.session.staff?.has(.window) ?? false == (kind == .staff))
    }

    @Test("the refusal is one and the same for every wrong name and password", arguments: [
        (mobile, "wrong"), (mobile, ""), (mobile, password + " "), ("window01", "wrong"), ("window01", ""), ("WINDOW01", password),
        ("nobody", password), ("13900000009", password), ("410202199003077814", password), ("", ""), ("' OR 1=1 --", "x"),
        (String(repeating: "9", count: 5000), "x"), ("window01", String(repeating: "x", count: 5000)),
    ])
    func refusals(name: String, wrong: String) async throws {
        let office = try await Office.staffed()
        await #expect(throws: Problem("identity.refused", .unauthenticated)) { try await office.signIn(name, wrong) }
    }

    @Test("a walk-in, who has no password, cannot sign in")
    func walkIn() async throws {
        let office = try await Office.staffed()
        _ = try await office.seen("王海", "410202199003077814", "13800000002")
        await #expect(throws: Problem("identity.refused", .unauthenticated)) { try await office.signIn("410202199003077814", "") }
        await #expect(throws: Problem("identity.refused", .unauthenticated)) { try await office.signIn("13800000002", "") }
    }

    @Test("staff's signing in is an act, a citizen's is not")
    func acts() async throws {
        let office = try await Office.staffed()
        _ = try await office.signIn("window01")
        _ = try await office.signIn(mobile)
        #expect(try await office.acts("staff.signed_in") == [#"{"staffNo":"KF00001"}"#])
    }
}

@Suite("Locking out")
struct LockoutTests {
    private func fail(_ office: Office, _ name: String, times: Int, from address: String = "10.0.0.1") async {
        for _ in 0..<times { _ = try? await office.signIn(name, "wrong", from: address) }
    }

    private let locked = Problem("identity.locked", .tooMany)

    @Test("after five failures the right password waits too, for a quarter of an hour and no longer",
          arguments: ["window01", mobile, idNumber])
    func five(name: String) async throws {
        let office = try await Office.proven()
        await fail(office, name, times: 4)
        _ = try await office.signIn(name)
        await fail(office, name, times: 5)
        await #expect(throws: locked) { try await office.signIn(name) }
        office.clock.advance(.minutes(14))
        await #expect(throws: locked) { try await office.signIn(name) }
        office.clock.advance(.minutes(1))
        _ = try await office.signIn(name)
    }

    @Test("the names of one account count together, and others are not touched")
    func together() async throws {
        let office = try await Office.proven()
        await fail(office, mobile, times: 3)
        await fail(office, idNumber, times: 2)
        await #expect(throws: locked) { try await office.signIn(mobile) }
        _ = try await office.signIn("window01")
    }

    @Test("a name that nobody has is locked like one that somebody has")
    func nobody() async throws {
        let office = try await Office.staffed()
        await fail(office, "nobody", times: 5)
        await #expect(throws: locked) { try await office.signIn("nobody") }
    }

    @Test("thirty failures from one address stop that address and no other")
    func address() async throws {
        let office = try await Office.staffed()
        for number in 0..<30 { await fail(office, "guess\(number)", times: 1, from: "10.6.6.6") }
        await #expect(throws: locked) { try await office.signIn(mobile, from: "10.6.6.6") }
        _ = try await office.signIn(mobile, from: "10.0.0.2")
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

    @Test("what was tried stands nowhere in the clear, and is forgotten when its time is over")
    func forgotten() async throws {
        let office = try await Office.staffed()
        await fail(office, idNumber, times: 5)
        office.clock.advance(.minutes(16))
        await fail(office, "x", times: 1)
        #expect(try await office.ledger.read { try $0.rows("SELECT key FROM sign_in_attempt").count } == 2)
    }
}

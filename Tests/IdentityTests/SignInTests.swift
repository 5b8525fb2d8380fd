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

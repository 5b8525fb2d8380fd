import Identity
import Kernel
import Organisations
import Testing
import Web

@Suite("Staff from a file")
struct StaffFileTests {
    @Test("good rows are taken on with a password each, which lets them in; the others are refused with their reason")
    func rows() async throws {
        let office = try await Office()
        let rows = [
            row("w1", "钱伟"), row("w2", "孙丽", body: "12410200MBKF00027X"), row("w3", "李强", role: "king"),
            row("w1", "周婷", role: "chief"), "7",
        ]
        let file = "[\(rows.joined(separator: ","))]"
        let (report, passwords) = try await office.identity.appoint(file: Array(file.utf8), by: administrator)
        #expect(report.added == 1 && report.refused.map(\.row) == [2, 3, 4, 5])
        #expect(report.refused.map(\.reason.code) == [
            "identity.appointment", "identity.staff_row", "identity.login_taken", "identity.staff_row",
        ])
        let first = try #require(passwords.first)
        #expect(passwords.count == 1 && first.login == "w1")
        #expect(try await office.signIn("w1", first.password).session.staff?.staffNo == "1")
    }

    @Test("the password is good for nothing but to be changed; with his own he has his roles")
    func given() async throws {
        let office = try await Office(), browser = try PageTests.browser(office)
        let (_, passwords) = try await office.identity.appoint(file: Array("[\(row("w1", "钱伟"))]".utf8), by: administrator)
        let given = try #require(passwords.first).password, own = "汴河 边的 灯火"
        _ = try await browser.get("/sign-in")
        #expect(try await browser.post("/sign-in", ["name": "w1", "password": given]).location == "/me/password")
        #expect(try await browser.get("/me/password").text.contains("管理员发放的初始密码"))
        let before = try #require(try await office.identity.session(for: office.signIn("w1", given).token.reveal()))
        #expect(before.roles.isEmpty && before.actor.capacity == "staff")
        let same = try await browser.post("/me/password", ["present": given, "password": given, "again": given])
        #expect(same.status == 422 && same.text.contains("新密码要和当前密码不一样"))
        #expect(try await browser.post("/me/password", ["present": given, "password": own, "again": own]).status == 303)
        #expect(!(try await browser.get("/me/password").text.contains("初始密码")))
        let after = try #require(try await office.identity.session(for: office.signIn("w1", own).token.reveal()))
        #expect(after.roles == ["window"])
    }

    @Test("what is no list is refused whole")
    func noList() async throws {
        let office = try await Office()
        await #expect(throws: Problem("import.json", .invalid)) {
            try await office.identity.appoint(file: Array("{}".utf8), by: administrator)
        }
    }

    private func row(_ login: String, _ name: String, body: String = "12410200MBKF00027B", role: String = "window") -> String {
        #"{"login":"\#(login)","name":"\#(name)","staffNo":"1","body":"\#(body)","region":"410200000000","roles":["\#(role)"],"post":"窗口"}"#
    }
}

import Identity
import Kernel
import Organisations
import Testing

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
        #expect(try await office.signIn("w1", first.password).session.staff?.has(.window) ?? false)
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

import Identity
import Kernel
import StorageSQLite
import Testing

@Suite("A demonstration")
struct DemoTests {
    @Test("has accounts of the file, with one password by chance, made once")
    func demo() async throws {
        let office = try await Office(isDemo: true)
        let shown = try await office.identity.loadDemo(file("Data/kaifeng/demo.json"))
        #expect(Set(shown.map(\.password)).count == 1 && shown.count > 10)
        #expect(try await office.identity.loadDemo(file("Data/kaifeng/demo.json")) == shown)
        for account in shown { #expect(try await office.signIn(account.login, account.password).session.account.name == account.name) }
        let other = try await Office(isDemo: true).identity.loadDemo(file("Data/kaifeng/demo.json"))
        #expect(other[0].password != shown[0].password)
    }

    @Test("exists nowhere else")
    func elsewhere() async throws {
        let office = try await Office()
        await #expect(throws: Problem("identity.not_demo", .forbidden)) {
            try await office.identity.loadDemo(file("Data/kaifeng/demo.json"))
        }
        #expect(try await office.identity.demoAccounts().isEmpty)
    }

    @Test("a file of another form is refused", arguments: ["[]", "{", #"{"people": [{"login": "x"}], "staff": []}"#])
    func form(json: String) async throws {
        let office = try await Office(isDemo: true)
        await #expect(throws: Problem("import.json", .invalid)) { try await office.identity.loadDemo(Array(json.utf8)) }
    }
}

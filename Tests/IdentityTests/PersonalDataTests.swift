import Identity
import Kernel
import Ledger
import Organisations
import Standards
import Storage
import StorageSQLite
import Testing

@Suite("Personal data")
struct PersonalDataTests {
    @Test("an unmasking is an act that says what and why, but not the data")
    func reveal() async throws {
        let office = try await Office.staffed()
        let account = try await office.signIn(mobile).session.account
        #expect(try await office.identity.reveal(account.id, .idNumber, to: administrator, reason: "电话核实 4102-1") == idNumber)
        #expect(try await office.acts("person.revealed") == [#"{"field":"idNumber","reason":"电话核实 4102-1"}"#])
    }

    @Test("no unmasking without a reason, for visitors, of strangers or of nobody")
    func refused() async throws {
        let office = try await Office.staffed()
        let id = try await office.signIn(mobile).session.account.id
        let stranger = Actor(kind: .person, id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", name: "王*", capacity: "holder")
        let cases: [(Actor, String, String)] = [
            (administrator, "", "identity.reason"), (administrator, "核对 \(idNumber) 本人", "identity.reason"),
            (.anonymous, "好奇", "auth.forbidden"), (stranger, "好奇", "auth.forbidden"),
        ]
        for (actor, reason, code) in cases {
            let problem = await #expect(throws: Problem.self) { try await office.identity.reveal(id, .idNumber, to: actor, reason: reason) }
            #expect(problem?.code == code)
        }
        let nobody = ID<Account>("01ARZ3NDEKTSV4RRFFQ69G5FAV")!
        await #expect(throws: Problem("identity.no_account", .notFound)) {
            try await office.identity.reveal(nobody, .mobile, to: administrator, reason: "核实")
        }
        #expect(try await office.acts("person.revealed").isEmpty)
    }

    @Test("neither acts nor tables hold an identity number, a mobile, a citizen's name or a password")
    func canary() async throws {
        let office = try await Office(isDemo: true)
        _ = try await office.identity.register(try lixiaomei())
        let clerk = try await office.identity.appoint(zhaomin, password: Secret(password), by: administrator).actor
        let person = try await office.seen("王海", "410202199003077814", "13800000002", by: clerk).person
        _ = try await office.identity.legalPerson(CreditCode("92410202MAKF00015N")!, name: "宋都小厨", address: "", seenBy: clerk)
        try await office.identity.authorise(person.id, for: "92410202MAKF00015N", scope: .apply, by: clerk)
        let view = try #require(try await office.identity.session(for: office.signIn(mobile).token.reveal()))
        _ = try? await office.signIn(idNumber, "wrong")
        try await office.identity.signOut(view)
        _ = try await office.identity.reveal(person.id, .mobile, to: clerk, reason: "电话核实")
        let personal = [idNumber, mobile, "李晓梅", "410202199003077814", "13800000002", "王海", password].map { Array($0.utf8) }
        let tables: [String] = try await office.ledger.read { tx in
            try tx.tables().map(\.name)
        }
        #expect(tables.contains("act") && tables.contains("account"))
        for table in tables {
            let rows = try await office.ledger.read { try $0.rows(SQL(stringLiteral: "SELECT * FROM \"\(table)\"")) }
            for value in rows.flatMap(\.values) {
                let leaked = personal.contains { value.plain.firstRange(of: $0) != nil }
                #expect(!leaked, "\(table) holds personal data")
            }
        }
    }

    @Test("printing an account or a holder shows no personal data")
    func printing() async throws {
        let account = try await Office.staffed().signIn(mobile).session.account
        for text in ["\(account)", "\(Holder(account))", String(reflecting: account), dumped(account), dumped(Holder(account))] {
            #expect(!text.contains(idNumber) && !text.contains(mobile) && !text.contains("李晓梅"))
        }
    }

    private func dumped(_ value: some Any) -> String {
        var text = ""
        dump(value, to: &text)
        return text
    }
}

extension Value {
    fileprivate var plain: [UInt8] {
        switch self {
        case .text(let text): Array(text.utf8)
        case .bytes(let bytes): bytes
        case .integer(let number): Array("\(number)".utf8)
        case .null, .real: []
        }
    }
}

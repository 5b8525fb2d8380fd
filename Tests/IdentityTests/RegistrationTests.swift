import Identity
import Kernel
import Ledger
import Standards
import StorageSQLite
import Testing

@Suite("Registering")
struct RegistrationTests {
    @Test("each fault stands beside its field", arguments: [
        (["name": ""], ["name": "field.required"]), (["name": "李"], ["name": "name.form"]), (["name": "李3"], ["name": "name.form"]),
        (["name": "<b>李</b>"], ["name": "name.form"]),
        (["idNumber": ""], ["idNumber": "field.required"]), (["idNumber": "410204198512120023"], ["idNumber": "citizen_id.check"]),
        (["idNumber": "41020419851212002"], ["idNumber": "citizen_id.length"]),
        (["idNumber": "410204202712120026"], ["idNumber": "citizen_id.future"]),
        (["mobile": ""], ["mobile": "field.required"]), (["mobile": "12800000001"], ["mobile": "mobile.prefix"]),
        (["mobile": "1380000000"], ["mobile": "mobile.length"]),
        (["password": "", "again": ""], ["password": "field.required"]),
        (["password": "a1b2c3", "again": "a1b2c3"], ["password": "password.short"]),
        (["password": "abcabcabc", "again": "abcabcabc"], ["password": "password.common"]),
        (["password": "Password9!", "again": "Password9!"], ["password": "password.common"]),
        (["password": "mei19851212", "again": "mei19851212"], ["password": "password.personal"]),
        (["password": "x13800000001", "again": "x13800000001"], ["password": "password.personal"]),
        (["again": "梅花-2026-关"], ["again": "password.differs"]),
        (["name": "", "idNumber": "1", "mobile": "1"],
         ["name": "field.required", "idNumber": "citizen_id.length", "mobile": "mobile.length"]),
    ])
    func faults(change: [String: String], expected: [String: String]) throws {
        let good = ["name": "李晓梅", "idNumber": idNumber, "mobile": mobile, "password": password, "again": password]
        let form = good.merging(change) { $1 }
        let problem = #expect(throws: Problem.self) {
            try Registration(name: form["name"]!, idNumber: form["idNumber"]!, mobile: form["mobile"]!, password: form["password"]!,
                             again: form["again"]!, today: LocalDate("2026-09-18")!)
        }
        #expect(Dictionary(problem?.fields.map { ($0.field, $0.code) } ?? []) { first, _ in first } == expected)
    }

    @Test("Chinese, minority and Latin names are names, those with the rarest characters too", arguments: [
        "李梅", "买买提·艾力", "Jean-Luc O. Martin", "欧阳娜娜", "王𬤝", "李\u{323B0}", "赵㛃", "José Álvarez",
    ])
    func names(name: String) throws {
        #expect(try registration(name).name == name)
    }

    @Test("a name is kept in one writing, however it was typed", arguments: ["买买提•艾力", "买买提．艾力", "买买提.艾力", " 买买提 ・ 艾力\u{200B}"])
    func oneWriting(name: String) throws { #expect(try registration(name).name.hasSameBytes(as: "买买提·艾力")) }

    private func registration(_ name: String, idNumber: String = idNumber, mobile: String = mobile) throws -> Registration {
        let today = LocalDate("2026-09-18")!
        return try Registration(name: name, idNumber: idNumber, mobile: mobile, password: password, again: password, today: today)
    }

    private func fault(_ office: Office, _ registration: Registration) async -> [FieldProblem] {
        do {
            _ = try await office.identity.register(registration)
            return []
        } catch { return (error as? Problem)?.fields ?? [] }
    }

    @Test("an identity number and a mobile register once")
    func once() async throws {
        let office = try await Office.staffed()
        #expect(await fault(office, try lixiaomei()) == [FieldProblem("idNumber", "identity.id_number_taken")])
        let other = try registration("王海", idNumber: "410202199003077814")
        #expect(await fault(office, other) == [FieldProblem("mobile", "identity.mobile_taken")])
    }

    @Test("a walk-in takes over his own record, and nobody else does")
    func walkIn() async throws {
        let office = try await Office()
        let card = CitizenID(idNumber)!
        let seen = try await office.identity.person(byIDNumber: card, name: "李晓梅", mobile: MobileNumber(mobile), seenBy: administrator)
        let stranger = try registration("李晓梅", mobile: "13900000009")
        #expect(await fault(office, stranger) == [FieldProblem("idNumber", "identity.visit_window")])
        let account = try await office.identity.register(try lixiaomei())
        #expect(account.id == seen.id && account.isRegistered && account.assurance == .certified)
        #expect(try await office.signIn(mobile).session.account.id == seen.id)
    }
}

@Suite("Walk-ins")
struct WalkInTests {
    @Test("a person is recorded once and found again; the card raises his level")
    func found() async throws {
        let office = try await Office.staffed(), card = CitizenID(idNumber)!
        let before = try #require(try await office.identity.person(byIDNumber: card))
        let seen = try await office.identity.person(byIDNumber: card, name: "李晓梅", mobile: nil, seenBy: administrator)
        #expect(seen.id == before.id && before.assurance == .format && seen.assurance == .certified && seen.mobile == mobile)
        #expect(Holder(seen).publicName == "李*梅" && Holder(seen).publicNumber == "4102**********0022")
        let kinds = try await (office.acts("person.seen").count, office.acts("person.recorded").count)
        #expect(kinds == (1, 0))
    }

    @Test("a name's dot is the same whatever its shape, so a card is found again")
    func dots() async throws {
        let office = try await Office(), card = CitizenID(idNumber)!, identity = office.identity
        let first = try await identity.person(byIDNumber: card, name: "买买提．艾力", mobile: MobileNumber(mobile), seenBy: administrator)
        let again = try await identity.person(byIDNumber: card, name: " 买买提 • 艾力", mobile: nil, seenBy: administrator)
        #expect(first.name.hasSameBytes(as: "买买提·艾力") && again.id == first.id)
    }

    @Test("another name on the same number is refused")
    func differs() async throws {
        let office = try await Office.staffed()
        await #expect(throws: Problem.fields([FieldProblem("name", "identity.name_differs")])) {
            try await office.identity.person(byIDNumber: CitizenID(idNumber)!, name: "李小梅", mobile: nil, seenBy: administrator)
        }
    }

    @Test("a legal person is recorded once and brought up to date")
    func legal() async throws {
        let office = try await Office.staffed(), code = CreditCode("92410202MAKF00015N")!
        for name in ["宋都小厨", "宋都小厨", "宋都大厨"] {
            _ = try await office.identity.legalPerson(code, name: name, address: "宋都御街 12 号", seenBy: administrator)
        }
        #expect(try await office.identity.legalPerson(code.text)?.name == "宋都大厨")
        #expect(try await office.acts("legal_person.recorded").count == 2)
    }
}

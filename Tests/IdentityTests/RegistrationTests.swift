import Identity
import Kernel
import Ledger
import Standards
import StorageSQLite
import Testing
import Web

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

    @Test("Chinese, minority and Latin names are names", arguments: ["李梅", "买买提·艾力", "Jean-Luc O. Martin", "欧阳娜娜"])
    func names(name: String) throws {
        #expect(try registration(name).name == name)
    }

    private func registration(_ name: String, idNumber: String = idNumber, mobile: String = mobile, _ password: String = password) throws
    -> Registration {
        let today = LocalDate("2026-09-18")!
        return try Registration(name: name, idNumber: idNumber, mobile: mobile, password: password, again: password, today: today)
    }

    /// What a registration leads to, whoever is known already: a new account that claims what was typed.
    @Test("whether a number, a name or a mobile is known makes no difference", arguments: [
        ("王海", "410202199003077814", "13900000009"), ("李晓梅", idNumber, "13900000009"), ("李小梅", idNumber, mobile),
        ("王海", "410202199003077814", mobile), ("李晓梅", idNumber, mobile),
    ])
    func uniform(name: String, number: String, phone: String) async throws {
        for office in [try await Office.proven(), try await Office()] {
            try await office.seen("赵一", "41020219850101001X", "13700000007")
            let signedIn = try await office.identity.register(try registration(name, idNumber: number, mobile: phone, "柳树-2026-开"))
            let account = signedIn.session.account
            #expect(account.assurance == .format && !account.isProven && account.name == name && account.idNumber == number)
            #expect(try await office.signIn(phone, "柳树-2026-开").session.account.id == account.id)
            #expect(try await office.acts("account.registered").last == #"{"assurance":"1"}"#)
        }
    }

    @Test("a walk-in's record is nobody's to take over by registering")
    func walkIn() async throws {
        let office = try await Office()
        let seen = try await office.seen("李晓梅", idNumber, mobile).person
        let account = try await office.identity.register(try lixiaomei()).session.account
        #expect(account.id != seen.id && account.assurance == .format && !account.isProven)
        #expect(try await office.identity.person(byIDNumber: CitizenID(idNumber)!)?.id == seen.id)
    }

    @Test("strangers who register somebody's mobile lock him out neither before nor after him")
    func sharedMobile() async throws {
        let office = try await Office()
        for place in 0..<3 { _ = try await office.identity.register(try registration("王海", "柳树-\(place)-abc")) }
        let own = try await office.identity.register(try lixiaomei()).session.account.id
        for place in 3..<6 { _ = try await office.identity.register(try registration("王海", "柳树-\(place)-abc")) }
        #expect(try await office.signIn(mobile).session.account.id == own)
        await #expect(throws: Problem("identity.refused", .unauthenticated)) { try await office.signIn(mobile, "柳树-9-abc") }
    }
}

@Suite("Whose a number is")
struct NumberTests {
    private let stranger = "柳树-2026-开"

    /// Somebody has registered with another's name and number.
    private func claimed(name: String = "李晓梅") async throws -> (Office, Account) {
        let office = try await Office()
        let account = try await office.identity.register(try Registration(
            name: name, idNumber: idNumber, mobile: "13900000009", password: stranger, again: stranger, today: LocalDate("2026-09-18")!))
        return (office, account.session.account)
    }

    @Test("looking somebody up raises nothing and makes nothing his", arguments: ["李晓梅", "李小梅"])
    func lookUp(name: String) async throws {
        let (office, claim) = try await claimed(name: name)
        #expect(try await office.identity.person(byIDNumber: CitizenID(idNumber)!) == nil)
        let visit = try await office.seen()
        #expect(visit.person.id != claim.id && visit.person.assurance == .certified && visit.person.isProven)
        #expect(try await office.identity.account(claim.id)?.assurance == .format)
        #expect(try await office.identity.claims(besides: visit).map(\.id) == [claim.id])
        #expect(try await office.signIn("13900000009", stranger).session.account.id == claim.id)
        await #expect(throws: Problem("identity.refused", .unauthenticated)) { try await office.signIn(idNumber, stranger) }
    }

    @Test("without the clerk's word that the card was seen there is no card")
    func unseen() throws {
        #expect(throws: Problem.fields([FieldProblem("seen", "identity.card_not_seen")])) {
            try SeenCard(number: CitizenID(idNumber)!, name: "李晓梅", isSeen: false)
        }
    }

    @Test("an account is bound by the code on its page, and takes over what the window had recorded")
    func bind() async throws {
        let office = try await Office.staffed(), company = "92410202MAKF00015N"
        let account = try await office.signIn(mobile).session.account
        let visit = try await office.seen()
        _ = try await office.identity.legalPerson(CreditCode(company)!, name: "宋都小厨", address: "", seenBy: administrator)
        try await office.identity.authorise(visit.person.id, for: company, scope: .full, by: administrator)
        await #expect(throws: Problem.fields([FieldProblem("code", "identity.claim_code")])) {
            try await office.identity.bind(account.id, code: "00000000", to: visit)
        }
        let code = office.identity.counterCode(of: account.id)
        let bound = try await office.identity.bind(account.id, code: " \(code.prefix(4)) \(code.suffix(4))", to: visit).person
        #expect(bound.id == account.id && bound.assurance == .certified && bound.isProven)
        #expect(try await office.identity.person(byIDNumber: CitizenID(idNumber)!)?.id == account.id)
        #expect(try await office.identity.account(visit.person.id)?.isProven == false)
        #expect(try await office.identity.mandates(of: account.id).map(\.legalPerson.code) == [company])
        #expect(try await office.signIn(idNumber).session.account.id == account.id)
        #expect(try await office.acts("account.bound").count == 1)
    }

    @Test("a code is over after ten minutes or twenty, and is another's for another account")
    func codes() async throws {
        let (office, claim) = try await claimed(), visit = try await office.seen(), code = office.identity.counterCode(of: claim.id)
        let other = try await office.identity.register(try lixiaomei()).session.account.id
        let wrong = Problem.fields([FieldProblem("code", "identity.claim_code")])
        await #expect(throws: wrong) { try await office.identity.bind(other, code: code, to: visit) }
        office.clock.advance(.minutes(20))
        await #expect(throws: wrong) { try await office.identity.bind(claim.id, code: code, to: visit) }
    }

    @Test("an account of another name is never bound, though its code is right")
    func otherName() async throws {
        let (office, claim) = try await claimed(name: "李小梅"), visit = try await office.seen()
        await #expect(throws: Problem.fields([FieldProblem("code", "identity.claim_name")])) {
            try await office.identity.bind(claim.id, code: office.identity.counterCode(of: claim.id), to: visit)
        }
    }

    @Test("a voided account has no password, no session and no mobile any more, by an act")
    func void() async throws {
        let (office, claim) = try await claimed(), token = try await office.signIn("13900000009", stranger).token.reveal()
        #expect(try await office.identity.session(for: token) != nil)
        try await office.identity.void(claim.id, for: office.seen())
        #expect(try await office.identity.session(for: token) == nil)
        await #expect(throws: Problem("identity.refused", .unauthenticated)) { try await office.signIn("13900000009", stranger) }
        let after = try #require(try await office.identity.account(claim.id))
        #expect(!after.isRegistered && after.mobile == nil && after.assurance == .format && !after.isProven)
        #expect(try await office.acts("account.voided").count == 1)
    }

    @Test("another name on a proven number is refused until the clerk claims it anew, which voids the former record")
    func reclaim() async throws {
        let office = try await Office.proven(), token = try await office.signIn(mobile).token.reveal()
        let former = try #require(try await office.identity.session(for: token)).actor.id
        await #expect(throws: Problem.fields([FieldProblem("name", "identity.name_differs")])) { try await office.seen("李小梅") }
        #expect(try await office.identity.session(for: token) != nil)
        let card = try SeenCard(number: CitizenID(idNumber)!, name: "李小梅", isSeen: true)
        let visit = try await office.identity.reclaim(card, mobile: nil, seenBy: administrator)
        #expect(visit.person.name == "李小梅" && visit.person.assurance == .certified && visit.person.id.text != former)
        #expect(try await office.identity.session(for: token) == nil)
        await #expect(throws: Problem("identity.refused", .unauthenticated)) { try await office.signIn(mobile) }
        #expect(try await office.acts("account.reclaimed").count == 1)
    }

    @Test("a visit is the clerk's who saw the card, on that day")
    func visits() async throws {
        let office = try await Office.proven(), other = Actor(kind: .staff, id: "other", name: "钱一", capacity: "window")
        let person = try await office.seen().person.id
        #expect(try await office.identity.visit(of: person, to: administrator)?.person.id == person)
        #expect(try await office.identity.visit(of: person, to: other) == nil)
        office.clock.advance(.days(1))
        #expect(try await office.identity.visit(of: person, to: administrator) == nil)
    }
}

@Suite("Walk-ins")
struct WalkInTests {
    @Test("a person is recorded once and found again by card and name")
    func found() async throws {
        let office = try await Office()
        let first = try await office.seen("李晓梅", idNumber, mobile).person, again = try await office.seen().person
        #expect(again.id == first.id && again.assurance == .certified && again.mobile == mobile)
        #expect(Holder(again).publicName == "李*梅" && Holder(again).publicNumber == "4102**********0022")
        let kinds = try await (office.acts("person.seen").count, office.acts("person.recorded").count)
        #expect(kinds == (1, 1))
    }

    @Test("a legal person is recorded once and brought up to date")
    func legal() async throws {
        let office = try await Office.staffed(), code = CreditCode("92410202MAKF00015N")!
        for address in ["宋都御街 12 号", "宋都御街 12 号", "宋都御街 14 号"] {
            _ = try await office.identity.legalPerson(code, name: "宋都小厨", address: address, seenBy: administrator)
        }
        #expect(try await office.identity.legalPerson(code.text)?.address == "宋都御街 14 号")
        #expect(try await office.acts("legal_person.recorded").count == 2)
    }

    @Test("a legal person is renamed by what stands on its licence, and the act says both names")
    func rename() async throws {
        let office = try await Office.staffed(), code = CreditCode("92410202MAKF00015N")!
        _ = try await office.identity.legalPerson(code, name: "宋都小厨", address: "宋都御街 12 号", seenBy: administrator)
        await #expect(throws: Problem.fields([FieldProblem("licenceNumber", "identity.renamed", ["name": "宋都小厨"])])) {
            try await office.identity.legalPerson(code, name: "宋都大厨", address: "宋都御街 12 号", seenBy: administrator)
        }
        #expect(try await office.identity.legalPerson(code.text)?.name == "宋都小厨")
        let licence = LegalLicence(kind: .business, number: "4102020012345", issuedOn: LocalDate("2026-09-01")!)
        _ = try await office.identity.legalPerson(code, name: "宋都大厨", address: "", licence: licence, seenBy: administrator)
        #expect(try await office.identity.legalPerson(code.text)?.name == "宋都大厨")
        let said = #"{"former":"宋都小厨","issuedOn":"2026-09-01","licence":"business","licenceNumber":"4102020012345","name":"宋都大厨"}"#
        #expect(try await office.acts("legal_person.renamed") == [said])
    }
}

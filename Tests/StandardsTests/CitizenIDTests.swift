import Kernel
import Standards
import Testing

@Suite("公民身份号码, GB 11643")
struct CitizenIDTests {
    @Test("published examples and synthetic numbers are read", arguments: [
        ("11010519491231002X", "1949-12-31", Sex.female), ("440524188001010014", "1880-01-01", .male),
        ("34052419800101001X", "1980-01-01", .male),
        ("410202199003077814", "1990-03-07", .male), ("410204198512120022", "1985-12-12", .female),
        ("410225197910013318", "1979-10-01", .male),
    ])
    func examples(number: String, birth: String, sex: Sex) throws {
        let id = try CitizenID(checking: number)
        #expect("\(id.birthDate)" == birth && id.sex == sex && id.regionDigits == number.prefix(6))
    }

    @Test("what is wrong is told", arguments: [
        ("4102021990030778", "citizen_id.length"), ("41020219900307781A", "citizen_id.character"),
        ("4102021990030778X4", "citizen_id.character"),
        ("010202199003077814", "citizen_id.region"), ("410202199002307814", "citizen_id.date"),
        ("410202199003077815", "citizen_id.check"),
        ("41020290023077X", "citizen_id.character"),
    ])
    func wrong(number: String, expected: String) { #expect(fault { try CitizenID(checking: number) } == expected) }

    @Test("a lower-case x is taken")
    func lower() { #expect(CitizenID("11010519491231002x")?.text == "11010519491231002X") }

    @Test("the old form of 15 digits is raised to 18")
    func old() { #expect(CitizenID("110105491231002")?.text == "11010519491231002X") }

    @Test("nobody is born after today")
    func future() throws {
        let born = try #require(LocalDate("1990-03-07"))
        #expect(try CitizenID(checking: "410202199003077814", today: born).birthDate == born)
        let dayBefore = born.adding(days: -1)
        #expect(fault { try CitizenID(checking: "410202199003077814", today: dayBefore) } == "citizen_id.future")
    }

    @Test("age counts full years")
    func age() throws {
        let id = try CitizenID(checking: "410202199003077814")
        #expect(try id.age(on: #require(LocalDate("2026-03-06"))) == 35)
        #expect(try id.age(on: #require(LocalDate("2026-03-07"))) == 36)
    }

    @Test("masked, only the ends are shown")
    func masked() { #expect(CitizenID("410202199003077814")?.masked == "4102**********7814") }
}

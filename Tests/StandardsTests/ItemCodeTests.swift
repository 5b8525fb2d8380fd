import Kernel
import Standards
import Testing

@Suite("Codes of items and cases, GB/T 39046 and the national composition")
struct ItemCodeTests {
    @Test("implementation codes of three portals are read", arguments: [
        ("11100000MB032716991000115035000", "11100000MB03271699", "1", "000115035000", "01"),
        ("12441500196720244T3442199806003", "12441500196720244T", "3", "442199806003", "21"),
        ("1131000068735121X02310100327000", "1131000068735121X0", "2", "310100327000", "01"),
    ])
    func implementation(code: String, body: String, level: String, basic: String, type: String) throws {
        let read = try ImplementationCode(checking: code)
        #expect(read.text == code && read.body.text == body && read.level.text == level && read.basic.text == basic)
        #expect(read.basic.type.text == type && read.basic.regionDigits == basic.prefix(2) && read.basic.subItem == basic.suffix(3))
    }

    @Test("a handling code adds a serial of two digits")
    func handling() throws {
        let read = try HandlingCode(checking: "1131000068735121X0231010032700001")
        #expect(read.serial == 1 && read.text == "1131000068735121X0231010032700001")
        #expect(try HandlingCode(read.implementation, serial: 12).text.hasSuffix("12"))
    }

    @Test("what is wrong is told", arguments: [
        ("11100000MB03271699100011503500", "implementation_code.length"), ("11100000MB032716981000115035000", "uscc.check"),
        ("11100000MB032716998000115035000", "use_level.character"), ("11100000MB032716991000015035000", "basic_code.type"),
        ("11100000MB032716991003015035000", "basic_code.type"), ("11100000MB03271699100011503500A", "basic_code.character"),
    ])
    func wrong(code: String, expected: String) {
        #expect(fault { try ImplementationCode(checking: code) } == expected)
    }

    @Test("a case number has 45 characters and reads back")
    func caseNumber() throws {
        let item = try ImplementationCode(checking: "11410200MB000001973410115035000")
        let number = try CaseNumber(item, date: #require(LocalDate("2026-09-18")), serial: 68)
        #expect(number.text == "11410200MB00000197341011503500020260918000068" && number.text.count == 45)
        #expect(try CaseNumber(checking: number.text) == number)
    }

    @Test("a case number with a day or serial that cannot be is refused", arguments: [
        ("11410200MB00000197341011503500020260231000068", "case_number.date"),
        ("11410200MB00000197341011503500020260918000000", "case_number.serial"),
        ("11410200MB0000019734101150350002026091800006A", "case_number.serial"),
        ("11410200MB0000019734101150350002026091800068", "case_number.length"),
    ])
    func wrongCase(number: String, expected: String) { #expect(fault { try CaseNumber(checking: number) } == expected) }

    @Test("every query code made is read back, and no changed digit or swapped neighbours pass")
    func queryCode() throws {
        let region = try RegionCode(checking: "410202")
        let random = SeededRandom(seed: 7)
        for _ in 0..<200 {
            let day = LocalDate(dayNumber: 20_000 + random.number(below: 3000))
            let code = try QueryCode(region: region, date: day, serial: 1 + random.number(below: 999_999))
            #expect(code.text.hasPrefix("4102") && QueryCode(code.grouped) == code && code.date == day)
            let digits = Array(code.text)
            var wrong = digits
            let place = random.number(below: 17)
            wrong[place] = wrong[place] == "9" ? "0" : Character("\((wrong[place].wholeNumberValue ?? 0) + 1)")
            #expect(QueryCode(String(wrong)) == nil)
            var swapped = digits
            swapped.swapAt(14, 15)
            let isBlind = digits[14] == digits[15] || Set([digits[14], digits[15]]) == ["0", "9"]
            #expect(isBlind || QueryCode(String(swapped)) == nil)
        }
    }

    @Test("a query code says what is wrong", arguments: [
        ("4102 260918 000123", "query_code.length"), ("4102 260918 00012A 7", "query_code.character"),
        ("4102 260931 000123 7", "query_code.date"),
    ])
    func wrongQuery(code: String, expected: String) { #expect(fault { try QueryCode(checking: code) } == expected) }

    @Test("a mobile number is read as people write it", arguments: [
        ("13812345678", "13812345678"), ("+86 138-1234-5678", "13812345678"), (" 19912345678", "19912345678"),
    ])
    func mobile(given: String, number: String) { #expect(MobileNumber(given)?.text == number) }

    @Test("a wrong mobile number is told", arguments: [
        ("1381234567", "mobile.length"), ("12812345678", "mobile.prefix"), ("23812345678", "mobile.prefix"),
        ("1381234567a", "mobile.character"),
    ])
    func wrongMobile(given: String, expected: String) { #expect(fault { try MobileNumber(checking: given) } == expected) }
}

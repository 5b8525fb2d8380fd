import Standards
import Testing

@Suite("文号")
struct DocumentNumberTests {
    @Test("a number is written by its pattern and read back", arguments: [
        ("{short}许受字〔{year}〕第{serial:4}号", DocumentNumber(short: "汴审", year: 2026, serial: 12), "汴审许受字〔2026〕第0012号"),
        ("{short}许受字〔{year}〕第{serial:4}号", DocumentNumber(short: "汴审", year: 2026, serial: 12_345), "汴审许受字〔2026〕第12345号"),
        ("豫汴不予字[{year}]{serial}", DocumentNumber(short: "", year: 2025, serial: 7), "豫汴不予字[2025]7"),
        ("{year}-{serial:6}-{short}", DocumentNumber(short: "KF", year: 2026, serial: 1), "2026-000001-KF"),
    ])
    func written(pattern: String, number: DocumentNumber, text: String) throws {
        let format = try DocumentNumberFormat(checking: pattern)
        #expect(try format.write(number) == text)
        #expect(format.read(text) == number)
    }

    @Test("a text of another form is not read", arguments: [
        "汴审许受字〔2026〕第12号", "汴审许受字〔2026〕第00012号", "许受字〔2026〕第0012号", "汴审许受字〔26〕第0012号", "汴审许受字〔2026〕第0012号附", "汴审〔2026〕第0012号", "",
    ])
    func other(text: String) throws {
        #expect(try DocumentNumberFormat(checking: "{short}许受字〔{year}〕第{serial:4}号").read(text) == nil)
    }

    @Test("a pattern that cannot be read back is refused", arguments: [
        ("{short}字〔{year}〕", "document_format.incomplete"), ("{short}字{serial:4}", "document_format.incomplete"),
        ("{name}{year}{serial}", "document_format.placeholder"),
        ("{short}{year}第{serial}", "document_format.placeholder"), ("{year}{serial:40}", "document_format.placeholder"),
        ("{year}{serial", "document_format.placeholder"),
    ])
    func refused(pattern: String, expected: String) {
        #expect(fault { try DocumentNumberFormat(checking: pattern) } == expected)
    }

    @Test("a number out of bounds is not written", arguments: [
        (DocumentNumber(short: "汴", year: 2026, serial: 0), "document_number.serial"),
        (DocumentNumber(short: "汴", year: 26, serial: 1), "document_number.year"),
        (DocumentNumber(short: "", year: 2026, serial: 1), "document_number.short"),
    ])
    func bounds(number: DocumentNumber, expected: String) throws {
        let format = try DocumentNumberFormat(checking: "{short}许受字〔{year}〕第{serial:4}号")
        #expect(fault { try format.write(number) } == expected)
    }
}

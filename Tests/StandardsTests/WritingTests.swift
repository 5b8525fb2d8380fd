import Kernel
import Standards
import Testing

@Suite("Dates and amounts as they are written")
struct WritingTests {
    @Test("a date is written the Chinese way", arguments: [("2026-10-09", "2026年10月9日（星期五）"), ("2024-02-04", "2024年2月4日（星期日）")])
    func dates(day: String, text: String) throws { #expect(try ChineseDate.long(#require(LocalDate(day))) == text) }

    @Test("an amount is read and written", arguments: [
        ("1234.5", 123_450, "1,234.50"), ("¥1,234.50", 123_450, "1,234.50"), ("0.05", 5, "0.05"), ("-12", -1200, "-12.00"),
        ("1,000,000", 100_000_000, "1,000,000.00"),
        ("92233720368547758.07", .max, "92,233,720,368,547,758.07"),
    ])
    func amounts(given: String, fen: Int64, text: String) throws {
        let money = try #require(Money(given))
        #expect(money.fen == fen && money.description == text && Money(text) == money)
    }

    @Test("what is no amount is not read", arguments: [
        "", "-", "1.234", "1.", ".5", "1,23", "12,34,567", "1e3", "１２", "--1", "92233720368547758.08", "99999999999999999999",
    ])
    func wrong(given: String) { #expect(Money(given) == nil) }

    @Test("a sum that is too large is none")
    func sums() {
        #expect(Money(fen: 1).adding(Money(fen: 2)) == Money(fen: 3))
        #expect(Money(fen: .max).adding(Money(fen: 1)) == nil)
        #expect(Money(fen: .min).description == "-92,233,720,368,547,758.08")
    }
}

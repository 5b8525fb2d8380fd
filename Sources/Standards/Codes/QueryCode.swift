import Kernel

/// 查询码: the short number a person reads from a receipt or says on the telephone. 4 city, 6 date, 6 serial, 1 Luhn
/// check digit, all digits so that a telephone keypad can enter it. It names a case but is no secret: it can be guessed.
public struct QueryCode: StandardCode {
    public let text: String
    public let date: LocalDate

    /// `region` is the city's (or any region within it); throws `query_code.serial` unless the serial is 1 to 999999 and
    /// `query_code.date` unless the date is of this century, since two digits say the year.
    public init(region: RegionCode, date: LocalDate, serial: Int) throws(StandardError) {
        guard (1...999_999).contains(serial) else { throw StandardError("query_code.serial") }
        guard (2000...2099).contains(date.year) else { throw StandardError("query_code.date") }
        try self.init(checking: Self.checked(region.text.part(0..<4) + date.compact.part(2..<8) + padded(serial, 6)))
    }

    /// Takes spaces and hyphens between the groups. Throws `query_code.length`, `query_code.character`, `query_code.date` or
    /// `query_code.check`.
    public init(checking text: String) throws(StandardError) {
        let digits = text.withoutGaps
        self.text = try digits.normalised("query_code", length: 17, .digits)
        guard let date = LocalDate(compact: "20" + self.text.part(4..<10)) else { throw StandardError("query_code.date") }
        self.date = date
        guard Self.checked(self.text.part(0..<16)) == self.text else { throw StandardError("query_code.check") }
    }

    /// `4102 260918 000123 7`, as a receipt shows it.
    public var grouped: String { "\(text.part(0..<4)) \(text.part(4..<10)) \(text.part(10..<16)) \(text.part(16..<17))" }

    private static func checked(_ payload: String) -> String {
        payload + String(CheckDigit.luhn(Alphabet.digits.values(of: payload) ?? []))
    }
}

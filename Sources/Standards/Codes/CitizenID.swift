import Kernel

/// 公民身份号码, GB 11643-1999: 6 region, 8 date of birth, 3 sequence (odd for men), 1 check character.
public struct CitizenID: StandardCode {
    public let text: String
    public let birthDate: LocalDate

    /// Takes a lower-case x, and the 15-digit form of before 1999, which it raises to 18. Throws `citizen_id.length`,
    /// `citizen_id.character`, `citizen_id.region`, `citizen_id.date` or `citizen_id.check`.
    public init(checking text: String) throws(StandardError) {
        let given = try text.normalised("citizen_id", length: text.trimmed.unicodeScalars.count == 15 ? 15 : 18, .citizenCheck)
        // Only the last of eighteen may be X.
        let digits = given.part(0..<17)
        _ = try digits.normalised("citizen_id", length: min(17, given.utf8.count), .digits)
        self.text = given.utf8.count == 15 ? Self.raised(given) : given
        guard !self.text.begins(with: "0") else { throw StandardError("citizen_id.region") }
        guard let date = LocalDate(compact: self.text.part(6..<14)) else { throw StandardError("citizen_id.date") }
        birthDate = date
        guard Self.check(of: self.text.part(0..<17)) == self.text.part(17..<18) else { throw StandardError("citizen_id.check") }
    }

    /// The same, and the holder must be born by that day: throws `citizen_id.future`.
    public init(checking text: String, today: LocalDate) throws(StandardError) {
        try self.init(checking: text)
        guard birthDate <= today else { throw StandardError("citizen_id.future") }
    }

    /// The check character for the first seventeen digits, or `nil` when they are not seventeen digits.
    public static func check(of seventeen: String) -> String? {
        guard let values = Alphabet.digits.values(of: seventeen), values.count == 17 else { return nil }
        return Alphabet.citizenCheck[CheckDigit.citizenID(values)]
    }

    public var sex: Sex { ["1", "3", "5", "7", "9"].contains(text.part(16..<17)) ? .male : .female }

    /// The six digits of the region where the number was given. Old regions stay, so it need not be a region of today.
    public var regionDigits: String { text.part(0..<6) }

    /// Full years of age on that day (周岁).
    public func age(on day: LocalDate) -> Int {
        let birthdayPassed = (day.month, day.day) >= (birthDate.month, birthDate.day)
        return day.year - birthDate.year - (birthdayPassed ? 0 : 1)
    }

    /// 4102**********7814, for those who need not see it whole.
    public var masked: String { Mask.number(text) }

    /// Holders of the 15-digit form were all born in the last century.
    private static func raised(_ old: String) -> String {
        let seventeen = "\(old.part(0..<6))19\(old.part(6..<15))"
        return seventeen + (check(of: seventeen) ?? "")
    }
}

/// 性别, with the codes of GB/T 2261.1.
public enum Sex: String, Sendable, Codable, CaseIterable {
    case unknown = "0", male = "1", female = "2", unstated = "9"
}

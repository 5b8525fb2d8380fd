import Kernel
import Signing

/// For how long seals and what they stand on are good, and when each is made anew (换发). Pure: no clock, no database.
enum SealTerm {
    static let root = years(30)
    static let maker = years(20)
    /// The longest that a seal is good for.
    static let seal = years(5)

    /// How long before its end a seal is replaced.
    static let lead = Duration.days(90)

    /// A seal's end, made at that instant. Bodies get their seals on one day; so that these don't all end on one day, each is good for up
    /// to a year less, by its body's code.
    static func end(forSealOf body: String, madeAt instant: Timestamp) -> Timestamp {
        let digest = SM3.hash(Array(body.utf8)).bytes
        let days = (Int(digest[0]) << 8 | Int(digest[1])) % 365
        return end(seal, from: instant) - .days(days)
    }

    /// The last second of the day before, that many days on.
    static func end(_ days: Int, from instant: Timestamp) -> Timestamp { LocalDate(instant).adding(days: days).at() - .seconds(1) }

    static func isSealDue(_ end: Timestamp, at now: Timestamp) -> Bool { end < now + lead }

    /// A maker outlives every seal that he makes, so he is succeeded while a new seal can still be good for its whole time.
    static func isMakerDue(_ end: Timestamp, at now: Timestamp) -> Bool { end < now + .days(seal) + lead }

    /// In days. Years of 365 days and a quarter will do.
    private static func years(_ count: Int) -> Int { count * 1461 / 4 }
}

import Kernel
import Organisations

/// What is simulated. Everything that happens follows from these values, and most of it from the seed.
public struct Plan: Sendable, Hashable {
    public var seed: UInt64
    /// The first day.
    public var from: LocalDate
    /// How many days are lived, days off included.
    public var days: Int
    /// How many citizens there are. On a working day about one in twenty begins an application.
    public var people: Int
    /// The city: a folder of `Data`.
    public var city: String
    /// Whether the platform is restarted in the middle of things, commands are sent again and readers are built anew.
    public var hasFaults: Bool
    /// Blank pages make long simulations quick: drawing is most of a document's cost.
    public var pages: Press.Pages

    public init(
        seed: UInt64 = 1, from: LocalDate = Plan.autumn, days: Int = 31, people: Int = 400, city: String = "kaifeng",
        hasFaults: Bool = false, pages: Press.Pages = .drawn
    ) {
        (self.seed, self.from, self.days, self.people) = (seed, from, days, people)
        (self.city, self.hasFaults, self.pages) = (city, hasFaults, pages)
    }

    /// A Monday after which two holidays and two make-up days come within a month.
    public static let autumn = LocalDate(dayNumber: 20_717)

    /// The day before the first, on which the city is founded and its staff appointed.
    var founding: LocalDate { from.adding(days: -1) }

    /// What to type to see the same again.
    public var command: String {
        let options = [("seed", "\(seed)"), ("from", "\(from)"), ("days", "\(days)"), ("people", "\(people)"), ("city", city),
                       ("documents", pages.rawValue)]
        return "tongban simulate" + options.map { " --\($0) \($1)" }.joined() + (hasFaults ? " --faults" : "")
    }
}

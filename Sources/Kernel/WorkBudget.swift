import Synchronization

/// How much the reading of something from outside may cost in all, however many parts it has. It is handed through every parser on the
/// way; each spends from it for what it meets, and when it is used up, or nobody waits for the answer any more, the reading ends.
/// It belongs to one piece of work and is not shared.
public final class WorkBudget {
    private var events: Int
    private var untilNextLook = 0
    private let end: ContinuousClock.Instant?
    private let abandonment: Abandonment?
    private let now: () -> ContinuousClock.Instant

    /// How many events pass between two looks at the clock.
    private static let stride = 256

    /// - Parameters:
    ///   - events: How many things may be met: elements, attributes, texts, files.
    ///   - time: How long it may take from now.
    ///   - abandonment: Tells when the work has become pointless.
    public init(
        events: Int, time: Duration, abandonment: Abandonment? = nil,
        now: @escaping () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        (self.events, self.abandonment, self.now) = (events, abandonment, now)
        end = now() + time
    }

    private init(unbounded: Void) { (events, end, abandonment, now) = (.max, nil, nil, { ContinuousClock.now }) }

    /// For files of our own, or of an administrator: what bounds each part must do.
    public static var unbounded: WorkBudget { WorkBudget(unbounded: ()) }

    /// Throws `work.too_much` when more is met, or more time has gone by, than was granted, and `work.abandoned`.
    public func spend(_ count: Int = 1) throws(Problem) {
        guard count <= events else { throw Problem("work.too_much", .tooLarge, reason: "more than the events granted") }
        events -= count
        untilNextLook -= count
        guard untilNextLook <= 0 else { return }
        untilNextLook = Self.stride
        try look()
    }

    /// Looks at the clock at once: before something that is long by itself, such as unpacking a file.
    public func look() throws(Problem) {
        if abandonment?.isGiven ?? false { throw Problem("work.abandoned", .unavailable) }
        if let end, now() > end { throw Problem("work.too_much", .tooLarge, reason: "more than the time granted") }
    }
}

extension Problem {
    /// Whether it says that a budget is used up, not what is wrong with what was read.
    public var isOfBudget: Bool { code == "work.too_much" || code == "work.abandoned" }
}

/// A sign, given from another thread, that nobody waits for a piece of work any more.
public final class Abandonment: Sendable {
    private let sign = Atomic(false)

    public init() {}

    public var isGiven: Bool { sign.load(ordering: .relaxed) }
    public func give() { sign.store(true, ordering: .relaxed) }
}

import Kernel

/// 特别程序: a hearing, inspection, expert review ... whose time isn't counted (行政许可法 art. 45), but only up to the
/// days approved for it. Given by dates for deadlines, or by instants where part days matter.
public struct Suspension<Moment: Comparable & Hashable & Sendable>: Hashable, Sendable {
    public let start: Moment
    /// `nil` while it is running.
    public let end: Moment?
    /// Working days.
    public let approvedDays: Int

    /// More days than a limit can have are taken as the longest, fewer than none as none.
    public init(start: Moment, end: Moment?, approvedDays: Int) {
        (self.start, self.end, self.approvedDays) = (start, end, max(0, min(approvedDays, Limit.longest)))
    }
}

extension Suspension: Codable where Moment: Codable {}

extension Sequence {
    /// The stretches of time that are not counted, in order and apart: each procedure up to its cap, time that two of
    /// them share only once, nothing before `start`. What is running counts up to `now`, or without it up to its cap.
    func stretches<Moment>(after start: Moment, now: Moment?, cap: (Suspension<Moment>) -> Moment) -> [Range<Moment>]
    where Element == Suspension<Moment> {
        var counted = start
        var stretches: [Range<Moment>] = []
        for suspension in sorted(by: { $0.start < $1.start }) {
            let cap = cap(suspension)
            let from = Swift.max(suspension.start, counted)
            let through = Swift.min(suspension.end ?? now ?? cap, now ?? cap, cap)
            guard from < through else { continue }
            stretches.append(from..<through)
            counted = through
        }
        return stretches
    }
}

extension WorkingCalendar {
    /// The last day that a procedure may keep the clock standing.
    func lastDay(of suspension: Suspension<LocalDate>) -> LocalDate {
        suspension.approvedDays == 0 ? suspension.start : addWorkingDays(from: suspension.start, count: suspension.approvedDays)
    }
}

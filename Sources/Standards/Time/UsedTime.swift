import Kernel

/// Working time spent on something, by the hours of the place.
public struct UsedTime: Hashable, Sendable {
    public let seconds: Int
    /// The same in working days, every begun one counted whole.
    public let days: Int
}

extension WorkingCalendar {
    /// Seconds of work between two instants; none when `end` isn't later.
    public func workingSeconds(from start: Timestamp, to end: Timestamp) -> Int {
        guard start < end else { return 0 }
        let (first, last) = (LocalDate(start), LocalDate(end))
        let atEnd = isWorkingDay(last) ? hours.worked(by: end.secondOfDay) : 0
        let beforeStart = isWorkingDay(first) ? hours.worked(by: start.secondOfDay) : 0
        // Every working day from the first up to, but without, the last is counted whole; then both ends are corrected.
        let whole = workingDays(between: first.adding(days: -1), and: last.adding(days: -1))
        return whole * hours.secondsPerDay + atEnd - beforeStart
    }

    /// Time used to the second, less the special procedures, each up to its approved days; those running count up to `end`.
    /// It measures speed and the limits of steps. A legal limit is counted in whole days instead, by `CaseClock`, which
    /// leaves out the day of acceptance: the two differ by the part days.
    public func usedTime(from start: Timestamp, to end: Timestamp, suspensions: [Suspension<Timestamp>] = []) -> UsedTime {
        let standing = suspensions.stretches(after: start, now: end, cap: cap).reduce(0) {
            $0 + workingSeconds(from: $1.lowerBound, to: $1.upperBound)
        }
        let seconds = max(0, workingSeconds(from: start, to: end) - standing)
        return UsedTime(seconds: seconds, days: (seconds + hours.secondsPerDay - 1) / hours.secondsPerDay)
    }

    /// The instant at which the approved days are spent: the same time of day, that many working days on. What begins on
    /// a day off is taken to begin when work does.
    private func cap(of suspension: Suspension<Timestamp>) -> Timestamp {
        let began = LocalDate(suspension.start)
        let first = nextWorkingDay(onOrAfter: began)
        let second = began == first ? suspension.start.secondOfDay : hours.opening
        let last = suspension.approvedDays == 0 ? first : addWorkingDays(from: first, count: suspension.approvedDays)
        return last.at(second: second)
    }
}

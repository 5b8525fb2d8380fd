import Kernel

/// A date with a time of day (FEEL's `date and time`).
public struct CivilDateTime: Sendable, Hashable {
    public let date: CivilDate
    public let time: CivilTime

    public init(_ date: CivilDate, _ time: CivilTime) { (self.date, self.time) = (date, time) }

    /// What a clock in that zone shows at an instant; `nil` outside what `Timestamp.range` says.
    public init?(_ instant: Timestamp, zone: Zone) {
        guard Timestamp.range.contains(instant) else { return nil }
        let offset = zone.offset(at: floorDivide(Int(instant.milliseconds), 1000)) * 1000
        let local = Int(instant.milliseconds) + offset
        guard let date = CivilDate(dayNumber: floorDivide(local, 86_400_000)) else { return nil }
        self.init(date, CivilTime(nanoseconds: floorModulo(local, 86_400_000) * 1_000_000, zone: zone))
    }

    /// Seconds that its clock has shown since 1970-01-01T00:00:00.
    var localSeconds: Int { date.dayNumber * 86_400 + time.nanoseconds / 1_000_000_000 }

    /// Seconds ahead of UTC; 0 when it has no zone.
    var offset: Int { time.zone?.offset(atLocal: localSeconds) ?? 0 }

    /// The instant, counted as if in UTC when it has no zone.
    var instant: DaysDuration { DaysDuration(seconds: localSeconds - offset, nanoseconds: time.nanosecond) }

    func adding(_ duration: DaysDuration) -> CivilDateTime? {
        let (seconds, isTooFar) = localSeconds.addingReportingOverflow(duration.seconds)
        guard !isTooFar, let rest = Int(exactly: time.nanosecond + duration.nanoseconds) else { return nil }
        let whole = seconds.addingReportingOverflow(floorDivide(rest, 1_000_000_000))
        guard !whole.overflow, whole.partialValue.magnitude < 40_000_000_000_000_000,
              let date = CivilDate(dayNumber: floorDivide(whole.partialValue, 86_400)) else { return nil }
        let nanoseconds = floorModulo(whole.partialValue, 86_400) * 1_000_000_000 + floorModulo(rest, 1_000_000_000)
        return CivilDateTime(date, CivilTime(nanoseconds: nanoseconds, zone: time.zone))
    }

    func adding(months: Int) -> CivilDateTime? { date.adding(months: months).map { CivilDateTime($0, time) } }
}

extension CivilDateTime: CustomStringConvertible {
    public var description: String { "\(date)T\(time)" }
}

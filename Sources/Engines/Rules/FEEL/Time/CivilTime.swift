import Kernel

/// A time of day, to the nanosecond, with or without a zone (FEEL's `time`).
public struct CivilTime: Sendable, Hashable {
    /// Since midnight.
    public let nanoseconds: Int
    public let zone: Zone?

    static let nanosecondsOfDay = 86_400_000_000_000

    /// `nil` when no clock shows it.
    public init?(hour: Int, minute: Int, second: Int, nanosecond: Int = 0, zone: Zone? = nil) {
        guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second), (0..<1_000_000_000).contains(nanosecond)
        else { return nil }
        self.init(nanoseconds: ((hour * 60 + minute) * 60 + second) * 1_000_000_000 + nanosecond, zone: zone)
    }

    /// Nanoseconds since midnight, counted round the clock.
    init(nanoseconds: Int, zone: Zone?) {
        self.nanoseconds = floorModulo(nanoseconds, Self.nanosecondsOfDay)
        self.zone = zone
    }

    static let midnight = CivilTime(nanoseconds: 0, zone: nil)

    public var hour: Int { nanoseconds / 3_600_000_000_000 }
    public var minute: Int { nanoseconds / 60_000_000_000 % 60 }
    public var second: Int { nanoseconds / 1_000_000_000 % 60 }
    public var nanosecond: Int { nanoseconds % 1_000_000_000 }

    /// Since midnight in UTC, when it has a zone.
    var nanosecondsInUTC: Int { nanoseconds - (zone?.offsetOfTime ?? 0) * 1_000_000_000 }

    /// What times are compared by: what is finer than a millisecond tells none from another.
    var millisecondsInUTC: Int { floorDivide(nanosecondsInUTC, 1_000_000) }
}

extension CivilTime: CustomStringConvertible {
    public var description: String {
        "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))\(fraction(nanosecond))\(zone?.description ?? "")"
    }
}

/// `.5` for 500,000,000 nanoseconds, nothing for none.
func fraction(_ nanoseconds: Int) -> String {
    if nanoseconds == 0 { return "" }
    let digits = padded(nanoseconds, 9)
    return "." + digits.dropLast(digits.reversed().prefix { $0 == "0" }.count)
}

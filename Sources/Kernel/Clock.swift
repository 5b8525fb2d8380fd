#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Synchronization

/// Where "now" comes from. Nothing else in the program asks the system for the time.
public protocol Clock: Sendable {
    var now: Timestamp { get }
}

extension Clock {
    /// The date on the wall now.
    public var today: LocalDate { LocalDate(now) }
}

public struct SystemClock: Clock {
    public init() {}
    public var now: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}

/// A clock that stands still until told to move: for tests and for the simulator.
public final class StandingClock: Clock {
    private let instant: Mutex<Timestamp>

    public init(_ start: Timestamp) { instant = Mutex(start) }

    public var now: Timestamp { instant.withLock { $0 } }
    public func set(_ to: Timestamp) { instant.withLock { $0 = to } }
    public func advance(_ by: Duration) { instant.withLock { $0 = $0 + by } }
}

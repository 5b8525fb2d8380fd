import Foundation
import Kernel

/// Where a clock stands: so many seconds ahead of UTC, or in a place of the time zone database (`Asia/Shanghai`).
public enum Zone: Sendable, Hashable {
    case offset(Int)
    case named(String)

    static let utc = Zone.offset(0)

    /// `nil` when the database has no such place.
    init?(name: String) {
        guard name.utf8.count <= 64, let first = name.utf8.first, (65...90).contains(first) || (97...122).contains(first),
              TimeZone(identifier: name) != nil else { return nil }
        self = .named(name)
    }

    /// Seconds ahead of UTC when a clock there shows that many seconds since 1970-01-01T00:00:00.
    func offset(atLocal seconds: Int) -> Int {
        guard case .named(let name) = self else { return offsetAlways }
        guard let zone = TimeZone(identifier: name) else { return 0 }
        let local = Double(min(max(seconds, -62_000_000_000), 250_000_000_000))
        let guess = zone.secondsFromGMT(for: Date(timeIntervalSince1970: local))
        return zone.secondsFromGMT(for: Date(timeIntervalSince1970: local - Double(guess)))
    }

    /// The same, when the instant is given in seconds since 1970-01-01T00:00:00Z.
    func offset(at seconds: Int) -> Int {
        guard case .named(let name) = self else { return offsetAlways }
        let instant = Double(min(max(seconds, -62_000_000_000), 250_000_000_000))
        return TimeZone(identifier: name)?.secondsFromGMT(for: Date(timeIntervalSince1970: instant)) ?? 0
    }

    /// A time of day has no date to ask the database with: it counts by the zone's offset on 1970-01-01.
    var offsetOfTime: Int { offset(at: 0) }

    private var offsetAlways: Int { if case .offset(let seconds) = self { seconds } else { 0 } }
}

extension Zone: CustomStringConvertible {
    /// As it stands behind a time: `Z`, `+08:00`, `@Asia/Shanghai`.
    public var description: String {
        switch self {
        case .named(let name): return "@\(name)"
        case .offset(0): return "Z"
        case .offset(let seconds):
            let (sign, size) = (seconds < 0 ? "-" : "+", Int(seconds.magnitude))
            let tail = size % 60 == 0 ? "" : ":\(padded(size % 60, 2))"
            return "\(sign)\(padded(size / 3600, 2)):\(padded(size / 60 % 60, 2))\(tail)"
        }
    }
}

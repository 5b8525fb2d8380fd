import Kernel

/// How the city keeps its security log: data, since the law may ask for more one day.
public struct SecurityRules: Sendable, Decodable {
    /// The Cybersecurity Law (网络安全法) asks that logs are kept for six months at least; no six months have more days.
    public static let leastDays = 184

    /// After how many days a line is thrown out.
    public let keepDays: Int

    /// - Throws: `identity.security_rules` when the log would be kept for less than the law asks.
    public init(json bytes: [UInt8]) throws {
        self = try JSONText.decode(from: bytes)
        guard keepDays >= Self.leastDays else { throw Problem("identity.security_rules", .invalid, ["days": "\(Self.leastDays)"]) }
    }

    /// What is older than this is thrown out.
    public func end(at now: Timestamp) -> Timestamp { now - .days(keepDays) }
}

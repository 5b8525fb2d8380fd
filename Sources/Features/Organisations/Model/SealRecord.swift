import Kernel

/// A seal (电子印章) as it stands on record: for those who look after seals.
public struct SealRecord: Sendable, Hashable, Identifiable {
    public enum State: Sendable, Hashable {
        case inForce
        /// Another took its place (换发): it stays good for what it sealed, and stamps no more.
        case replaced(at: Timestamp)
        case withdrawn(SealRecord.Withdrawal)
    }

    /// That a seal is no longer used (停用): when, by whom and why.
    public struct Withdrawal: Sendable, Hashable {
        public let at: Timestamp
        public let by: String
        public let reason: String
    }

    /// The seal's number (印章编号).
    public let id: String
    /// The credit code of the body.
    public let body: String
    /// The legend (印章名称).
    public let name: String
    /// The serial number of the certificate whose key may use it.
    public let certificate: String
    public let madeAt: Timestamp
    public let validUntil: Timestamp
    public let state: State

    public var isInForce: Bool { state == .inForce }
}

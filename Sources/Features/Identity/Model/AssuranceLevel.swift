/// How surely a person is known (实名等级), in the five steps that Kaifeng's items ask for.
public enum AssuranceLevel: Int, Sendable, Codable, CaseIterable, Comparable {
    /// L0: a mobile number and no more.
    case mobile = 0
    /// L1: name and identity number of the right form.
    case format
    /// L2: checked against the population register.
    case register
    /// L3: the real person was seen by a face check, a bank or the identity network.
    case present
    /// L4: a certificate, or the identity card at a counter.
    case certified

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

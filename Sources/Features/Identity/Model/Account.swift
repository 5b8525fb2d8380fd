import Kernel

/// A person as the platform knows him: a citizen or one of the staff, with or without a way to sign in. Personal data is in the
/// clear only here, in memory; neither its description nor its mirror shows it.
public struct Account: Sendable, Hashable, Identifiable {
    public enum Kind: String, Sendable, Codable { case person, staff }

    public let id: ID<Account>
    public let kind: Kind
    /// The name chosen or given for signing in. Citizens usually have none: they sign in by mobile or identity number.
    public let login: String?
    public let name: String
    public let nameEn: String?
    /// 公民身份号码; staff need none here.
    public let idNumber: String?
    public let mobile: String?
    public let assurance: AssuranceLevel
    /// Whether he can sign in. A walk-in at a window cannot until he registers.
    public let isRegistered: Bool
    public let createdAt: Timestamp
    /// When he was seen to be who he says, and by whom; `nil` while the account only claims its identity number.
    public var proof: Proof?
    /// Whether the password was given by somebody else, and not changed since: with it one may do nothing but change it.
    public internal(set) var hasGivenPassword = false

    public struct Proof: Sendable, Hashable { public let at: Timestamp, by: String }
}

extension Account {
    /// Whether the identity number is this account's: at most one has it proven, however many claim it.
    public var isProven: Bool { proof != nil }

    public var maskedName: String { Mask.name(name) }
    public var maskedIDNumber: String { idNumber.map(Mask.number) ?? "" }
    public var maskedMobile: String { mobile.map(Mask.mobile) ?? "" }

    /// The field in the clear, if there is one.
    public func value(of field: PersonalField) -> String? {
        switch field {
        case .name: name
        case .idNumber: idNumber
        case .mobile: mobile
        }
    }
}

extension Account: CustomStringConvertible, CustomReflectable {
    public var description: String { "\(kind.rawValue) \(id) \(maskedName)" }
    public var customMirror: Mirror { Mirror(self, children: ["id": id.text]) }
}

/// What of a person is encrypted where it is kept and masked where it is shown.
public enum PersonalField: String, Sendable, Codable, CaseIterable {
    case name, idNumber, mobile
}

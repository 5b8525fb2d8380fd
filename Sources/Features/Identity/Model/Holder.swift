import Kernel

/// In whose name something is applied for or held (申请人, 持证主体): a person, or a legal person with the agent who acts for it.
/// Forms are filled from it by the names of their sources: `account.name`, `legal.code` ...
public struct Holder: Sendable, Hashable {
    public enum Kind: String, Sendable, Codable { case person, legal }

    public let kind: Kind
    /// The account's key, or the legal person's credit code: by this, cases and licences are found again.
    public let id: String
    public let name: String
    /// The identity number or the credit code; empty when it is not known.
    public let number: String
    /// Of the person, or of the agent.
    public let mobile: String
    public let assurance: AssuranceLevel
    /// The person himself, or the agent (经办人).
    public let account: Account
    public let legalPerson: LegalPerson?

    public init(_ account: Account, actingFor legalPerson: LegalPerson? = nil) {
        kind = legalPerson == nil ? .person : .legal
        id = legalPerson?.code ?? account.id.text
        name = legalPerson?.name ?? account.name
        number = legalPerson?.code ?? account.idNumber ?? ""
        mobile = account.mobile ?? ""
        (assurance, self.account, self.legalPerson) = (account.assurance, account, legalPerson)
    }
}

extension Holder {
    public var idNumber: String? { kind == .person ? account.idNumber : nil }
    public var creditCode: String? { legalPerson?.code }

    /// How strangers may see the name: persons masked, legal persons in full.
    public var publicName: String { kind == .person ? account.maskedName : name }
    /// How strangers may see the number.
    public var publicNumber: String { kind == .person ? Mask.number(number) : number }

    /// What a form's field that names this source is filled with; `nil` when we do not know it.
    public func value(_ source: String) -> String? {
        switch source {
        case "account.name": account.name
        case "account.idNumber": account.idNumber
        case "account.mobile": account.mobile
        case "legal.name": legalPerson?.name
        case "legal.code": legalPerson?.code
        case "legal.address": legalPerson?.address
        case "holder.name": name
        case "holder.number": number.isEmpty ? nil : number
        default: nil
        }
    }

    /// Every source that has a value.
    public var values: [String: String] {
        Dictionary(uniqueKeysWithValues: Self.sources.compactMap { source in value(source).map { (source, $0) } })
    }

    public static let sources = [
        "account.name", "account.idNumber", "account.mobile", "legal.name", "legal.code", "legal.address", "holder.name", "holder.number",
    ]
}

extension Holder: CustomStringConvertible, CustomReflectable {
    public var description: String { "\(kind.rawValue) \(kind == .legal ? id : account.description)" }
    public var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}

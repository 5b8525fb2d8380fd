import Kernel
import Standards

/// An electronic licence (电子证照, GB/T 36901-36906): who may do what, issued by which body, in which version.
public struct Licence: Sendable, Hashable {
    /// 证照状态. Expiry isn't stored: it follows from the day.
    public enum Status: String, Sendable, Codable, CaseIterable {
        case valid, suspended
        /// 撤销, 吊销
        case revoked
        /// 注销
        case cancelled
        /// A newer version took its place.
        case superseded
        /// Its day has passed.
        case expired
    }

    public let id: Kernel.ID<Licence>
    /// 证照标识 with its check character (GB/T 36904).
    public let identifier: LicenceIdentifier
    public let type: String
    public let typeName: String
    /// 证照编号
    public let number: String
    /// 颁发机构
    public let issuer: String
    public let region: String
    /// 持证主体, masked when it is a person.
    public let holderMasked: String
    public let issuedOn: LocalDate
    public let validFrom: LocalDate
    public let validUntil: LocalDate?
    let recorded: Status
    /// The case that it came from.
    public let caseID: String
    public let itemCode: String
    public let itemName: String
    /// Digests of the sealed OFD and of the PDF.
    public let ofd: String
    public let pdf: String
}

extension Licence {
    public func status(on day: LocalDate) -> Status {
        guard recorded == .valid, let validUntil, day > validUntil else { return recorded }
        return .expired
    }
}

/// What stands on the face of a licence; kept encrypted.
public struct LicenceContent: Sendable, Codable, Hashable {
    public let holder: LicenceHolder
    /// Values of the type's own fields, as they are printed.
    public let fields: [String: String]
}

/// 持证主体
public struct LicenceHolder: Sendable, Codable, Hashable {
    public enum Kind: String, Sendable, Codable { case person, legal }
    public let kind: Kind
    public let name: String
    /// Citizen id or credit code.
    public let code: String

    public init(kind: Kind, name: String, code: String) { (self.kind, self.name, self.code) = (kind, name, code) }

    /// 持证主体代码类型代码: `111` citizen id, `001` credit code.
    var codeType: String { kind == .person ? "111" : "001" }
    var masked: String { kind == .person ? Mask.name(name) : name }
}

/// What case handling grants (准予): all that a licence needs to know.
public struct LicenceGrant: Sendable {
    public let caseID: String
    public let caseNumber: String
    public let type: String
    public let itemCode: String
    public let itemName: String
    public let issuer: String
    public let region: String
    public let holder: LicenceHolder
    /// Values of the type's fields, as they are printed.
    public let fields: [String: String]
    /// Whoever handed the application in finds the licence among his own.
    public let account: String?
    /// Whether a person's number and name were known for certain when he applied.
    public let isVouched: Bool
    public let grantedOn: LocalDate

    public init(caseID: String, caseNumber: String, type: String, itemCode: String, itemName: String, issuer: String, region: String,
                holder: LicenceHolder, fields: [String: String], account: String?, isVouched: Bool,
                grantedOn: LocalDate) {
        (self.caseID, self.caseNumber, self.type, self.itemCode, self.itemName) = (caseID, caseNumber, type, itemCode, itemName)
        (self.issuer, self.region, self.holder, self.fields) = (issuer, region, holder, fields)
        (self.account, self.isVouched, self.grantedOn) = (account, isVouched, grantedOn)
    }
}

/// Asked of whoever handles cases: what was granted there. The whole supplies it, so that licences needn't know cases.
public protocol GrantSource: Sendable {
    /// `nil` when the case produced no licence.
    func grant(ofCase id: String) async throws -> LicenceGrant?
}

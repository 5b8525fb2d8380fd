import Kernel

/// 电子证照标识, GB/T 36904-2018: root . type 21 . issuer . serial . version 3 . check. The check character is
/// ISO/IEC 7064 MOD 37,36 over the four parts without dots, the root left out.
public struct LicenceIdentifier: StandardCode {
    /// The object identifier under which China numbers electronic licences.
    public static let root = "1.2.156.3005.2"

    /// 证照类型代码: credit code of the defining authority and three digits.
    public let type: String
    /// 颁发机构代码: a credit code; some published identifiers hold a region code here, so it is not checked as one.
    public let issuer: String
    public let serial: String
    /// 1 at first, one more at each re-issue; 999 at most.
    public let version: Int
    public let check: String

    /// Throws `licence_id.type`, `licence_id.issuer`, `licence_id.serial` (each with `.length` or `.character`) or `licence_id.version`.
    public init(type: String, issuer: String, serial: String, version: Int = 1) throws(StandardError) {
        self.type = try type.normalised("licence_id.type", length: 21, .alphanumeric)
        self.issuer = try issuer.normalised("licence_id.issuer", length: 6...18, .alphanumeric)
        self.serial = try serial.normalised("licence_id.serial", length: 1...50, .alphanumeric)
        guard (1...999).contains(version) else { throw StandardError("licence_id.version") }
        self.version = version
        let values = Alphabet.alphanumeric.values(of: self.type + self.issuer + self.serial + padded(version, 3)) ?? []
        check = Alphabet.alphanumeric[CheckDigit.mod37_36(values)]
    }

    /// Takes letters of either case. Throws `licence_id.root`, `licence_id.parts`, `licence_id.check`, or what is wrong with a part.
    public init(checking text: String) throws(StandardError) {
        let text = text.trimmed.asciiUppercased
        guard let parts = text.rest(after: "\(Self.root).")?.split(at: ".") else { throw StandardError("licence_id.root") }
        guard parts.count == 5 else { throw StandardError("licence_id.parts", ["given": "\(parts.count)"]) }
        let version = try parts[3].normalised("licence_id.version", length: 3, .digits)
        try self.init(type: parts[0], issuer: parts[1], serial: parts[2], version: Int(version) ?? 0)
        guard parts[4].hasSameBytes(as: check) else { throw StandardError("licence_id.check") }
    }

    public var text: String { "\(Self.root).\(type).\(issuer).\(serial).\(padded(version, 3)).\(check)" }

    /// The identifier of the licence after a change: the same but for version and check. Throws `licence_id.version` after 999.
    public func next() throws(StandardError) -> LicenceIdentifier {
        try LicenceIdentifier(type: type, issuer: issuer, serial: serial, version: version + 1)
    }

    /// Who defined the type, when that part is a sound credit code.
    public var definingAuthority: CreditCode? { CreditCode(type.part(0..<18)) }
}

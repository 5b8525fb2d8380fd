/// A body that carries out items (实施主体): a department of the city or of a county, or a service hall (政务服务大厅).
public struct Body: Sendable, Codable, Hashable, Identifiable {
    public enum Kind: String, Sendable, Codable, CaseIterable { case department, hall }

    /// The credit code (统一社会信用代码), 18 characters of GB 32100-2015.
    public let code: String
    public let name: String
    public let nameEn: String?
    public let shortName: String
    /// The region it serves, twelve digits.
    public let region: String
    /// The body above it.
    public let parent: String?
    public let kind: Kind
    public let address: String
    public let phone: String
    public let hours: String
    /// The legend of its seal (印章名称), often the full legal name.
    public let sealName: String

    public var id: String { code }

    public init(code: String, name: String, nameEn: String? = nil, shortName: String? = nil, region: String, parent: String? = nil,
                kind: Kind = .department, address: String = "", phone: String = "", hours: String = "", sealName: String? = nil) {
        (self.code, self.name, self.nameEn, self.shortName) = (code, name, nameEn, shortName ?? name)
        (self.region, self.parent, self.kind) = (region, parent, kind)
        (self.address, self.phone, self.hours, self.sealName) = (address, phone, hours, sealName ?? name)
    }
}

extension Body {
    public func name(english: Bool) -> String { english ? nameEn ?? name : name }
}

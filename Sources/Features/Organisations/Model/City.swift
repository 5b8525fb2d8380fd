/// The city that this platform serves: the names, numbers and addresses that a whole new city brings as data (`city.json`).
public struct City: Sendable, Codable, Hashable {
    /// Six digits of GB/T 2260: `410200`.
    public let code: String
    /// The twelve-digit code of the city as a region.
    public let region: String
    public let name: String
    public let nameEn: String
    /// What the portal calls itself: 开封市政务服务.
    public let portal: String
    public let portalEn: String
    /// The body that runs the platform (主办单位).
    public let host: String
    public let hostEn: String
    public let hotline: String
    /// What a case's query code begins with.
    public let caseQueryPrefix: String
    /// How official documents are numbered (文号).
    public let documentNumber: String
    /// The object identifier under which licences are numbered (证照标识根代码).
    public let licenceRoot: String
}

extension City {
    public func name(english: Bool) -> String { english ? nameEn : name }
    public func portal(english: Bool) -> String { english ? portalEn : portal }
    public func host(english: Bool) -> String { english ? hostEn : host }
}

import Kernel

/// A legal person or other organisation (法人和其他组织) for which people act. Its data is public.
public struct LegalPerson: Sendable, Hashable, Codable, Identifiable {
    /// The credit code (统一社会信用代码), 18 characters.
    public let code: String
    public let name: String
    public let address: String

    public var id: String { code }

    public init(code: String, name: String, address: String) { (self.code, self.name, self.address) = (code, name, address) }
}

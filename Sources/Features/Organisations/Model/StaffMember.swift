/// A post held by one of a body's staff (工作人员): who he is, for which body and region he acts, and what he may do there.
public struct StaffMember: Sendable, Hashable, Identifiable {
    /// What a post lets its holder do. Who takes an application in is not the one who decides on it.
    public enum Role: String, Sendable, Codable, CaseIterable, Comparable {
        /// Takes applications in and hands results out (综合窗口).
        case window
        /// Reviews (审查).
        case officer
        /// Decides (决定).
        case chief
        /// Watches, questions and orders (电子监察).
        case supervisor
        /// Keeps organisations and accounts.
        case administrator
        /// Reads the security log (审计员), which nobody else does, and nothing else.
        case auditor

        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    /// The account's key.
    public let id: String
    public let name: String
    /// The number on his card (工号).
    public let staffNo: String
    /// The credit code of his body.
    public let body: String
    /// The region he acts in, twelve digits.
    public let region: String
    public let roles: Set<Role>
    /// What the post is called: 食品科 审批员.
    public let post: String

    public init(id: String, name: String, staffNo: String, body: String, region: String, roles: Set<Role>, post: String) {
        (self.id, self.name, self.staffNo, self.body) = (id, name, staffNo, body)
        (self.region, self.roles, self.post) = (region, roles, post)
    }

    public func has(_ role: Role) -> Bool { roles.contains(role) }
}

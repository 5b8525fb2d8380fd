import Kernel

/// Whose request it is, as far as pages need to know. Identity makes it from a token.
public struct SessionView: Sendable {
    /// Who acts, and in what capacity.
    public let actor: Actor
    /// The name shown in the corner of the page.
    public let name: String
    /// The token that forms of this session must carry (CSRF).
    public let csrf: String
    public let roles: Set<String>
    /// The region that the account belongs to, by code.
    public let region: String?
    /// The name of the body that staff work for, or of the legal person an agent stands for.
    public let body: String?
    /// How surely the person is known (实名等级), 0...4.
    public let assurance: Int
    /// Messages not read yet.
    public let unread: Int

    public init(actor: Actor, name: String, csrf: String, roles: Set<String> = [], region: String? = nil,
                body: String? = nil, assurance: Int = 0, unread: Int = 0) {
        (self.actor, self.name, self.csrf, self.roles) = (actor, name, csrf, roles)
        (self.region, self.body, self.assurance, self.unread) = (region, body, assurance, unread)
    }
}

/// Finds the session of a token: that of the session cookie, or of an `Authorization: Bearer` header.
public protocol Authenticator: Sendable {
    func session(for token: String) async throws -> SessionView?
}

/// Knows nobody: for pages that need no sign-in.
public struct NoAuthenticator: Authenticator {
    public init() {}
    public func session(for token: String) async throws -> SessionView? { nil }
}

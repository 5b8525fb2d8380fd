import Hummingbird
import Kernel
import Organisations
import Web

/// The pages by which people come in and see who they are here.
public struct IdentityPages: Feature {
    public static let folder = "Features/Identity"

    private let identity: Identity
    private let landing: @Sendable (SessionView) -> String

    /// - Parameter landing: where somebody arrives who has signed in without coming from anywhere.
    public init(_ identity: Identity, landing: @escaping @Sendable (SessionView) -> String = IdentityPages.desk) {
        (self.identity, self.landing) = (identity, landing)
    }

    public func routes(_ router: Router<TongbanContext>) {
        SignInController(identity: identity, landing: landing).routes(router)
        RegisterController(identity: identity, landing: landing).routes(router)
        AccountController(identity: identity).routes(router)
        PasswordController(identity: identity).routes(router)
    }

    /// Staff arrive at their desk, others in their own space.
    public static func desk(_ session: SessionView) -> String {
        let desks: [(StaffMember.Role, String)] = [
            (.window, "/window"), (.officer, "/office"), (.chief, "/office"), (.supervisor, "/supervision"),
            (.administrator, "/console"), (.auditor, "/console/security"),
        ]
        // Staff without a role have a password that was given to them, which they change first.
        return desks.first { session.roles.contains($0.0.rawValue) }?.1 ?? (session.actor.kind == .staff ? "/me/password" : "/me")
    }
}

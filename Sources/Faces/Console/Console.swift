import Hummingbird
import Identity
import Kernel
import Organisations
import Web

/// The face of those who keep the platform (管理): to administrators how it is doing and what has to be mended by hand, to auditors who did
/// what that whoever guards it wants to know.
public struct Console: Feature {
    public static let folder = "Faces/Console"

    private let platform: any AdministeredPlatform
    private let identity: Identity
    private let organisations: Organisations

    public init(_ platform: any AdministeredPlatform, identity: Identity, organisations: Organisations) {
        (self.platform, self.identity, self.organisations) = (platform, identity, organisations)
    }

    public func routes(_ router: Router<TongbanContext>) {
        JobsController(platform: platform).add(to: router)
        SecurityController(identity: identity).add(to: router)
        SealsController(organisations: organisations).add(to: router)
    }
}

extension TongbanContext {
    /// The administrator (管理员) who asks, in that capacity whatever else his post lets him do.
    /// - Throws: `auth.required`; and `page.not_found` for everybody else, to whom the console isn't there.
    func administrator() throws -> Actor {
        let actor = try requireSession().actor, role = StaffMember.Role.administrator.rawValue
        guard session?.roles.contains(role) ?? false else { throw Problem("page.not_found", .notFound) }
        return Actor(kind: actor.kind, id: actor.id, name: actor.name, capacity: role, body: actor.body)
    }
}

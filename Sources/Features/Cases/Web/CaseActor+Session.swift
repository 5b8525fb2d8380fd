import Identity
import Kernel
import Organisations
import Standards
import Web

extension CaseActor {
    /// Staff in their post: clerks and supervisors see their region, officers and chiefs their body.
    /// - Throws: `auth.forbidden` for one who holds no post.
    public init(staff session: SessionView) throws {
        let roles = Set(session.roles.compactMap(StaffMember.Role.init))
        guard session.actor.kind == .staff, !roles.isEmpty else { throw Problem("auth.forbidden", .forbidden) }
        if roles.contains(.window) || roles.contains(.supervisor), let region = session.region.flatMap({ RegionCode($0) }) {
            self.init(session.actor, roles: roles, scope: .region(prefix: region.prefix))
        } else if let body = session.actor.body {
            self.init(session.actor, roles: roles, scope: .body(body))
        } else {
            throw Problem("auth.forbidden", .forbidden)
        }
    }
}

extension Cases {
    /// A person, for himself or for the legal person whose agent he is now.
    public func actor(_ holder: Holder, _ actor: Actor) -> CaseActor {
        let indexes = [holder.number].filter { !$0.isEmpty }.map(index(ofHolder:))
        return CaseActor(actor, scope: .holder(account: holder.account.id.text, indexes: indexes))
    }
}

extension CaseHolder {
    /// The holder as a case keeps him; whoever signed in is the contact.
    public init(_ holder: Holder) {
        self.init(kind: holder.kind == .person ? .person : .legal, name: holder.name, code: holder.number,
                  contactName: holder.account.name, mobile: holder.mobile)
    }
}

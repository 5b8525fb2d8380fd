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
    public func actor(_ holder: Holder, _ actor: Actor) -> CaseActor { CaseActor(actor, scope: scope(holder.sight(at: clock.now))) }

    /// What somebody may see, by the blind indexes of cases.
    public func scope(_ sight: Sight) -> CaseScope {
        .holder(HolderScope(
            account: sight.account, number: store.cipher.index(sight.number),
            vouched: sight.vouchedName.map { store.cipher.vouched(sight.number, name: $0) }, mandate: sight.mandate))
    }
}

extension Holder {
    /// Every source that has a value; forms call the number of a holder his code, too.
    public var known: [String: String] { number.isEmpty ? values : values.merging(["holder.code": number]) { first, _ in first } }
}

extension CaseHolder {
    /// The holder as a case keeps him; whoever signed in is the contact.
    public init(_ holder: Holder) {
        self.init(kind: holder.kind == .person ? .person : .legal, name: holder.name, code: holder.number,
                  contactName: holder.account.name, mobile: holder.mobile)
    }
}

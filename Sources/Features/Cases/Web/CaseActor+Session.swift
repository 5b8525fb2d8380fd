import Identity
import Kernel
import Organisations
import Standards
import Web

extension CaseActor {
    /// - Parameter isOfHall: whether his body is a service hall, which takes in for every body of its region.
    fileprivate init(staff session: SessionView, isOfHall: Bool) throws {
        let roles = Set(session.roles.compactMap(StaffMember.Role.init))
        // Who keeps accounts or reads the security log has no cases, not even of the body that employs him.
        guard session.actor.kind == .staff, !roles.isDisjoint(with: StaffMember.Role.ofCases) else {
            throw Problem("auth.forbidden", .forbidden)
        }
        let seesRegion = roles.contains(.window) ? isOfHall : roles.contains(.supervisor)
        if seesRegion, let region = session.region.flatMap({ RegionCode($0) }) {
            self.init(session.actor, roles: roles, scope: .region(prefix: region.prefix))
        } else if let body = session.actor.body {
            self.init(session.actor, roles: roles, scope: .body(body))
        } else {
            throw Problem("auth.forbidden", .forbidden)
        }
    }
}

extension StaffMember.Role {
    /// Those whose work is with cases.
    fileprivate static let ofCases: Set<Self> = [.window, .officer, .chief, .supervisor]
}

extension Cases {
    /// Staff in their post: supervisors and the clerks of a service hall see their region; officers, chiefs, and the clerks of a
    /// department's own window, their body.
    /// - Throws: `auth.forbidden` for one who holds no post in which one sees cases.
    public func actor(staff session: SessionView) throws -> CaseActor {
        let body = session.actor.body.flatMap(directory.body)
        return try CaseActor(staff: session, isOfHall: body?.kind == .hall)
    }

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

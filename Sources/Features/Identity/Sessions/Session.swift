import Kernel
import Organisations
import Signing
import Web

/// Somebody who is signed in, with everything that requests ask of it, so that most of them need no query.
public struct Session: Sendable {
    public let account: Account
    /// The post, when the account is staff's.
    public let staff: StaffMember?
    /// The legal person acted for; `nil` while acting for oneself (本人).
    public let actingFor: LegalPerson?
    public let openedAt: Timestamp
    public let seenAt: Timestamp

    let digest: Digest
    let csrf: String
}

extension Session {
    /// How long a session lasts.
    enum Limit {
        /// Since it was last used, on a shared desk and at home.
        static let staffIdle = Duration.minutes(30), personIdle = Duration.hours(2)
        /// Since it was opened, used or not.
        static let absolute = Duration.hours(12)
    }

    static func idle(_ kind: Account.Kind) -> Duration { kind == .staff ? Limit.staffIdle : Limit.personIdle }

    func isOpen(at now: Timestamp) -> Bool { now - seenAt < Self.idle(account.kind) && now - openedAt < Limit.absolute }

    /// In whose name this session applies.
    public var holder: Holder { Holder(account, actingFor: actingFor) }

    /// Who acts: staff by name and with their body, persons masked, agents with the legal person's code.
    public var actor: Actor {
        if let staff { return staff.actor }
        return Actor(kind: .person, id: account.id.text, name: account.maskedName,
                     capacity: actingFor == nil ? "holder" : "agent", body: actingFor?.code)
    }

    func view(_ directory: OrganisationDirectory) -> SessionView {
        SessionView(
            actor: actor, name: account.name, csrf: csrf, roles: Set(staff?.roles.map(\.rawValue) ?? []), region: staff?.region,
            body: staff.map { directory.name(ofBody: $0.body) } ?? actingFor?.name, assurance: account.assurance.rawValue)
    }
}

extension StaffMember {
    /// The actor in his main role; where a post has several, the one that weighs most in a decision.
    public var actor: Actor {
        let order: [Role] = [.chief, .officer, .window, .supervisor, .administrator, .auditor]
        return Actor(kind: .staff, id: id, name: name, capacity: order.first(where: has)?.rawValue ?? "staff", body: body)
    }
}

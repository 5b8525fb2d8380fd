import Kernel
import Ledger
import Organisations
import Signing
import Storage

/// What an administrator gives to take somebody on.
public struct Appointment: Sendable {
    public var login: String, name: String, nameEn: String?
    public var staffNo: String, body: String, region: String, roles: Set<StaffMember.Role>, post: String

    public init(login: String, name: String, nameEn: String? = nil, staffNo: String, body: String, region: String,
                roles: Set<StaffMember.Role>, post: String) {
        (self.login, self.name, self.nameEn, self.staffNo) = (login, name, nameEn, staffNo)
        (self.body, self.region, self.roles, self.post) = (body, region, roles, post)
    }
}

extension Identity {
    /// Gives one of the staff an account and a post. With a password that isn't his own (`isGiven`) he has no role until he has changed it.
    /// - Throws: `identity.appointment` for a body or region that is not there, or no role; `identity.auditor_alone` for an auditor with
    ///   another role; `identity.login_taken`.
    public func appoint(
        _ appointment: Appointment, password: Secret<String>, isGiven: Bool = false, by actor: Actor
    ) async throws -> StaffMember {
        guard directory.body(appointment.body) != nil, directory.region(appointment.region) != nil, !appointment.roles.isEmpty,
              !appointment.login.trimmed.isEmpty, !appointment.name.trimmed.isEmpty else {
            throw Problem("identity.appointment", .invalid, ["login": appointment.login])
        }
        // Powers are separated (三员分立): nobody watches over himself.
        guard !appointment.roles.contains(.auditor) || appointment.roles == [.auditor] else {
            throw Problem("identity.auditor_alone", .invalid, ["login": appointment.login])
        }
        let now = clock.now, stored = try await hash(password)
        let account = Account(
            id: random.key(at: now), kind: .staff, login: appointment.login, name: appointment.name, nameEn: appointment.nameEn,
            idNumber: nil, mobile: nil, assurance: .certified, isRegistered: true, createdAt: now)
        let staff = StaffMember(
            id: account.id.text, name: account.name, staffNo: appointment.staffNo, body: appointment.body, region: appointment.region,
            roles: appointment.roles, post: appointment.post)
        let facts = ["staffNo": staff.staffNo, "body": staff.body, "region": staff.region,
                     "roles": staff.roles.sorted().map(\.rawValue).joined(separator: ",")]
        let act = act("staff.appointed", of: account.id, by: actor, at: now, facts)
        do {
            return try await ledger.command { [accounts] tx in
                try accounts.add(account, password: stored, givenAt: isGiven ? now : nil, tx)
                try StaffStore.put(staff, tx)
                return Acted(staff, act)
            }
        } catch is StorageConflict { throw Problem("identity.login_taken", .conflict, ["login": appointment.login]) }
    }
}

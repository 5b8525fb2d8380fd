import Kernel
import Ledger
import Organisations
import Storage

extension Identity {
    /// Ends the post of one of the staff: his password, his roles and his sessions are gone at once. What he has done stays his, and
    /// his login and his number stay taken. An act.
    /// - Throws: `identity.no_staff` when nobody of the staff has that login; `identity.reason` without a reason.
    public func dismiss(_ login: String, reason: String, by actor: Actor) async throws -> StaffMember {
        let reason = reason.trimmed, now = clock.now
        guard (2...200).contains(reason.count) else { throw Problem("identity.reason", .invalid) }
        let actID = random.key(Act.self, at: now)
        let dismissed = try await ledger.command { [accounts] tx in
            guard let account = try accounts.find(login: login, tx), let staff = try StaffStore.post(of: account, tx) else {
                throw Problem("identity.no_staff", .notFound, ["login": login])
            }
            try accounts.set(password: nil, of: account.id, tx)
            try StaffStore.put(staff.withoutRoles, tx)
            try SessionStore.remove(of: account.id, tx)
            try DeviceStore.forget(account.id, except: nil, tx)
            let facts = ["staffNo": staff.staffNo, "body": staff.body, "reason": reason]
            return Acted(staff, Act(actID, "staff.dismissed", of: Subject("account", account.id), by: actor, at: now, facts: facts))
        }
        if let account = ID<Account>(dismissed.id) { sessions.forget(account) }
        return dismissed
    }

    /// Ends every session of whoever signs in by that name, or of everybody: after a device was lost, after a password was seen. They
    /// sign in again. An act, of nobody's account when it is everybody.
    /// - Returns: how many sessions there were.
    public func endSessions(of name: String?, by actor: Actor) async throws -> Int {
        let now = clock.now, actID = random.key(Act.self, at: now)
        let ended = try await ledger.command { [accounts] tx in
            var account: ID<Account>?
            if let name {
                guard let found = try SignInName(name).find(accounts, tx) else { throw Problem("identity.no_account", .notFound) }
                account = found.id
            }
            let count = try SessionStore.count(of: account, tx)
            if let account { try SessionStore.remove(of: account, tx) } else { try SessionStore.remove(openedBefore: now + .days(1), tx) }
            // A device that was lost is a stranger's from now on.
            if let account { try DeviceStore.forget(account, except: nil, tx) }
            let subject = account.map { Subject("account", $0) } ?? Subject("account", "all")
            return Acted(count, Act(actID, "account.sessions_ended", of: subject, by: actor, at: now, facts: ["sessions": "\(count)"]))
        }
        sessions.forgetAll()
        return ended
    }
}

extension StaffMember {
    /// In the same post, and nothing may be done in it.
    var withoutRoles: StaffMember {
        StaffMember(id: id, name: name, staffNo: staffNo, body: body, region: region, roles: [], post: post)
    }
}

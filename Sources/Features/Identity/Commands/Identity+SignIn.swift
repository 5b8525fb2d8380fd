import Kernel
import Ledger
import Organisations
import NIOPosix
import Signing
import Standards
import Storage

/// Somebody has signed in: the token for his cookie, and the session it opens.
public struct SignedIn: Sendable {
    public let token: Secret<String>
    public let session: Session
}

extension Identity {
    /// Opens a session for whoever has this name - account name, mobile or identity number - and this password. The token is new
    /// each time. Staff's signing in is an act.
    /// - Throws: `identity.refused`, which does not tell whether there is such an account; `identity.locked`, which does not either.
    public func signIn(_ name: String, password: Secret<String>, from address: String) async throws -> SignedIn {
        let name = name.trimmed
        guard name.utf8.count <= 200, password.reveal().utf8.count <= 1000 else { throw Self.refused }
        let attempt = random.key(Attempt.self, at: clock.now)
        let candidate = try await candidate(for: name, attempt, from: address)
        let isRight = try await NIOThreadPool.singleton.runIfActive { [passwords] in
            try passwords.verify(password, against: candidate.password)
        }
        guard isRight, let account = candidate.account else { throw Self.refused }
        let stored = candidate.password ?? ""
        let renewed = passwords.needsRehash(stored) ? try await hash(password) : nil
        return try await open(account, forgiving: attempt, on: candidate.key, renewing: renewed)
    }

    private static let refused = Problem("identity.refused", .unauthenticated)

    private struct Candidate: Sendable {
        let account: Account?
        let password: String?
        /// Under what the attempt is counted.
        let key: String
    }

    /// Finds the account and counts the attempt, in one transaction.
    private func candidate(for name: String, _ attempt: ID<Attempt>, from address: String) async throws -> Candidate {
        let now = clock.now
        return try await database.write { [accounts] tx in
            let account = try SignInName(name).find(accounts, tx)
            let key = account?.id.text ?? name.lowercased()
            try Lockout(cipher: accounts.cipher).count(attempt, on: key, from: address, at: now, tx)
            return Candidate(account: account, password: try account.flatMap { try accounts.password(of: $0.id, tx) }, key: key)
        }
    }

    private func open(
        _ account: Account, forgiving attempt: ID<Attempt>, on key: String, renewing password: String?
    ) async throws -> SignedIn {
        let token = sessions.newToken(), now = clock.now
        let open: @Sendable (any Transaction) throws -> Void = { [accounts] tx in
            try Lockout(cipher: accounts.cipher).forgive(attempt, on: key, tx)
            if let password { try accounts.renew(hash: password, of: account.id, tx) }
            try SessionStore.remove(openedBefore: now - Session.Limit.absolute, tx)
            try SessionStore.add(token.digest, account.id, at: now, tx)
        }
        if let staff = try await staff(account.id.text) {
            let act = act("staff.signed_in", of: account.id, by: staff.actor, at: now, ["staffNo": staff.staffNo])
            try await ledger.command { tx in
                try open(tx)
                return Acted(recording: act)
            }
        } else {
            try await database.write(open)
        }
        guard let session = try await sessions.find(token) else {
            throw Problem("error.fault", .fault, reason: "a new session was not found")
        }
        return SignedIn(token: Secret(token.text), session: session)
    }
}

/// What people type to say who they are.
struct SignInName {
    private let text: String

    init(_ text: String) { self.text = text }

    /// By account name first, then by mobile, then by identity number. A mobile that two accounts share names neither.
    func find(_ accounts: AccountStore, _ tx: any Reading) throws -> Account? {
        if let account = try accounts.find(login: text, tx) { return account }
        if let mobile = MobileNumber(text) {
            let owners = try accounts.registered(mobile: mobile.text, tx)
            return owners.count == 1 ? owners[0] : nil
        }
        return try CitizenID(text).flatMap { try accounts.find(idNumber: $0.text, tx) }
    }
}

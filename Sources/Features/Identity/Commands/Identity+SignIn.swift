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
    /// Opens a session for whoever has this name - account name, mobile or proven identity number - and this password. The token is new
    /// each time. Staff's signing in is an act.
    /// - Throws: `identity.refused`, which does not tell whether there is such an account; `identity.locked`, which does not either.
    public func signIn(_ name: String, password: Secret<String>, from address: String) async throws -> SignedIn {
        let name = name.trimmed
        guard name.utf8.count <= 200 else { throw Self.refused }
        return try await signIn(SignInName(name), password: password, from: address)
    }

    func signIn(_ name: SignInName, password: Secret<String>, from address: String) async throws -> SignedIn {
        guard password.reveal().utf8.count <= 1000 else { throw Self.refused }
        let attempt = random.key(Attempt.self, at: clock.now)
        let candidates = try await candidates(for: name, attempt, from: address)
        let right = try await NIOThreadPool.singleton.runIfActive { [passwords] in
            try passwords.match(password, among: candidates.passwords)
        }
        guard let right else { throw Self.refused }
        let renewed = candidates.isAlone && passwords.needsRehash(candidates.passwords[right]) ? try await hash(password) : nil
        return try await open(candidates.accounts[right], forgiving: attempt, on: candidates.key, renewing: renewed)
    }

    private static let refused = Problem("identity.refused", .unauthenticated)

    /// Whom a name may mean: several accounts may give one mobile, and the password says which of them it is.
    private struct Candidates: Sendable {
        let accounts: [ID<Account>]
        let passwords: [String]
        /// Under what the attempt is counted.
        let key: String
        /// Whether no other account has the mobile: passwords beside others keep their salt, for they must be told apart at one go.
        let isAlone: Bool
    }

    /// Finds the accounts and counts the attempt, in one transaction.
    private func candidates(for name: SignInName, _ attempt: ID<Attempt>, from address: String) async throws -> Candidates {
        let now = clock.now
        return try await database.write { [accounts] tx in
            let found = try name.find(accounts, tx)
            let key = found.count == 1 ? found[0].id.text : name.text.lowercased()
            try Lockout(cipher: accounts.cipher).count(attempt, on: key, from: address, at: now, tx)
            return Candidates(accounts: found.map(\.id), passwords: found.map(\.password), key: key,
                              isAlone: try found.allSatisfy { try accounts.isAlone($0.id, tx) })
        }
    }

    private func open(
        _ account: ID<Account>, forgiving attempt: ID<Attempt>, on key: String, renewing password: String?
    ) async throws -> SignedIn {
        let now = clock.now, staff = try await staff(account.text)
        let signedIn = staff.map { act("staff.signed_in", of: account, by: $0.actor, at: now, ["staffNo": $0.staffNo]) }
        return try await opened { [accounts, ledger, database] open in
            let enter: @Sendable (any Transaction) throws -> Void = { tx in
                try Lockout(cipher: accounts.cipher).forgive(attempt, on: key, tx)
                if let password { try accounts.set(password: password, of: account, tx) }
                try open(account, tx)
            }
            guard let signedIn else { return try await database.write(enter) }
            try await ledger.command { tx in
                try enter(tx)
                return Acted(recording: signedIn)
            }
        }
    }

    /// Opens a session within what `body` writes.
    func opened(
        _ body: (@escaping @Sendable (ID<Account>, any Transaction) throws -> Void) async throws -> Void
    ) async throws -> SignedIn {
        let token = sessions.newToken(), now = clock.now
        try await body { account, tx in
            try SessionStore.remove(openedBefore: now - Session.Limit.absolute, tx)
            try SessionStore.add(token.digest, account, at: now, tx)
        }
        guard let session = try await sessions.find(token) else {
            throw Problem("error.fault", .fault, reason: "a new session was not found")
        }
        return SignedIn(token: Secret(token.text), session: session)
    }
}

/// What people type to say who they are.
struct SignInName: Sendable {
    let text: String
    private let account: ID<Account>?

    init(_ text: String) { (self.text, account) = (text, nil) }

    /// Of somebody who is signed in already.
    init(_ account: ID<Account>) { (text, self.account) = (account.text, account) }

    /// By account name first, then by mobile, then by identity number, which is a name only for whom it is proven to be.
    func find(_ accounts: AccountStore, _ tx: any Reading) throws -> [AccountStore.SignIn] {
        if let account { return try entry(account, accounts, tx) }
        if let account = try accounts.find(login: text, tx) { return try entry(account.id, accounts, tx) }
        if let mobile = MobileNumber(text) { return try accounts.signIns(mobile: mobile.text, tx) }
        return try CitizenID(text).flatMap { try accounts.owner(ofIDNumber: $0.text, tx) }.map { try entry($0.id, accounts, tx) } ?? []
    }

    private func entry(_ account: ID<Account>, _ accounts: AccountStore, _ tx: any Reading) throws -> [AccountStore.SignIn] {
        try accounts.password(of: account, tx).map { [(account, $0)] } ?? []
    }
}

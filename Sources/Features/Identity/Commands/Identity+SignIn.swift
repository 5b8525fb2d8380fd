import Kernel
import Ledger
import Organisations
import Signing
import Standards
import Storage
import Threads

/// Somebody has signed in: the tokens for his cookies, and the session that was opened.
public struct SignedIn: Sendable {
    public let token: Secret<String>
    /// By which his browser is known from now on.
    public let device: Secret<String>
    public let session: Session
}

extension Identity {
    /// Opens a session for whoever has this name - account name, mobile or proven identity number - and this password. The tokens are new
    /// each time. Staff's signing in is an act.
    /// - Parameter device: by what the browser says that it is known; whoever says so falsely is a stranger.
    /// - Throws: `identity.refused`, which does not tell whether there is such an account; `identity.locked` and
    ///   `identity.locked_briefly`, which don't either.
    public func signIn(
        _ name: String, password: Secret<String>, from address: String, on device: Secret<String>? = nil
    ) async throws -> SignedIn {
        let name = name.trimmed, device = device.map { DeviceToken($0.reveal()).digest }
        guard name.utf8.count <= 200, password.reveal().utf8.count <= 1000 else { throw Self.refused }
        let candidates = try await candidates(for: SignInName(name), from: address, on: device)
        if let wait = candidates.wait {
            note(.delayed, of: candidates.only, as: SignInName(name), from: address)
            throw Self.locked(wait)
        }
        guard let right = try await match(password, among: candidates) else {
            note(.failed, of: candidates.only, as: SignInName(name), from: address)
            throw Self.refused
        }
        // Passwords beside others keep their salt: they must be told apart at one go.
        let isAlone = candidates.entries.count == 1, entry = candidates.entries[right]
        let renewed = isAlone && passwords.needsRehash(entry.password) ? try await hash(password) : nil
        return try await open(entry.id, forgiving: candidates.guess, on: device, renewing: renewed)
    }

    private static let refused = Problem("identity.refused", .unauthenticated)

    /// In minutes, or in seconds when it is no more than two minutes.
    private static func locked(_ wait: Duration) -> Problem {
        let seconds = (wait.milliseconds + 999) / 1000, arguments = ["seconds": "\(seconds)", "minutes": "\((seconds + 59) / 60)"]
        return Problem(seconds > 120 ? "identity.locked" : "identity.locked_briefly", .tooMany, arguments)
    }

    /// Whom a name may mean: several accounts may give one mobile, and the password says which of them it is.
    private struct Candidates: Sendable {
        let entries: [SignInEntry]
        /// The account, when it can be no other.
        let only: Account?
        let guess: Lockout.Guess
        /// How long he has to wait; then the attempt is none.
        let wait: Duration?
    }

    /// Finds the accounts and counts the attempt, in one transaction.
    private func candidates(for name: SignInName, from address: String, on device: Digest?) async throws -> Candidates {
        let now = clock.now
        return try await database.write { [accounts] tx in
            let entries = try name.entries(accounts, tx)
            let known = try device.flatMap { device in
                try entries.contains { try DeviceStore.isKnown(device, to: $0.id, since: now - DeviceToken.memory, tx) } ? device : nil
            }
            let guess = Lockout.Guess(name: name.counted, address: address, device: known)
            let wait = try Lockout(cipher: accounts.cipher).count(guess, at: now, tx)
            let only = entries.count == 1 ? try accounts.find(entries[0].id, tx) : nil
            return Candidates(entries: entries, only: only, guess: guess, wait: wait)
        }
    }

    /// Which of the candidates has this password. Where the work can't be done, the attempt is taken back: nobody waits for what he did not
    /// get wrong.
    private func match(_ password: Secret<String>, among candidates: Candidates) async throws -> Int? {
        do {
            return try await threads.run { [passwords] in try passwords.match(password, among: candidates.entries.map(\.password)) }
        } catch {
            let now = clock.now
            try await database.write { [accounts] in try Lockout(cipher: accounts.cipher).takeBack(candidates.guess, at: now, $0) }
            throw error
        }
    }

    private func open(
        _ account: ID<Account>, forgiving guess: Lockout.Guess, on device: Digest?, renewing password: String?
    ) async throws -> SignedIn {
        let now = clock.now, staff = try await staff(account.text)
        let signedIn = staff.map { act("staff.signed_in", of: account, by: $0.actor, at: now, ["staffNo": $0.staffNo]) }
        return try await opened(on: device) { [accounts, ledger, database] open in
            let enter: @Sendable (any Transaction) throws -> Void = { tx in
                try Lockout(cipher: accounts.cipher).forgive(guess, tx)
                if let password { try accounts.renew(hash: password, of: account, tx) }
                try open(account, tx)
            }
            guard let signedIn else { return try await database.write(enter) }
            try await ledger.command { tx in
                try enter(tx)
                return Acted(recording: signedIn)
            }
        }
    }

    /// Opens a session within what `body` writes, and knows the browser from then on.
    func opened(
        on device: Digest?, _ body: (@escaping @Sendable (ID<Account>, any Transaction) throws -> Void) async throws -> Void
    ) async throws -> SignedIn {
        let token = sessions.newToken(), known = DeviceToken(sessions.newToken().text), now = clock.now
        try await body { account, tx in
            try DeviceStore.renew(device, to: known.digest, for: account, at: now, tx)
            try SessionStore.remove(openedBefore: now - Session.Limit.absolute, tx)
            try SessionStore.add(token.digest, account, at: now, tx)
        }
        guard let session = try await sessions.find(token) else {
            throw Problem("error.fault", .fault, reason: "a new session was not found")
        }
        return SignedIn(token: Secret(token.text), device: Secret(known.text), session: session)
    }
}

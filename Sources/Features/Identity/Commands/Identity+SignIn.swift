import Kernel
import Ledger
import Organisations
import NIOPosix
import Signing
import Standards
import Storage

/// Somebody has signed in: the tokens for his cookies, and the session that was opened.
public struct SignedIn: Sendable {
    public let token: Secret<String>
    /// By which his browser is known from now on.
    public let device: Secret<String>
    public let session: Session
}

extension Identity {
    /// Opens a session for whoever has this name - account name, mobile or identity number - and this password. The tokens are new
    /// each time. Staff's signing in is an act.
    /// - Parameter device: by what the browser says that it is known; whoever says so falsely is a stranger.
    /// - Throws: `identity.refused`, which does not tell whether there is such an account; `identity.locked` and
    ///   `identity.locked_briefly`, which don't either.
    public func signIn(
        _ name: String, password: Secret<String>, from address: String, on device: Secret<String>? = nil
    ) async throws -> SignedIn {
        let name = name.trimmed, device = device.map { DeviceToken($0.reveal()).digest }
        guard name.utf8.count <= 200, password.reveal().utf8.count <= 1000 else { throw Self.refused }
        let candidate = try await candidate(for: SignInName(name), from: address, on: device)
        if let wait = candidate.wait {
            note(.delayed, of: candidate.account, as: SignInName(name), from: address)
            throw Self.locked(wait)
        }
        guard try await isRight(password, of: candidate), let account = candidate.account else {
            note(.failed, of: candidate.account, as: SignInName(name), from: address)
            throw Self.refused
        }
        let renewed = try await passwords.needsRehash(candidate.password ?? "") ? hash(password) : nil
        return try await open(account, forgiving: candidate.guess, on: device, renewing: renewed)
    }

    private static let refused = Problem("identity.refused", .unauthenticated)

    /// In minutes, or in seconds when it is no more than two minutes.
    private static func locked(_ wait: Duration) -> Problem {
        let seconds = (wait.milliseconds + 999) / 1000, arguments = ["seconds": "\(seconds)", "minutes": "\((seconds + 59) / 60)"]
        return Problem(seconds > 120 ? "identity.locked" : "identity.locked_briefly", .tooMany, arguments)
    }

    private struct Candidate: Sendable {
        let account: Account?
        let password: String?
        let guess: Lockout.Guess
        /// How long he has to wait; then the attempt is none.
        let wait: Duration?
    }

    /// Finds the account and counts the attempt, in one transaction.
    private func candidate(for name: SignInName, from address: String, on device: Digest?) async throws -> Candidate {
        let now = clock.now
        return try await database.write { [accounts] tx in
            let account = try name.find(accounts, tx)
            let known = try device.flatMap { device in
                try account.flatMap { try DeviceStore.isKnown(device, to: $0.id, since: now - DeviceToken.memory, tx) ? device : nil }
            }
            let guess = Lockout.Guess(name: name.counted, address: address, device: known)
            let wait = try Lockout(cipher: accounts.cipher).count(guess, at: now, tx)
            let password = try account.flatMap { try accounts.password(of: $0.id, tx) }
            return Candidate(account: account, password: password, guess: guess, wait: wait)
        }
    }

    /// Where the work can't be done, the attempt is taken back: nobody waits for what he did not get wrong.
    private func isRight(_ password: Secret<String>, of candidate: Candidate) async throws -> Bool {
        do {
            return try await NIOThreadPool.singleton.runIfActive { [passwords] in
                try passwords.verify(password, against: candidate.password)
            }
        } catch {
            let now = clock.now
            try await database.write { [accounts] in try Lockout(cipher: accounts.cipher).takeBack(candidate.guess, at: now, $0) }
            throw error
        }
    }

    private func open(
        _ account: Account, forgiving guess: Lockout.Guess, on device: Digest?, renewing password: String?
    ) async throws -> SignedIn {
        let token = sessions.newToken(), known = DeviceToken(sessions.newToken().text), now = clock.now
        let open: @Sendable (any Transaction) throws -> Void = { [accounts] tx in
            try Lockout(cipher: accounts.cipher).forgive(guess, tx)
            if let password { try accounts.set(password: password, of: account.id, tx) }
            try DeviceStore.renew(device, to: known.digest, for: account.id, at: now, tx)
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
        return SignedIn(token: Secret(token.text), device: Secret(known.text), session: session)
    }
}

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
        let name = name.trimmed
        guard name.utf8.count <= 200 else { throw Self.refused }
        return try await signIn(SignInName(name), password: password, from: address, on: device)
    }

    /// A browser from which some of the accounts were signed in opens those alone as one that is known. To the others that give the same
    /// mobile it is a stranger: each of its tries counts there, also one that opens an account, or whoever gives another's mobile as his
    /// own could guess the other's password by signing in to his.
    func signIn(_ name: SignInName, password: Secret<String>, from address: String, on device: Secret<String>?) async throws -> SignedIn {
        guard password.reveal().utf8.count <= 1000 else { throw Self.refused }
        let device = device.map { DeviceToken($0.reveal()).digest }
        let candidates = try await candidates(for: name, from: address, on: device)
        try demand(noWait: candidates.wait, of: candidates, as: name, from: address)
        let right = try await match(password, among: candidates)
        let own = right.filter { candidates.known.contains($0) }, others = right.filter { !candidates.known.contains($0) }
        if !candidates.known.isEmpty, own.isEmpty, candidates.known.count < candidates.entries.count {
            try demand(noWait: await countAsStranger(name, from: address), of: candidates, as: name, from: address)
        }
        // Who has made himself two accounts with one password comes into the one that is proven, or else the older.
        guard let place = own.first ?? others.first else {
            note(.failed, of: candidates.only, as: name, from: address)
            throw Self.refused
        }
        let entry = candidates.entries[place], isForgiven = !own.isEmpty || candidates.entries.count == 1
        let renewed = candidates.isAlone && passwords.needsRehash(entry.password) ? try await hash(password) : nil
        return try await open(entry.id, forgiving: isForgiven ? candidates.guess : nil, on: device, renewing: renewed)
    }

    private func demand(noWait wait: Duration?, of candidates: Candidates, as name: SignInName, from address: String) throws {
        guard let wait else { return }
        note(.delayed, of: candidates.only, as: name, from: address)
        throw Self.locked(wait)
    }

    private func countAsStranger(_ name: SignInName, from address: String) async throws -> Duration? {
        let now = clock.now, guess = Lockout.Guess(name: name.counted, address: address, device: nil)
        return try await database.write { [accounts] in try Lockout(cipher: accounts.cipher).count(guess, at: now, $0) }
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
        /// The places of those that were signed in from this browser before.
        let known: Set<Int>
        /// The account, when it can be no other.
        let only: Account?
        /// Whether no other account has the mobile: passwords beside others keep their salt, for they must be told apart at one go.
        let isAlone: Bool
        let guess: Lockout.Guess
        /// How long he has to wait; then the attempt is none.
        let wait: Duration?
    }

    /// Finds the accounts and counts the attempt, in one transaction.
    private func candidates(for name: SignInName, from address: String, on device: Digest?) async throws -> Candidates {
        let now = clock.now
        return try await database.write { [accounts] tx in
            let entries = try name.entries(accounts, tx)
            let known = try entries.indices.filter { place in
                try device.map { try DeviceStore.isKnown($0, to: entries[place].id, since: now - DeviceToken.memory, tx) } ?? false
            }
            let guess = Lockout.Guess(name: name.counted, address: address, device: known.isEmpty ? nil : device)
            let wait = try Lockout(cipher: accounts.cipher).count(guess, at: now, tx)
            let only = entries.count == 1 ? try accounts.find(entries[0].id, tx) : nil
            let isAlone = try entries.allSatisfy { try accounts.isAlone($0.id, tx) }
            return Candidates(entries: entries, known: Set(known), only: only, isAlone: isAlone, guess: guess, wait: wait)
        }
    }

    /// Which of the candidates have this password. Where the work can't be done, the attempt is taken back: nobody waits for what he
    /// did not get wrong.
    private func match(_ password: Secret<String>, among candidates: Candidates) async throws -> [Int] {
        do {
            return try await threads.run { [passwords] in try passwords.match(password, among: candidates.entries.map(\.password)) }
        } catch {
            let now = clock.now
            try await database.write { [accounts] in try Lockout(cipher: accounts.cipher).takeBack(candidates.guess, at: now, $0) }
            throw error
        }
    }

    private func open(
        _ account: ID<Account>, forgiving guess: Lockout.Guess?, on device: Digest?, renewing password: String?
    ) async throws -> SignedIn {
        let now = clock.now, staff = try await staff(account.text)
        let signedIn = staff.map { act("staff.signed_in", of: account, by: $0.actor, at: now, ["staffNo": $0.staffNo]) }
        return try await opened(on: device) { [accounts, ledger, database] open in
            let enter: @Sendable (any Transaction) throws -> Void = { tx in
                if let guess { try Lockout(cipher: accounts.cipher).forgive(guess, tx) }
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

import Kernel
import Storage

/// One try to sign in.
enum Attempt {}

/// Slows guessing down: after five failures in a quarter of an hour an account must wait, and after thirty the address from
/// which they came. An attempt is counted before the password is looked at and forgiven when it was right, so that many
/// guesses at once do not slip through.
struct Lockout: Sendable {
    static let window = Duration.minutes(15)
    static let accountLimit = 5, addressLimit = 30

    let cipher: PersonCipher

    /// Counts an attempt. A name that nobody has is counted like one that somebody has, so waiting tells nothing.
    /// - Throws: `identity.locked` with the minutes to wait.
    func count(_ attempt: ID<Attempt>, on account: String, from address: String, at now: Timestamp, _ tx: any Transaction) throws {
        try AttemptStore.remove(before: now - Self.window, tx)
        for (name, limit) in [("account \(account)", Self.accountLimit), ("address \(address)", Self.addressLimit)] {
            let key = cipher.attemptKey(name)
            try tx.lock("sign_in/\(key.hex)")
            let earlier = try AttemptStore.attempts(under: key, since: now - Self.window, limit: limit, tx)
            if earlier.count >= limit, let oldest = earlier.first {
                let wait = (oldest + Self.window - now).milliseconds
                throw Problem("identity.locked", .tooMany, ["minutes": "\((wait + 59_999) / 60_000)", "seconds": "\((wait + 999) / 1000)"])
            }
            try AttemptStore.add(attempt, under: key, at: now, tx)
        }
    }

    /// The password was right: this attempt counts for nothing, nor do the account's earlier ones.
    func forgive(_ attempt: ID<Attempt>, on account: String, _ tx: any Transaction) throws {
        try AttemptStore.forgive(attempt, and: cipher.attemptKey("account \(account)"), tx)
    }
}

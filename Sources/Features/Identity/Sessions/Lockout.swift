import Kernel
import Signing
import Storage

/// Slows guessing down, and nobody else: see ``LockoutRule``. Counted in the database, so on all nodes together. An attempt is counted
/// before the password is looked at and taken back when it was right, so that many guesses at once do not slip through.
///
/// What is counted is the name as it was typed, not the account behind it: otherwise waiting would tell that there is one, or that a
/// mobile and an identity number belong together.
struct Lockout: Sendable {
    /// Who tries what.
    struct Guess: Sendable {
        /// As ``SignInName`` writes it, so that one name counts as one however it is typed.
        let name: String
        let address: String
        /// The browser, when the account has been signed in from it before. What strangers do doesn't concern it, nor it them.
        let device: Digest?
    }

    let cipher: PersonCipher

    /// Counts an attempt as failed, unless it comes too early: then gives how long to wait.
    func count(_ guess: Guess, at now: Timestamp, _ tx: any Transaction) throws -> Duration? {
        try FailureStore.remove(before: now - LockoutRule.memory, tx)
        return try guess.device == nil ? countStranger(guess, at: now, tx) : countFriend(guess, at: now, tx)
    }

    /// The password was right: the guesser's failures at this name are forgotten, and this attempt counts for nothing.
    func forgive(_ guess: Guess, _ tx: any Transaction) throws {
        try FailureStore.forget(own(guess), tx)
        try takeBackShared(guess, tx)
    }

    /// The password was not looked at: the attempt was none.
    func takeBack(_ guess: Guess, at now: Timestamp, _ tx: any Transaction) throws {
        try FailureStore.takeBack(own(guess), at: now, tx)
        try takeBackShared(guess, tx)
    }

    private func takeBackShared(_ guess: Guess, _ tx: any Transaction) throws {
        guard guess.device == nil else { return }
        for key in [shared(address: guess.address), shared(name: guess.name)] { try FailureStore.takeBack(key, at: nil, tx) }
    }

    private func countFriend(_ guess: Guess, at now: Timestamp, _ tx: any Transaction) throws -> Duration? {
        let key = own(guess), own = try FailureStore.hold(key, tx)
        if let own, now < own.until { return own.until - now }
        try add(to: own, under: key, isBesieged: false, at: now, tx)
        return nil
    }

    /// Always in the same order, so that no two attempts wait for each other.
    private func countStranger(_ guess: Guess, at now: Timestamp, _ tx: any Transaction) throws -> Duration? {
        let keys = (own: own(guess), address: shared(address: guess.address), name: shared(name: guess.name))
        let own = try FailureStore.hold(keys.own, tx), address = try FailureStore.hold(keys.address, tx)
        let others = try FailureStore.hold(keys.name, tx)?.failures ?? 0
        let threshold = LockoutRule.threshold(after: others)
        let budget = AddressBudget(failures: address?.failures ?? 0, at: address?.at ?? now).leaked(until: now)
        // Whoever comes new to a name at which many guess is noted, and gets his turn when his own wait is over.
        if own == nil, threshold > .zero { try FailureStore.put(Failures(0, until: now + threshold, at: now), under: keys.own, tx) }
        let wait = max(own.map { $0.until - now } ?? threshold, budget.wait(at: now))
        guard wait <= .zero else { return wait }
        try add(to: own, under: keys.own, isBesieged: threshold > .zero, at: now, tx)
        try FailureStore.put(Failures(budget.failures + 1, until: now, at: budget.at), under: keys.address, tx)
        try FailureStore.put(Failures(others + 1, until: now, at: now), under: keys.name, tx)
        return nil
    }

    private func add(to failures: Failures?, under key: [UInt8], isBesieged: Bool, at now: Timestamp, _ tx: any Transaction) throws {
        let count = (failures?.failures ?? 0) + 1
        try FailureStore.put(Failures(count, until: now + LockoutRule.pause(after: count, isBesieged: isBesieged), at: now), under: key, tx)
    }

    private func own(_ guess: Guess) -> [UInt8] {
        let who = guess.device.map { "device \($0.hex)" } ?? "address \(NetworkAddress.subscriber(of: guess.address))"
        return cipher.attemptKey("\(who)\n\(guess.name)")
    }

    private func shared(address: String) -> [UInt8] { cipher.attemptKey("address \(NetworkAddress.subscriber(of: address))") }

    private func shared(name: String) -> [UInt8] { cipher.attemptKey("name \(name)") }
}

import Kernel

/// How long somebody waits who has failed to sign in. Three measures, each against another way of guessing:
///
/// - One guesser at one name: five mistakes are free, then the waits grow from half a minute to an hour.
/// - One address at many names: fifty mistakes, and one more each minute.
/// - Many addresses at one name: once thirty of them have failed, whoever is new waits for seconds before his first try, and has one
///   mistake free instead of five. It is his own wait, counted from when he first asked: however many others guess, he gets his turn.
enum LockoutRule {
    /// Failures that are older than this are forgotten.
    static let memory = Duration.hours(24)

    /// How long a guesser waits at a name after so many failures there.
    /// - Parameter isBesieged: whether many others have failed at that name.
    static func pause(after failures: Int, isBesieged: Bool) -> Duration {
        let doublings = failures - (isBesieged ? 1 : 5)
        return doublings < 0 ? .zero : min(.hours(1), .seconds(30 << min(doublings, 7)))
    }

    /// How long a guesser who is new waits before his first try at a name, at which so many others have failed.
    static func threshold(after failures: Int) -> Duration {
        failures < 30 ? .zero : min(.minutes(1), .seconds(5 << min(failures / 30 - 1, 4)))
    }
}

/// What an address may get wrong, over all names: a bucket that leaks one failure a minute.
struct AddressBudget: Equatable {
    static let most = 50, leak = Duration.minutes(1)

    var failures: Int
    var at: Timestamp

    /// What is left of it now.
    func leaked(until now: Timestamp) -> AddressBudget {
        let leaks = max(0, (now - at).milliseconds / Self.leak.milliseconds)
        guard leaks < failures else { return AddressBudget(failures: 0, at: now) }
        return AddressBudget(failures: failures - Int(leaks), at: at + .milliseconds(leaks * Self.leak.milliseconds))
    }

    /// How long until one more may be got wrong; of what has leaked until now.
    func wait(at now: Timestamp) -> Duration { failures < Self.most ? .zero : at + Self.leak - now }
}

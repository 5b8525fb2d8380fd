import Kernel

/// How long the store is waited for, and how often it is asked again. Every request may be sent twice without harm.
public struct Patience: Sendable {
    /// How often a request is sent in all.
    public var attempts: Int
    /// How long after its first failure a request is still sent again: somebody waits for the answer.
    public var trouble: Duration
    /// The bound of the pause after a first failure; doubled after each further one, up to `longest`.
    public var pause: Duration
    public var longest: Duration
    /// For a connection.
    public var connect: Duration
    /// For the head of an answer, from when the request is begun.
    public var answer: Duration
    /// Between two stretches of an answer.
    public var silence: Duration

    public init(
        attempts: Int = 6, trouble: Duration = .seconds(4), pause: Duration = .milliseconds(200), longest: Duration = .seconds(2),
        connect: Duration = .seconds(2), answer: Duration = .seconds(60), silence: Duration = .seconds(30)
    ) {
        (self.attempts, self.trouble, self.pause, self.longest) = (attempts, trouble, pause, longest)
        (self.connect, self.answer, self.silence) = (connect, answer, silence)
    }

    /// Anything up to the bound, so that those who failed together don't come back together.
    func pause(after failures: Int, _ random: some RandomSource) -> Duration {
        let bound = min(longest, pause * (1 << min(max(failures, 1) - 1, 20)))
        return .milliseconds(random.number(below: Int(clamping: bound.milliseconds) + 1))
    }
}

/// How often a request has failed, and since when.
struct Failures {
    private let patience: Patience
    private(set) var count = 0
    private var end: ContinuousClock.Instant?

    init(_ patience: Patience) { self.patience = patience }

    /// Notes one more, and tells whether the request may be sent again.
    mutating func mayFollow() -> Bool {
        count += 1
        let end = end ?? .now + patience.trouble
        self.end = end
        return count < patience.attempts && .now < end
    }
}

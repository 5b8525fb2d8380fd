import Kernel
import Synchronization

/// The limiters of a node by their names, so that what was spent on one node can be counted on the others.
public final class RateLimits: Sendable {
    /// Tokens that were taken under a key.
    public struct Spent: Sendable, Hashable, Codable {
        public let limiter: String, key: String, tokens: Double

        public init(limiter: String, key: String, tokens: Double) { (self.limiter, self.key, self.tokens) = (limiter, key, tokens) }
    }

    private struct Named { let limiter: RateLimiter, least: Double }

    private let known = Mutex<[String: Named]>([:])
    private let clock: any Clock

    public init(clock: any Clock) { self.clock = clock }

    /// A new limiter, known by this name on every node.
    /// - Parameter burst, perSecond: as `RateLimiter` has them.
    public func limiter(_ name: String, burst: Int, perSecond: Double) -> RateLimiter {
        let limiter = RateLimiter(burst: burst, perSecond: perSecond, clock: clock)
        // Of a generous limit only those are told who come near it: thousands are at rest.
        known.withLock { $0[name] = Named(limiter: limiter, least: max(1, Double(burst) / 20)) }
        return limiter
    }

    /// What was spent here and has not been told yet.
    public func takeUntold() -> [Spent] {
        known.withLock { $0 }.flatMap { name, named in
            named.limiter.takeUntold(named.least).map { Spent(limiter: name, key: $0.key, tokens: $0.value) }
        }
    }

    /// Counts what was spent on other nodes.
    public func charge(_ spent: [Spent]) {
        let limiters = known.withLock { $0 }
        for one in spent { limiters[one.limiter]?.limiter.charge(one.key, one.tokens) }
    }
}

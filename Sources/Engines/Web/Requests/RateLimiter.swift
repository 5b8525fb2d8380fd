import Kernel
import Synchronization

/// How often something may be done: a bucket of tokens for each key, refilled steadily. Kept in memory and bounded. Where several
/// nodes serve, they tell each other what was spent: see `RateLimits`.
public final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double, at: Timestamp
        /// What was taken here since the other nodes were told.
        var untold = 0.0
    }

    private let buckets: Mutex<RecencyTable<String, Bucket>>
    private let burst: Double, perSecond: Double
    private let clock: any Clock

    /// - Parameters:
    ///   - burst: How many may come at once.
    ///   - perSecond: How many more each second.
    ///   - bound: How many keys are remembered; beyond it those are forgotten that weren't heard of for longest.
    public init(burst: Int, perSecond: Double, bound: Int = 50_000, clock: any Clock = SystemClock()) {
        (self.burst, self.perSecond, self.clock) = (Double(max(1, burst)), max(perSecond, 0.0001), clock)
        buckets = Mutex(RecencyTable(bound: bound))
    }

    /// Takes a token, or throws ``Problem`` `rate.too_many` with the seconds to wait in its arguments.
    public func admit(_ key: String) throws {
        guard let wait = take(key) else { return }
        throw Problem("rate.too_many", .tooMany, ["seconds": String(wait)])
    }

    /// Throws as ``admit(_:)`` would, but takes nothing: for what is counted only when it goes wrong.
    public func check(_ key: String) throws {
        let now = clock.now
        let left = buckets.withLock { buckets in buckets[key].map { level($0, now) } ?? burst }
        if left < 1 { throw Problem("rate.too_many", .tooMany, ["seconds": String(Int(((1 - left) / perSecond).rounded(.up)))]) }
    }

    /// `nil` when a token was taken; else the whole seconds until there is one.
    func take(_ key: String) -> Int? {
        let now = clock.now
        return buckets.withLock { buckets in
            var bucket = buckets[key] ?? Bucket(tokens: burst, at: now)
            bucket.tokens = level(bucket, now)
            bucket.at = now
            let wait = bucket.tokens >= 1 ? nil : Int(((1 - bucket.tokens) / perSecond).rounded(.up))
            if wait == nil { (bucket.tokens, bucket.untold) = (bucket.tokens - 1, bucket.untold + 1) }
            buckets.set(key, bucket)
            return wait
        }
    }

    /// Keys of which at least `least` tokens were taken here since this was asked last, and how many.
    func takeUntold(_ least: Double) -> [String: Double] {
        buckets.withLock { buckets in
            var told: [String: Double] = [:]
            buckets.update { key, bucket in
                guard bucket.untold >= least else { return }
                (told[key], bucket.untold) = (bucket.untold, 0)
            }
            return told
        }
    }

    /// Another node has taken these.
    func charge(_ key: String, _ tokens: Double) {
        let now = clock.now
        buckets.withLock { buckets in
            var bucket = buckets[key] ?? Bucket(tokens: burst, at: now)
            bucket.tokens = max(0, level(bucket, now) - tokens)
            bucket.at = now
            buckets.set(key, bucket)
        }
    }

    private func level(_ bucket: Bucket, _ now: Timestamp) -> Double {
        // A clock that was set back must not take away what is there.
        min(burst, bucket.tokens + max(0, Double((now - bucket.at).milliseconds)) / 1000 * perSecond)
    }
}

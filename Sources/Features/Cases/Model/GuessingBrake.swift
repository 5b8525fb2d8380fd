import Web

/// A query code has six characters: it must not be tried through, neither from one address nor for one case. Only wrong pairs
/// count, so whoever holds a receipt may look as often as he likes.
final class GuessingBrake: Sendable {
    private let byAddress: RateLimiter, byNumber: RateLimiter

    init(_ limits: RateLimits) {
        byAddress = limits.limiter("track.address", burst: 20, perSecond: 0.1)
        byNumber = limits.limiter("track.number", burst: 20, perSecond: 0.02)
    }

    /// - Throws: `rate.too_many`.
    func check(_ address: String, _ number: String) throws {
        try byAddress.check(address)
        try byNumber.check(number)
    }

    func count(_ address: String, _ number: String) {
        // Both are counted, also when one of them has nothing left.
        _ = try? byAddress.admit(address)
        _ = try? byNumber.admit(number)
    }
}

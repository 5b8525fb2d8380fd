/// All values between two ends (FEEL's `range`). An end that isn't there, as in `< 10`, is `nil`.
public struct ValueRange: Sendable {
    public let low: Value?
    public let high: Value?
    public let includesLow: Bool
    public let includesHigh: Bool

    public init(_ low: Value?, _ high: Value?, includesLow: Bool = true, includesHigh: Bool = true) {
        (self.low, self.high, self.includesLow, self.includesHigh) = (low, high, includesLow, includesHigh)
    }

    /// Whether the value lies in the range; `nil` when it can't be compared with the ends.
    public func contains(_ value: Value) -> Bool? {
        var isInside = true
        if let low {
            guard let order = value.order(low) else { return nil }
            isInside = includesLow ? order >= 0 : order > 0
        }
        if let high {
            guard let order = value.order(high) else { return nil }
            isInside = isInside && (includesHigh ? order <= 0 : order < 0)
        }
        return isInside
    }
}

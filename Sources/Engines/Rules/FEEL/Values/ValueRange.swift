/// All values between two ends (FEEL's `range`). An end that isn't there, as in `< 10`, is `nil`.
public struct ValueRange: Sendable {
    public let low: Value?
    public let high: Value?
    public let includesLow: Bool
    public let includesHigh: Bool
    let form: Form

    /// How it is written; `(= 10)` holds the same values as `[10..10]`, and is another range.
    enum Form: Sendable {
        case interval
        /// `(= 10)`
        case only
        /// `(!= 10)`: all values but this.
        case not
    }

    public init(_ low: Value?, _ high: Value?, includesLow: Bool = true, includesHigh: Bool = true) {
        self.init(low, high, includesLow, includesHigh, .interval)
    }

    init(_ low: Value?, _ high: Value?, _ includesLow: Bool, _ includesHigh: Bool, _ form: Form) {
        (self.low, self.high, self.includesLow, self.includesHigh, self.form) = (low, high, includesLow, includesHigh, form)
    }

    /// Whether the value lies in the range; `nil` when it can't be compared with the ends.
    public func contains(_ value: Value) -> Bool? {
        if form == .not { return low.flatMap { value.equals($0) }.map { !$0 } }
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

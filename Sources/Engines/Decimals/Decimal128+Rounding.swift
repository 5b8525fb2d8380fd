import CDecimal

extension Decimal128 {
    /// Which way a number goes that lies between two others.
    public enum Rounding: Sendable, CaseIterable {
        case halfEven, floor, ceiling, towardZero, awayFromZero, halfAwayFromZero, halfTowardZero
    }

    /// Rounded to that many digits after the point (before it, when negative). `nil` when `scale` isn't a decimal128's: -6111...6176.
    public func rounded(scale: Int, _ rounding: Rounding) -> Self? {
        guard (-6111...6176).contains(scale) else { return nil }
        switch rounding {
        case .awayFromZero: return quantized(scale, isNegative ? .floor : .ceiling)
        case .halfTowardZero: return halfDown(scale)
        default: return quantized(scale, rounding)
        }
    }

    /// Rounded to an integer.
    public func rounded(_ rounding: Rounding) -> Self {
        var flags: UInt32 = 0
        return Self(__bid128_round_integral_exact(c, rounding.code, &flags))
    }

    /// A number with so many digits that it has none after the new place is returned as it is.
    private func quantized(_ scale: Int, _ rounding: Rounding) -> Self? {
        var flags: UInt32 = 0
        let quantum = __bid128_scalbn(Self.one.c, Int32(-scale), 0, &flags)
        return Self(finite: __bid128_quantize(c, quantum, rounding.code, &flags)) ?? self
    }

    /// The library has no "half towards zero": a half is found by its distance from both sides.
    private func halfDown(_ scale: Int) -> Self? {
        guard let near = quantized(scale, .towardZero), let far = quantized(scale, .halfAwayFromZero),
              let below = subtracting(near), let above = far.subtracting(self) else { return nil }
        return below.magnitude == above.magnitude ? near : far
    }
}

extension Decimal128.Rounding {
    /// The library's name for it.
    var code: UInt32 {
        switch self {
        case .halfEven: UInt32(BID_ROUNDING_TO_NEAREST)
        case .floor: UInt32(BID_ROUNDING_DOWN)
        case .ceiling: UInt32(BID_ROUNDING_UP)
        case .towardZero, .halfTowardZero: UInt32(BID_ROUNDING_TO_ZERO)
        case .halfAwayFromZero, .awayFromZero: UInt32(BID_ROUNDING_TIES_AWAY)
        }
    }
}

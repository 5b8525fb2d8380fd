import CDecimal

extension Decimal128 {
    /// `nil` of a negative number.
    public var squareRoot: Self? {
        var flags: UInt32 = 0
        return Self(finite: __bid128_sqrt(c, Rounding.halfEven.code, &flags))
    }

    /// The natural logarithm; `nil` of zero and below.
    public var logarithm: Self? {
        var flags: UInt32 = 0
        guard self > .zero else { return nil }
        return Self(finite: __bid128_log(c, Rounding.halfEven.code, &flags))
    }

    /// e to this power; `nil` beyond what a decimal128 can hold.
    public var exponential: Self? {
        var flags: UInt32 = 0
        return Self(finite: __bid128_exp(c, Rounding.halfEven.code, &flags))
    }

    /// This number to a power. Whole powers are multiplied out, so that what is exact stays exact.
    public func power(_ exponent: Self) -> Self? {
        guard let whole = exponent.integer, whole.magnitude <= 999_999_999 else {
            var flags: UInt32 = 0
            return Self(finite: __bid128_pow(c, exponent.c, Rounding.halfEven.code, &flags))
        }
        let product = multipliedOut(whole.magnitude)
        return whole < 0 ? product.flatMap { Self.one.divided(by: $0) } : product
    }

    private func multipliedOut(_ times: UInt) -> Self? {
        var result: Self? = .one, square: Self? = self, rest = times
        while rest > 0 {
            if rest & 1 == 1 { result = square.flatMap { result?.multiplied(by: $0) } }
            rest >>= 1
            if rest > 0 { square = square.flatMap { $0.multiplied(by: $0) } }
            if result == nil { return nil }
        }
        return result
    }
}

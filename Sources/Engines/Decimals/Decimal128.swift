import CDecimal

/// A decimal number of 34 digits: decimal128 of IEEE 754-2008, as FEEL and other standards of business rules want numbers.
///
/// Always finite: what would be infinite or no number is `nil` in the operations below. Values that are equal compare and hash alike,
/// though each remembers how many digits it was written with (1.10 stays 1.10). Results are rounded half even to 34 digits.
public struct Decimal128: Sendable {
    let low: UInt64, high: UInt64

    init(_ c: BID_UINT128) { (low, high) = c.w }

    /// `nil` when the library answered infinity or no number.
    init?(finite c: BID_UINT128) {
        guard __bid128_isFinite(c) != 0 else { return nil }
        self.init(c)
    }

    var c: BID_UINT128 { BID_UINT128(w: (low, high)) }

    public init(_ integer: Int) { self.init(__bid128_from_int64(Int64(integer))) }

    public static let zero = Decimal128(0)
    public static let one = Decimal128(1)
}

extension Decimal128 {
    public func adding(_ other: Self) -> Self? {
        var flags: UInt32 = 0
        return Self(finite: __bid128_add(c, other.c, Rounding.halfEven.code, &flags))
    }

    public func subtracting(_ other: Self) -> Self? {
        var flags: UInt32 = 0
        return Self(finite: __bid128_sub(c, other.c, Rounding.halfEven.code, &flags))
    }

    public func multiplied(by other: Self) -> Self? {
        var flags: UInt32 = 0
        return Self(finite: __bid128_mul(c, other.c, Rounding.halfEven.code, &flags))
    }

    /// `nil` when divided by zero.
    public func divided(by other: Self) -> Self? {
        var flags: UInt32 = 0
        guard !other.isZero else { return nil }
        return Self(finite: __bid128_div(c, other.c, Rounding.halfEven.code, &flags))
    }

    /// What is left of a division rounded down: it has the divisor's sign. `nil` when divided by zero.
    public func modulo(_ divisor: Self) -> Self? {
        var flags: UInt32 = 0
        guard !divisor.isZero, let rest = Self(finite: __bid128_fmod(c, divisor.c, &flags)) else { return nil }
        return rest.isZero || rest.isNegative == divisor.isNegative ? rest : rest.adding(divisor)
    }

    public var negated: Self { isZero ? self : Self(__bid128_negate(c)) }
    public var magnitude: Self { Self(__bid128_abs(c)) }
    public var isZero: Bool { __bid128_isZero(c) != 0 }
    public var isNegative: Bool { !isZero && __bid128_isSigned(c) != 0 }
    public var isInteger: Bool { self == rounded(.towardZero) }

    /// The number as an `Int` when it is one exactly.
    public var integer: Int? {
        guard isInteger, magnitude < Self.limitOfIntegers else { return nil }
        var flags: UInt32 = 0
        return Int(__bid128_to_int64_xint(c, &flags))
    }

    /// The nearest binary number.
    public var double: Double {
        var flags: UInt32 = 0
        return __bid128_to_binary64(c, Rounding.halfEven.code, &flags)
    }

    private static let limitOfIntegers = Decimal128(1_000_000_000_000_000_000)
}

extension Decimal128: Hashable, Comparable {
    public static func == (a: Self, b: Self) -> Bool {
        var flags: UInt32 = 0
        return __bid128_quiet_equal(a.c, b.c, &flags) != 0
    }

    public static func < (a: Self, b: Self) -> Bool {
        var flags: UInt32 = 0
        return __bid128_quiet_less(a.c, b.c, &flags) != 0
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(double) }
}

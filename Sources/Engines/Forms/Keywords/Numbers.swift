import BigInt
import Kernel

/// `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum` (Validation §6.2.2-6.2.5).
struct Bound: Keyword {
    enum Kind: String, CaseIterable { case minimum, maximum, exclusiveMinimum, exclusiveMaximum }

    let kind: Kind
    let limit: JSON

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        var bounds: [Bound] = []
        for kind in Kind.allCases { if let limit = try site.number(kind.rawValue) { bounds.append(Bound(kind: kind, limit: limit)) } }
        return bounds
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        guard let order = Self.order(instance, limit) else { return true }
        let isInside = switch kind {
        case .minimum: order >= 0
        case .maximum: order <= 0
        case .exclusiveMinimum: order > 0
        case .exclusiveMaximum: order < 0
        }
        return isInside || run.fail(kind.rawValue, code, ["limit": limit.text])
    }

    private var code: String {
        switch kind {
        case .minimum: "answer.minimum"
        case .maximum: "answer.maximum"
        case .exclusiveMinimum: "answer.exclusive_minimum"
        case .exclusiveMaximum: "answer.exclusive_maximum"
        }
    }

    /// -1, 0 or 1; `nil` when it isn't a number. Two Doubles that each mean their shortest decimal are in the decimals' order.
    private static func order(_ value: JSON, _ limit: JSON) -> Int? {
        if case .number(let value) = value, case .number(let limit) = limit { return value < limit ? -1 : value > limit ? 1 : 0 }
        guard let value = value.exactNumber, let limit = limit.exactNumber else { return nil }
        return value < limit ? -1 : value > limit ? 1 : 0
    }
}

/// `multipleOf` (Validation §6.2.1), exactly: 0.0075 is a multiple of 0.0001, and 1e308 is none of 0.123456789.
struct MultipleOf: Keyword {
    let divisor: JSON
    private let step: ExactDecimal
    private let digits: BigUInt

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        guard let divisor = try site.number("multipleOf") else { return [] }
        guard let step = divisor.exactNumber, !step.isNegative, let digits = BigUInt(step.digits), digits > 0 else {
            throw site.fault("multipleOf")
        }
        return [MultipleOf(divisor: divisor, step: step, digits: digits)]
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        isMultiple(instance) || run.fail("multipleOf", "answer.multiple_of", ["step": divisor.text])
    }

    private func isMultiple(_ instance: JSON) -> Bool {
        if case .number(let value) = instance, case .number(let step) = divisor, let value = Int64(exactly: value), let step = Int64(exactly: step) {
            return value.isMultiple(of: step)
        }
        guard let value = instance.exactNumber, !value.digits.isEmpty else { return true }
        // Digits end in no zero, so that no power of ten divides them: a step with a larger exponent can't.
        guard value.exponent >= step.exponent, let own = BigUInt(value.digits) else { return false }
        let power = BigUInt(10).power(BigUInt(value.exponent - step.exponent), modulus: digits)
        return (own % digits) * power % digits == 0
    }
}

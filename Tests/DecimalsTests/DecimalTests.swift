import Decimals
import Testing

@Suite("Decimal numbers") struct DecimalTests {
    @Test("numerals are read and written in full", arguments: [
        ("0", "0"), ("12", "12"), ("-0.50", "-0.50"), (".5", "0.5"), ("1.2e-7", "0.00000012"), ("1.23e4", "12300"), ("+7", "7"),
        ("1234567890123456789012345678901234", "1234567890123456789012345678901234"), ("-0", "0"),
    ])
    func texts(_ written: String, _ shown: String) { #expect(Decimal128(written)?.description == shown) }

    @Test("what is no numeral is refused", arguments: ["", "-", ".", "1.", "1e", "e5", "0x10", "1 000", "inf", "NaN", "1e99999", "１"])
    func refused(_ text: String) { #expect(Decimal128(text) == nil) }

    @Test("tenths are exact, and thirty-four digits are kept")
    func exact() throws {
        let tenth = try #require(Decimal128("0.1")), fifth = try #require(Decimal128("0.2"))
        #expect(tenth.adding(fifth) == Decimal128("0.3"))
        #expect(Decimal128.one.divided(by: Decimal128(3))?.description == "0.3333333333333333333333333333333333")
        #expect(Decimal128("1.10") == Decimal128("1.1"))
        #expect(Decimal128("1.10")?.hashValue == Decimal128("1.1")?.hashValue)
        #expect(Decimal128.one.divided(by: .zero) == nil)
    }

    @Test("each way of rounding", arguments: [
        (Decimal128.Rounding.halfEven, ["2", "-2", "4", "6"]), (.floor, ["2", "-3", "3", "5"]), (.ceiling, ["3", "-2", "4", "6"]),
        (.towardZero, ["2", "-2", "3", "5"]), (.awayFromZero, ["3", "-3", "4", "6"]), (.halfAwayFromZero, ["3", "-3", "4", "6"]),
        (.halfTowardZero, ["2", "-2", "3", "6"]),
    ])
    func rounding(_ way: Decimal128.Rounding, _ expected: [String]) {
        let numbers = ["2.5", "-2.5", "3.5", "5.51"].compactMap(Decimal128.init)
        #expect(numbers.map { $0.rounded(scale: 0, way)?.description } == expected)
    }

    @Test("rounding to places before and after the point, and not beyond what there is")
    func scales() throws {
        let number = try #require(Decimal128("1234.5678"))
        #expect(number.rounded(scale: 2, .halfEven)?.description == "1234.57")
        #expect(number.rounded(scale: -2, .halfEven) == Decimal128(1200))
        #expect(number.rounded(scale: 6176, .halfEven) == number)
        #expect(number.rounded(scale: 6177, .halfEven) == nil)
        #expect(number.rounded(scale: -6112, .halfEven) == nil)
    }

    @Test("what is left has the divisor's sign", arguments: [
        ("12", "5", "2"), ("-12", "5", "3"), ("12", "-5", "-3"), ("-10.1", "4.5", "3.4"),
    ])
    func modulo(_ dividend: String, _ divisor: String, _ rest: String) throws {
        #expect(try #require(Decimal128(dividend)).modulo(#require(Decimal128(divisor))) == Decimal128(rest))
    }

    @Test("whole powers are exact, roots and logarithms good to the last digits")
    func functions() throws {
        #expect(Decimal128(2).power(Decimal128(10)) == Decimal128(1024))
        #expect(Decimal128(10).power(Decimal128(-5)) == Decimal128("0.00001"))
        #expect(Decimal128(16).squareRoot == Decimal128(4))
        #expect(Decimal128(-1).squareRoot == nil)
        #expect(Decimal128(0).logarithm == nil)
        #expect(Decimal128(1).exponential?.description.hasPrefix("2.71828182845904523536028747135266") == true)
        #expect(Decimal128(10).power(Decimal128(7000)) == nil)
    }
}

import Kernel

extension DER {
    /// Reads `YYYYMMDDhhmmss[.f…]Z`; `nil` for anything else, local times included.
    static func time(_ content: ArraySlice<UInt8>) -> Timestamp? {
        let whole = Array(content.prefix(14))
        guard whole.count == 14, whole.allSatisfy(isDigit), let fraction = milliseconds(content.dropFirst(14)) else { return nil }
        let number = { (range: Range<Int>) in whole[range].reduce(0) { $0 * 10 + Int($1 - 48) } }
        guard let date = LocalDate(year: number(0..<4), month: number(4..<6), day: number(6..<8)),
              number(8..<10) < 24, number(10..<12) < 60, number(12..<14) < 60 else { return nil }
        let seconds = date.dayNumber * 86_400 + number(8..<10) * 3600 + number(10..<12) * 60 + number(12..<14)
        return Timestamp(milliseconds: Int64(seconds) * 1000 + fraction)
    }

    /// Writes whole seconds in UTC. A year outside of 1...9999 cannot be written and becomes the nearest that can.
    static func text(_ time: Timestamp) -> String {
        let seconds = min(max(time.milliseconds, earliest), latest).flooredQuotient(by: 1000)
        let day = seconds.flooredQuotient(by: 86_400)
        let second = seconds - day * 86_400
        let clock = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined()
        return LocalDate(dayNumber: Int(day)).compact + clock + "Z"
    }

    private static let earliest: Int64 = -62_135_596_800_000, latest: Int64 = 253_402_300_799_999

    /// `Z`, or `.` with one to nine digits and `Z`; digits beyond the third are dropped.
    private static func milliseconds(_ tail: ArraySlice<UInt8>) -> Int64? {
        guard tail.last == UInt8(ascii: "Z") else { return nil }
        let digits = tail.dropFirst().dropLast()
        guard tail.count > 1 else { return 0 }
        guard tail.first == UInt8(ascii: "."), (1...9).contains(digits.count), digits.allSatisfy(isDigit) else { return nil }
        let padded = digits.prefix(3) + [48, 48, 48]
        return padded.prefix(3).reduce(0) { $0 * 10 + Int64($1 - 48) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}

extension Int64 {
    fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

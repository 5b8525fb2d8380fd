/// Dates and times as RFC 3339 §5.6 writes them.
enum DateTimes {
    static func isDateTime(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] | 0x20 == UInt8(ascii: "t") else { return false }
        return isDate(bytes[..<10]) && isTime(bytes[11...])
    }

    static func isDate(_ text: String) -> Bool { isDate(Array(text.utf8)[...]) }
    static func isTime(_ text: String) -> Bool { isTime(Array(text.utf8)[...]) }

    /// `full-date`.
    private static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
        var reader = FigureReader(bytes)
        guard let year = reader.figures(4), reader.take("-"), let month = reader.figures(2), reader.take("-"), let day = reader.figures(2),
              reader.isAtEnd, (1...12).contains(month) else { return false }
        return day >= 1 && day <= days(in: month, of: year)
    }

    /// `full-time`. A leap second is one only at the end of a day of UTC.
    private static func isTime(_ bytes: ArraySlice<UInt8>) -> Bool {
        var reader = FigureReader(bytes)
        guard let hour = reader.figures(2), reader.take(":"), let minute = reader.figures(2), reader.take(":"), let second = reader.figures(2),
              hour < 24, minute < 60, second < 61 else { return false }
        if reader.take("."), reader.allFigures() == 0 { return false }
        guard let offset = offset(&reader), reader.isAtEnd else { return false }
        let minuteOfDay = ((hour * 60 + minute - offset) % 1440 + 1440) % 1440
        return second < 60 || minuteOfDay == 1439
    }

    /// Minutes that local time is ahead of UTC.
    private static func offset(_ reader: inout FigureReader) -> Int? {
        if reader.take("Z") || reader.take("z") { return 0 }
        let isBehind = reader.take("-")
        guard isBehind || reader.take("+"), let hours = reader.figures(2), reader.take(":"), let minutes = reader.figures(2),
              hours < 24, minutes < 60 else { return nil }
        return (isBehind ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

private struct FigureReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func figures(_ count: Int) -> Int? {
        let figures = rest.prefix(count)
        guard figures.count == count, figures.allSatisfy(isFigure) else { return nil }
        rest = rest.dropFirst(count)
        return figures.reduce(0) { $0 * 10 + Int($1) - 48 }
    }

    mutating func allFigures() -> Int {
        let count = rest.prefix(while: isFigure).count
        rest = rest.dropFirst(count)
        return count
    }

    mutating func take(_ letter: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: letter) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private func isFigure(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}

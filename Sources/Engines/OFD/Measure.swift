import Drawing

/// Writes millimetres with three decimals at most: a thousandth is far below what any printer shows, and `Double`'s own
/// description would spend seventeen digits on it.
struct Measure {
    private(set) var bytes: [UInt8] = []

    /// `10 20.5 3`
    static func text(_ values: Double...) -> String {
        var measure = Measure()
        for value in values { measure.append(value) }
        return String(decoding: measure.bytes, as: UTF8.self)
    }

    static func text(_ box: Box) -> String { text(box.x, box.y, box.width, box.height) }

    /// The advances between letters; equal neighbours are counted, as the standard allows: `g 7 5.644` (11.3, DeltaX).
    static func deltas(_ advances: some Collection<Double>) -> String {
        var measure = Measure()
        var rest = advances.map(thousandths)[...]
        while let first = rest.first {
            let count = rest.prefix { $0 == first }.count
            if count > 2 {
                measure.letter("g")
                measure.append(thousandths: count * 1000)
                measure.append(thousandths: first)
            } else {
                for _ in 0..<count { measure.append(thousandths: first) }
            }
            rest = rest.dropFirst(count)
        }
        return String(decoding: measure.bytes, as: UTF8.self)
    }

    mutating func letter(_ letter: Unicode.Scalar) {
        separate()
        bytes.append(UInt8(ascii: letter))
    }

    mutating func append(_ value: Double) { append(thousandths: Self.thousandths(value)) }

    private mutating func append(thousandths value: Int) {
        separate()
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let (whole, part) = value.magnitude.quotientAndRemainder(dividingBy: 1000)
        digits(whole)
        guard part > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        bytes.append(UInt8(48 + part / 100))
        if part % 100 > 0 { bytes.append(UInt8(48 + part / 10 % 10)) }
        if part % 10 > 0 { bytes.append(UInt8(48 + part % 10)) }
    }

    private mutating func digits(_ number: UInt) {
        if number >= 10 { digits(number / 10) }
        bytes.append(UInt8(48 + number % 10))
    }

    private mutating func separate() {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
    }

    /// What is no number, or beyond a hundred kilometres, counts as nought.
    private static func thousandths(_ value: Double) -> Int {
        value.magnitude < 1e8 ? Int((value * 1000).rounded()) : 0
    }
}

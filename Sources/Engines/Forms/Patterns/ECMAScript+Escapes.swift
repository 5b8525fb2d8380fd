extension ECMAScript {
    /// What follows a backslash outside a class, and whether it can be repeated.
    mutating func escape() -> (text: String, canRepeat: Bool)? {
        guard let letter = take() else { return nil }
        switch letter {
        case "b", "B": return ("\\\(letter)", false)
        case "d", "D", "w", "W": return ("\\\(letter)", true)
        case "s": return ("[\(Self.blanks)]", true)
        case "S": return ("[^\(Self.blanks)]", true)
        case "p", "P": return property(isNegated: letter == "P").map { ($0, true) }
        case "k":
            guard takeIf("<"), let name = name() else { return nil }
            return ("\\k<\(name)>", true)
        case "1"..."9":
            guard let number = backReference(letter), number <= groups else { return nil }
            return ("\\g{\(number)}", true)
        default:
            switch character(letter) {
            case .scalar(let value): return (code(value), true)
            case .halfPair: return ("(?!)", true)
            case nil: return nil
            }
        }
    }

    private mutating func backReference(_ first: Unicode.Scalar) -> Int? {
        var digits = String(first)
        while let next = peek, isFigure(next) {
            digits.unicodeScalars.append(next)
            place += 1
        }
        return Int(digits)
    }

    /// What an escape of one character stands for. Half a surrogate pair is in no text of ours, so it matches nothing.
    enum Escaped {
        case scalar(UInt32), halfPair

        init(_ value: UInt32) { self = Unicode.Scalar(value) == nil ? .halfPair : .scalar(value) }
    }

    mutating func character(_ letter: Unicode.Scalar) -> Escaped? {
        switch letter {
        case "t": return .scalar(9)
        case "n": return .scalar(10)
        case "v": return .scalar(11)
        case "f": return .scalar(12)
        case "r": return .scalar(13)
        case "0": return peek.map(isFigure) ?? false ? nil : .scalar(0)
        case "c":
            guard let control = take(), control.isASCII, control.properties.isAlphabetic else { return nil }
            return .scalar(control.value % 32)
        case "x": return hexadecimal(2).map { .scalar($0) }
        case "u": return unicode()
        default: return letter.isASCII && (letter.properties.isAlphabetic || isFigure(letter)) ? nil : .scalar(letter.value)
        }
    }

    private mutating func unicode() -> Escaped? {
        if takeIf("{") {
            guard let end = input[place...].firstIndex(of: "}"), (1...6).contains(end - place), let value = hexadecimal(end - place),
                  value <= 0x10FFFF else { return nil }
            place += 1
            return Escaped(value)
        }
        guard let first = hexadecimal(4) else { return nil }
        let start = place
        if (0xD800..<0xDC00).contains(first), takeIf("\\"), takeIf("u"), let second = hexadecimal(4), (0xDC00..<0xE000).contains(second) {
            return Escaped(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        }
        place = start
        return Escaped(first)
    }

    private func isFigure(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private mutating func hexadecimal(_ count: Int) -> UInt32? {
        guard place + count <= input.count else { return nil }
        let digits = String(String.UnicodeScalarView(input[place..<place + count]))
        guard digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
              let value = UInt32(digits, radix: 16) else { return nil }
        place += count
        return value
    }

    /// The rest of `\p{...}`.
    mutating func property(isNegated: Bool) -> String? {
        guard takeIf("{"), let end = input[place...].firstIndex(of: "}") else { return nil }
        let name = String(String.UnicodeScalarView(input[place..<end]))
        place = end + 1
        return UnicodeProperty.translate(name).map { "\\\(isNegated ? "P" : "p"){\($0)}" }
    }
}

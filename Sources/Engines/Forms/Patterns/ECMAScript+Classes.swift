extension ECMAScript {
    /// The rest of `[...]`: `[]` matches nothing, `[^]` anything; a bracket within is a letter like others.
    mutating func characterClass() -> Bool {
        let isNegated = takeIf("^")
        if takeIf("]") { return append(isNegated ? "(?s:.)" : "(?!)") }
        var inside = ""
        while let next = take() {
            if next == "]" { return append(inside.isEmpty ? (isNegated ? "(?s:.)" : "(?!)") : "[\(isNegated ? "^" : "")\(inside)]") }
            guard let low = classAtom(next) else { return false }
            guard peek == "-", place + 1 < input.count, input[place + 1] != "]" else {
                inside += written(low)
                continue
            }
            place += 1
            guard let end = take(), let high = classAtom(end) else { return false }
            if case .character(.scalar(let first)) = low, case .character(.scalar(let last)) = high {
                guard first <= last else { return false }
                inside += "\(code(first))-\(code(last))"
            } else {
                inside += written(low) + code(45) + written(high)
            }
        }
        return false
    }

    private enum ClassAtom {
        case character(Escaped), set(String)
    }

    private func written(_ atom: ClassAtom) -> String {
        switch atom {
        case .character(.scalar(let value)): code(value)
        case .character(.halfPair): ""
        case .set(let text): text
        }
    }

    private mutating func classAtom(_ next: Unicode.Scalar) -> ClassAtom? {
        guard next == "\\" else { return .character(.scalar(next.value)) }
        guard let letter = take() else { return nil }
        switch letter {
        case "d", "D", "w", "W": return .set("\\\(letter)")
        case "s": return .set(Self.blanks)
        case "S": return .set(Self.notBlanks)
        case "p", "P": return property(isNegated: letter == "P").map { .set($0) }
        case "b": return .character(.scalar(8))
        default: return character(letter).map { .character($0) }
        }
    }
}

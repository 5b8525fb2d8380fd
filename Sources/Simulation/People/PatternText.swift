/// Makes a text that a simple pattern takes: the city's forms use anchors, digits, classes and repetitions (of which it takes the least).
struct PatternText {
    private var atoms: [(alphabet: [Character], count: Int)] = []

    init(_ pattern: String) {
        var rest = pattern[...]
        while let next = rest.popFirst() {
            switch next {
            case "^", "$": continue
            case "\\": if let escaped = rest.popFirst() { add(escaped == "d" ? Array("0123456789") : [escaped]) }
            case "[": add(Self.members(&rest))
            case "{": repeatLast(Int(rest.prefix { $0.isNumber }) ?? 1, &rest)
            default: add([next])
            }
        }
    }

    func example(_ chance: Chance) -> String {
        String(atoms.flatMap { atom in (0..<atom.count).compactMap { _ in chance.pick(atom.alphabet) } })
    }

    private mutating func add(_ alphabet: [Character]) { atoms.append((alphabet, 1)) }

    private mutating func repeatLast(_ count: Int, _ rest: inout Substring) {
        rest = rest.drop { $0 != "}" }.dropFirst()
        if let last = atoms.popLast() { atoms.append((last.alphabet, count)) }
    }

    /// Of `0-9A-Z]`, what stands before the bracket.
    private static func members(_ rest: inout Substring) -> [Character] {
        let inside = Array(rest.prefix { $0 != "]" })
        rest = rest.dropFirst(inside.count + 1)
        var members: [Character] = [], place = 0
        while place < inside.count {
            if place + 2 < inside.count, inside[place + 1] == "-", let from = inside[place].asciiValue,
               let to = inside[place + 2].asciiValue, from <= to {
                members += (from...to).map { Character(Unicode.Scalar($0)) }
                place += 3
            } else {
                members.append(inside[place])
                place += 1
            }
        }
        return members
    }
}

import Kernel

/// The schema `false` (Core §4.3.2).
struct Never: Keyword {
    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool { run.fail("", "answer.not_allowed") }
}

/// `type` (Validation §6.1.1). 1.0 is an integer.
struct Types: Keyword {
    struct Kinds: OptionSet, Sendable {
        let rawValue: UInt8
        static let null = Kinds(rawValue: 1), boolean = Kinds(rawValue: 2), object = Kinds(rawValue: 4), array = Kinds(rawValue: 8)
        static let number = Kinds(rawValue: 16), string = Kinds(rawValue: 32), integer = Kinds(rawValue: 64)

        static let named: [String: Kinds] = [
            "null": .null, "boolean": .boolean, "object": .object, "array": .array, "number": .number, "string": .string, "integer": .integer,
        ]
    }

    let kinds: Kinds
    let names: [String]

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        guard let value = site["type"] else { return [] }
        let names = value.string.map { [$0] } ?? (value.array ?? []).compactMap(\.string)
        let kinds = names.compactMap { Kinds.named[$0] }
        guard !kinds.isEmpty, kinds.count == names.count, kinds.count == value.array?.count ?? 1 else { throw site.fault("type") }
        return [Types(kinds: Kinds(kinds), names: names)]
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        let isRight = switch instance {
        case .null: kinds.contains(.null)
        case .bool: kinds.contains(.boolean)
        case .object: kinds.contains(.object)
        case .array: kinds.contains(.array)
        case .string: kinds.contains(.string)
        case .number(let value): kinds.contains(.number) || (kinds.contains(.integer) && value == value.rounded(.towardZero))
        case .decimal(let value): kinds.contains(.number) || (kinds.contains(.integer) && value.isInteger)
        }
        return isRight || run.fail("type", "answer.type.\(names.count == 1 ? names[0] : "several")", ["expected": names.joined(separator: ", ")])
    }
}

/// `const` (Validation §6.1.3).
struct Constant: Keyword {
    let value: JSON

    static func read(_ site: Site) -> [any Keyword] { site["const"].map { [Constant(value: $0)] } ?? [] }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        instance == value || run.fail("const", value == .bool(true) ? "answer.const_true" : "answer.const", ["value": value.text])
    }
}

/// `enum` (Validation §6.1.2).
struct Enumeration: Keyword {
    let values: Set<JSON>

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        try site.list("enum").map { [Enumeration(values: Set($0))] } ?? []
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        values.contains(instance) || run.fail("enum", "answer.enum")
    }
}

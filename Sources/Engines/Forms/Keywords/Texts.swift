import Kernel
import Standards

/// `minLength`, `maxLength` (Validation §6.3.1-6.3.2), counted in code points.
struct TextLength: Keyword {
    let least: Int, most: Int

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        let least = try site.count("minLength"), most = try site.count("maxLength")
        return least == nil && most == nil ? [] : [TextLength(least: least ?? 0, most: most ?? .max)]
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        guard case .string(let text) = instance else { return true }
        let bytes = text.utf8.count
        // A code point has one to four bytes, which often settles it without counting.
        if bytes <= most, bytes >= 4 * min(least, .max / 4) { return true }
        let count = text.unicodeScalars.count
        if count > most { return run.fail("maxLength", "answer.max_length", ["limit": "\(most)", "count": "\(count)"]) }
        if count < least { return run.fail("minLength", "answer.min_length", ["limit": "\(least)", "count": "\(count)"]) }
        return true
    }
}

/// `pattern` (Validation §6.3.3). What it asks for in words may stand beside it, in `x-pattern-hint`.
struct TextPattern: Keyword {
    let pattern: Pattern
    let hint: String?

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        guard let source = try site.text("pattern") else { return [] }
        return [TextPattern(pattern: try site.pattern(source, in: "pattern"), hint: site["x-pattern-hint"]?.string)]
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        guard case .string(let text) = instance else { return true }
        guard let matches = run.matches(text, pattern) else { return false }
        return matches || run.fail("pattern", hint == nil ? "answer.pattern" : "answer.pattern_hint", ["pattern": pattern.source, "hint": hint ?? ""])
    }
}

/// `format`, where it is asserted (Validation §7). A format that nobody knows asserts nothing.
struct FormatAssertion: Keyword {
    let format: Format

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        guard let name = try site.text("format"), site.assertsFormats || site.dialect.vocabularies.contains(.formatAssertion) else { return [] }
        return Format(name).map { [FormatAssertion(format: $0)] } ?? []
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        guard let fault = format.fault(in: instance, today: run.today) else { return true }
        return run.fail("format", fault.code, fault.arguments)
    }
}

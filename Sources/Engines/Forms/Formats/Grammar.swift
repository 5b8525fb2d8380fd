/// Formats that a regular expression says in full.
enum Grammar {
    /// RFC 3339, Appendix A.
    static let duration = Expression(#"^P(?:[0-9]+W|(?:[0-9]+D|[0-9]+M(?:[0-9]+D)?|[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?)(?:\#(time))?|\#(time))$"#)
    private static let time = #"T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S)"#

    /// RFC 4122 §3.
    static let uuid = Expression("^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$")

    /// RFC 6570 §2.
    static let uriTemplate = Expression(#"^(?:[^\u0000-\u0020"%<>\\^`{|}\u007f]|%[0-9A-Fa-f]{2}|\{[+#./;?&=,!@|]?\#(variable)(?:,\#(variable))*\})*$"#)
    private static let letter = "(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})"
    private static let variable = #"\#(letter)(?:\.?\#(letter))*(?::[1-9][0-9]{0,3}|\*)?"#

    /// draft-bhutton-relative-json-pointer-00 §3.
    static func isRelativePointer(_ text: String) -> Bool {
        let pointer = text.firstIndex { $0 == "/" || $0 == "#" } ?? text.endIndex
        guard relativePrefix.accepts(String(text[..<pointer])) else { return false }
        return text[pointer...] == "#" || JSONPointer.isValid(String(text[pointer...]))
    }

    private static let relativePrefix = Expression("^(?:0|[1-9][0-9]*)(?:[+-](?:0|[1-9][0-9]*))?$")

    /// A pattern of our own, which compiles, as the tests see.
    struct Expression {
        let pattern: Pattern?

        init(_ source: String) { pattern = Pattern(source) }

        func accepts(_ text: String) -> Bool { pattern?.matches(text) ?? false }
    }
}

import Kernel
import Mustache

/// HTML that our own code has made, and that a template may therefore print as it is: `{{{chartHTML}}}`. Names of such
/// values end in `HTML`, or the template is refused at start.
public struct SafeHTML: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    public init(_ text: String) { self.text = text }

    public var description: String { text }
}

/// How templates write what they are given. mustache's own escaper goes by `Character`, and lets a sign through that has a combining
/// mark at its side.
struct EscapedHTML: MustacheContentType {
    /// The line that has a template escape so. Partials begin anew with mustache's own, so each template needs it.
    static let pragma = "{{% CONTENT_TYPE:ESCAPED_HTML}}\n"

    /// mustache finds content types by their names, for the whole process.
    static func register() { MustacheContentTypes.register(EscapedHTML(), named: "ESCAPED_HTML") }

    func escapeText(_ text: String) -> String { escapeHTML(text) }
}

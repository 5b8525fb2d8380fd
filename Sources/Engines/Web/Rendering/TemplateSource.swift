import Kernel

/// A tag of a template, as far as checking needs to know it.
enum TemplateTag: Equatable, Sendable {
    case variable(String, raw: Bool)
    case section(String, inverted: Bool)
    case end(String)
    /// A template drawn inside this one; `dynamic` means that the name is that of a value.
    case partial(String, dynamic: Bool)
    /// A template whose blocks this one fills in, or one of its blocks: `{{<layout}}`, `{{$block}}`.
    case parent(String), block(String)
    case comment
    /// `{{=<% %>=}}` or `{{% CONTENT_TYPE:TEXT}}`: changes how all that follows is read or written.
    case setting
}

/// The text of a template, and the tags in it in order.
struct TemplateSource: Sendable {
    let name: String
    let text: String

    /// Every line loses its leading blanks: mustache would indent partials by them, and so put spaces into a textarea.
    init(name: String, raw: String) {
        self.name = name
        text = raw.split(at: "\n")
            .map { $0.unicodeScalars.drop { $0 == " " || $0 == "\t" || $0 == "\r" } }
            .filter { !$0.isEmpty }.map { String($0) }.joined(separator: "\n") + "\n"
    }

    private init(name: String, text: String) { (self.name, self.text) = (name, text) }

    /// The source with each `{{prefix:key}}` replaced by what `value` makes of the key; keys it does not know are returned too.
    func replacing(_ prefix: String, with value: (String) -> String?) -> (source: TemplateSource, unknown: [String]) {
        var unknown: [String] = [], result = "", rest = text[...]
        while let open = rest.firstRange(bytesOf: "{{\(prefix):"), let close = rest[open.upperBound...].firstRange(bytesOf: "}}") {
            let key = rest[open.upperBound..<close.lowerBound].trimmed
            result += rest[..<open.lowerBound]
            if let text = value(key) { result += text } else { unknown.append(key) }
            rest = rest[close.upperBound...]
        }
        return (TemplateSource(name: name, text: result + rest), unknown)
    }

    var tags: [TemplateTag] {
        var tags: [TemplateTag] = [], rest = text[...]
        while let open = rest.firstRange(bytesOf: "{{") {
            let raw = rest[open.upperBound...].begins(with: "{")
            guard let close = rest[open.upperBound...].firstRange(bytesOf: raw ? "}}}" : "}}") else { break }
            tags.append(tag(rest[open.upperBound..<close.lowerBound].unicodeScalars.dropFirst(raw ? 1 : 0), raw: raw))
            rest = rest[close.upperBound...]
        }
        return tags
    }

    /// Whether each sign of ASCII stands for itself. mustache reads by `Character`: it would miss a brace that has a combining mark.
    var hasPlainSigns: Bool { text.allSatisfy { $0.isASCII || !$0.unicodeScalars.contains(where: \.isASCII) } }

    private func tag(_ inside: Substring.UnicodeScalarView, raw: Bool) -> TemplateTag {
        let name = Substring(inside.dropFirst()).trimmed
        switch inside.first {
        case "#": return .section(name, inverted: false)
        case "^": return .section(name, inverted: true)
        case "/": return .end(name)
        case ">" where name.begins(with: "*"): return .partial(String(name.dropFirst()), dynamic: true)
        case ">": return .partial(name, dynamic: false)
        case "<": return .parent(name)
        case "$": return .block(name)
        case "!": return .comment
        case "=", "%": return .setting
        case "&": return .variable(name, raw: true)
        default: return .variable(Substring(inside).trimmed, raw: raw)
        }
    }
}

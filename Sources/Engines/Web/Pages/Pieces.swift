import Kernel
import Mustache

/// A link: of the bread crumbs (`piece/crumbs`), of a list of actions.
public struct LinkView: Sendable, MustacheParent {
    public let label: String, path: String

    public init(_ label: String, _ path: String = "") { (self.label, self.path) = (label, path) }

    public func child(named name: String) -> Any? {
        switch name {
        case "label": label
        case "path": path
        case "hasPath": !path.isEmpty
        default: nil
        }
    }
}

/// The way on in a list that pages by key, drawn by `piece/pager`.
public struct PagerView: Sendable, MustacheParent {
    let first: String, next: String

    /// `path` is that of the list with its filters; `after` the key at which this stretch began, `next` that of the next one.
    public init(_ path: String, after: String?, next: String?) {
        let mark = path.contains(bytesOf: "?") ? "&" : "?"
        first = after == nil ? "" : path
        self.next = next.map { "\(path)\(mark)after=\(percentEncoded($0))" } ?? ""
    }

    public func child(named name: String) -> Any? {
        switch name {
        case "first": first
        case "next": next
        case "hasFirst": !first.isEmpty
        case "hasNext": !next.isEmpty
        case "isNeeded": !first.isEmpty || !next.isEmpty
        default: nil
        }
    }
}

/// A coloured word: in the stylesheet's classes `tag`, `tag green`, `tag amber`, `tag seal`, `tag blue`.
public struct TagView: Sendable, MustacheParent {
    public enum Tone: String, Sendable { case plain = "", green, amber, seal, blue }

    public let text: String, tone: Tone

    public init(_ text: String, _ tone: Tone = .plain) { (self.text, self.tone) = (text, tone) }

    public func child(named name: String) -> Any? {
        switch name {
        case "text": text
        case "tone": tone.rawValue
        default: nil
        }
    }
}

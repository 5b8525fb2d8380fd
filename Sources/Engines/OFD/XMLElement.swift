import Kernel

/// An element of an XML document, names without their namespace's prefix.
struct XMLElement: Sendable {
    let name: String
    var attributes: [String: String] = [:]
    var children: [XMLElement] = []
    /// The text directly inside, joined.
    var text = ""

    /// The first child of that name.
    func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }
    func children(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The text of the child of that name, without white space at its ends; `nil` when there is no such child.
    func text(of name: String) -> String? { child(name)?.text.trimmed }

    /// Follows the first children of these names.
    func descendant(_ names: String...) -> XMLElement? {
        names.reduce(self as XMLElement?) { $0?.child($1) }
    }
}

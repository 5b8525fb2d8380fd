import Kernel

/// An element of an XML document: its name, what it says of itself, and what it holds, all in the order in which it was written.
public struct XMLElement: Sendable, Hashable {
    /// Without the prefix: `userTask` of `bpmn:userTask`.
    public var name: String
    /// The URI that the prefix stands for; empty when the name is in no namespace.
    public var namespace: String
    /// As it was written, so that it can be written so again; empty for the default namespace.
    public var prefix: String
    /// With the declarations of namespaces (`xmlns`, `xmlns:…`), which are in the namespace that XML gives them.
    public var attributes: [XMLAttribute]
    public var nodes: [XMLNode]
    /// The line of the file on which the element begins; 0 for what was never read.
    public var line: Int

    public init(
        _ name: String, in namespace: String = "", prefix: String = "",
        _ attributes: [XMLAttribute] = [], _ nodes: [XMLNode] = [], line: Int = 0
    ) {
        (self.name, self.namespace, self.prefix) = (name, namespace, prefix)
        (self.attributes, self.nodes, self.line) = (attributes, nodes, line)
    }
}

/// An attribute. One without a prefix is in no namespace, whatever its element is in (Namespaces in XML 1.0, 6.2).
public struct XMLAttribute: Sendable, Hashable {
    public var name: String
    public var namespace: String
    public var prefix: String
    public var value: String

    public init(_ name: String, _ value: String, in namespace: String = "", prefix: String = "") {
        (self.name, self.value, self.namespace, self.prefix) = (name, value, namespace, prefix)
    }
}

/// What stands inside an element, or beside the root. A CDATA section is the text it holds.
public enum XMLNode: Sendable, Hashable {
    case element(XMLElement)
    case text(String)
    case comment(String)
    /// A processing instruction, from its target to its last letter.
    case instruction(String)
}

extension XMLElement {
    /// The child elements in order.
    public var children: [XMLElement] {
        nodes.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    /// The text directly inside, joined.
    public var text: String {
        nodes.reduce(into: "") { if case .text(let text) = $1 { $0 += text } }
    }

    /// The value of the attribute of that name that has no prefix.
    public subscript(_ name: String) -> String? { self["", name] }

    public subscript(_ namespace: String, _ name: String) -> String? {
        attributes.first { $0.name == name && $0.namespace == namespace }?.value
    }

    /// The first child of that name, in any namespace unless one is given.
    public func child(_ name: String, in namespace: String? = nil) -> XMLElement? {
        for case .element(let element) in nodes where element.isCalled(name, in: namespace) { return element }
        return nil
    }

    public func children(_ name: String, in namespace: String? = nil) -> [XMLElement] {
        children.filter { $0.isCalled(name, in: namespace) }
    }

    /// The text of the child of that name, without white space at its ends; `nil` when there is no such child.
    public func text(of name: String, in namespace: String? = nil) -> String? { child(name, in: namespace)?.text.trimmed }

    /// Follows the first children of these names.
    public func descendant(_ names: String...) -> XMLElement? {
        names.reduce(self as XMLElement?) { $0?.child($1) }
    }

    public func isCalled(_ name: String, in namespace: String? = nil) -> Bool {
        self.name == name && (namespace == nil || self.namespace == namespace)
    }
}

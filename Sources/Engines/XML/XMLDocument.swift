import Kernel

/// A document of XML 1.0 with namespaces, read whole. Writing it gives back what was read: elements, attributes and their order,
/// prefixes, comments, instructions and white space. What is lost: which quotes stood round an attribute, which characters were
/// written as references, and where a CDATA section began.
public struct XMLDocument: Sendable, Hashable {
    /// Comments and instructions before the root.
    public var prolog: [XMLNode]
    public var root: XMLElement
    /// Comments and instructions after it.
    public var epilog: [XMLNode]

    public init(prolog: [XMLNode] = [], root: XMLElement, epilog: [XMLNode] = []) {
        (self.prolog, self.root, self.epilog) = (prolog, root, epilog)
    }

    /// Reads UTF-8. There is no document type, and no entity but the five that XML itself knows, so nothing outside the bytes is ever
    /// looked at and nothing grows on reading.
    /// Throws `xml.encoding`, `xml.doctype`, `xml.limits`, `xml.entity`, `xml.prefix`, `xml.attribute`, `xml.tag` and
    /// `xml.malformed`, each with the `line` where it was seen; and what the budget throws when it is used up.
    public init(reading bytes: [UInt8], limits: XMLLimits = .ordinary, budget: WorkBudget = .unbounded) throws(Problem) {
        var reader = try XMLReader(bytes, limits, budget)
        self = try reader.document()
    }
}

/// How much XML is read before it is refused.
public struct XMLLimits: Sendable, Hashable {
    public var bytes: Int
    public var depth: Int
    public var elements: Int
    /// Of one element.
    public var attributes: Int
    /// Of namespaces, in force at one place.
    public var declarations: Int

    public init(bytes: Int, depth: Int, elements: Int, attributes: Int, declarations: Int = 256) {
        (self.bytes, self.depth, self.elements) = (bytes, depth, elements)
        (self.attributes, self.declarations) = (attributes, declarations)
    }

    public static let ordinary = XMLLimits(bytes: 8 << 20, depth: 100, elements: 500_000, attributes: 64)
}

/// The namespaces that XML itself gives its prefixes `xml` and `xmlns`.
public enum XMLNamespace {
    public static let xml = "http://www.w3.org/XML/1998/namespace"
    public static let declarations = "http://www.w3.org/2000/xmlns/"
}

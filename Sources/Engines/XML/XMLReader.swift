import Kernel

/// Reads a document by recursive descent. What it does not understand it refuses, so that what was checked is what was read.
struct XMLReader {
    private var scanner: XMLScanner
    private let limits: XMLLimits
    private let budget: WorkBudget
    private var elements = 0
    private var scope = NamespaceScope()

    init(_ bytes: [UInt8], _ limits: XMLLimits, _ budget: WorkBudget) throws(Problem) {
        guard bytes.count <= limits.bytes else { throw Problem("xml.limits", .tooLarge, ["line": "1"], reason: "\(bytes.count) bytes") }
        try budget.look()
        scanner = try XMLScanner(bytes)
        (self.limits, self.budget) = (limits, budget)
    }

    mutating func document() throws(Problem) -> XMLDocument {
        try scanner.declaration()
        let prolog = try miscellany()
        guard scanner.take("<") else { throw scanner.fault("no element") }
        let root = try element(depth: 0)
        let epilog = try miscellany()
        guard scanner.isAtEnd else { throw scanner.fault("something after the end") }
        return XMLDocument(prolog: prolog, root: root, epilog: epilog)
    }

    /// Comments and instructions before and after the root.
    private mutating func miscellany() throws(Problem) -> [XMLNode] {
        var nodes: [XMLNode] = []
        while true {
            scanner.skipSpace()
            guard let node = try remark() else { return nodes }
            try budget.spend()
            nodes.append(node)
        }
    }

    private mutating func remark() throws(Problem) -> XMLNode? {
        if scanner.take("<!--") { return .comment(try scanner.comment()) }
        if scanner.take("<?") { return .instruction(try scanner.instruction()) }
        if scanner.take("<!DOCTYPE") { throw scanner.fault("a document type", "xml.doctype") }
        return nil
    }

    /// After the opening angle bracket.
    private mutating func element(depth: Int) throws(Problem) -> XMLElement {
        elements += 1
        try budget.spend()
        let line = scanner.line
        guard depth < limits.depth, elements <= limits.elements else { throw scanner.fault("too deep or too much", "xml.limits") }
        let tag = try scanner.name()
        let outer = scope.depth
        let attributes = try attributes()
        var element = XMLElement(tag.local, in: try namespace(of: tag.prefix), prefix: tag.prefix, attributes, line: line)
        if !scanner.take("/>") {
            guard scanner.take(">") else { throw scanner.fault("a tag without end") }
            element.nodes = try content(depth: depth)
            guard try scanner.name() == tag else { throw scanner.fault("\(tag) closed by another", "xml.tag", ["name": "\(tag)"]) }
            scanner.skipSpace()
            guard scanner.take(">") else { throw scanner.fault("a tag without end") }
        }
        scope.leave(to: outer)
        return element
    }

    /// Up to and with the `</` of the closing tag.
    private mutating func content(depth: Int) throws(Problem) -> [XMLNode] {
        var nodes: [XMLNode] = []
        var text: [UInt8] = []
        while true {
            try budget.spend()
            if scanner.take("<![CDATA[") { text += try scanner.characterData(); continue }
            if scanner.peek != UInt8(ascii: "<") { text += try scanner.characters(until: "<"); continue }
            if !text.isEmpty { nodes.append(.text(String(decoding: text, as: UTF8.self))) }
            text.removeAll(keepingCapacity: true)
            if scanner.take("</") { return nodes }
            if let remark = try remark() { nodes.append(remark); continue }
            _ = scanner.take("<")
            nodes.append(.element(try element(depth: depth + 1)))
        }
    }

    /// Reads the attributes, brings the namespaces they declare into scope, then says what namespace each is in.
    private mutating func attributes() throws(Problem) -> [XMLAttribute] {
        var attributes: [XMLAttribute] = []
        while let attribute = try attribute() {
            guard attributes.count < limits.attributes else { throw scanner.fault("too many attributes", "xml.limits") }
            try budget.spend()
            try declare(attribute)
            attributes.append(attribute)
        }
        for place in attributes.indices where !attributes[place].prefix.isEmpty && attributes[place].prefix != "xmlns" {
            attributes[place].namespace = try namespace(of: attributes[place].prefix)
        }
        if let twice = Self.twice(attributes) { throw scanner.fault("\(twice) twice", "xml.attribute", ["name": twice]) }
        return attributes
    }

    /// A name that two of them share.
    private static func twice(_ attributes: [XMLAttribute]) -> String? {
        guard attributes.count > 1 else { return nil }
        var names: Set<[String]> = []
        return attributes.first { !names.insert([$0.namespace, $0.name]).inserted }?.name
    }

    private mutating func attribute() throws(Problem) -> XMLAttribute? {
        let isSpaced = scanner.skipSpace()
        guard let next = scanner.peek, next != UInt8(ascii: ">"), next != UInt8(ascii: "/") else { return nil }
        let name = try scanner.name()
        scanner.skipSpace()
        guard isSpaced, scanner.take("=") else { throw scanner.fault("attributes") }
        scanner.skipSpace()
        let isDeclaration = name.prefix == "xmlns" || name.prefix.isEmpty && name.local == "xmlns"
        let value = try scanner.quoted()
        return XMLAttribute(name.local, value, in: isDeclaration ? XMLNamespace.declarations : "", prefix: name.prefix)
    }

    /// `xmlns="…"` and `xmlns:p="…"`. A prefix can't be taken back, and those of XML itself mean what XML says (Namespaces, 3 and 5).
    private mutating func declare(_ attribute: XMLAttribute) throws(Problem) {
        guard attribute.namespace == XMLNamespace.declarations else { return }
        let prefix = attribute.prefix.isEmpty ? "" : attribute.name
        let isReserved = (prefix == "xml") != (attribute.value == XMLNamespace.xml)
        let isEmpty = attribute.value.isEmpty && !prefix.isEmpty
        guard prefix != "xmlns", !isReserved, attribute.value != XMLNamespace.declarations, !isEmpty else {
            throw scanner.fault("the declaration of \(prefix)", "xml.prefix", ["name": prefix])
        }
        guard scope.depth < limits.declarations else { throw scanner.fault("too many namespaces", "xml.limits") }
        scope.declare(prefix, attribute.value)
    }

    private func namespace(of prefix: String) throws(Problem) -> String {
        guard let found = scope[prefix] else {
            throw scanner.fault("the prefix \(prefix) without a declaration", "xml.prefix", ["name": prefix])
        }
        return found
    }
}

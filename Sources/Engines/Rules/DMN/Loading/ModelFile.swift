import Kernel
import XML

/// One file of DMN: its elements by id, and the models that it imports.
struct ModelFile: Sendable {
    let root: XMLElement
    let namespace: String
    let name: String
    /// The names under which other namespaces are known here; empty where their elements are known by their own.
    let aliases: [String: String]

    /// Throws `rules.model.root` unless it is a model of DMN 1.1 to 1.5, and what reading XML throws.
    init(_ bytes: [UInt8], _ limits: Limits) throws(Problem) {
        let allowed = XMLLimits(bytes: limits.modelSize, depth: 100, elements: 500_000, attributes: 64)
        root = try XMLDocument(reading: bytes, limits: allowed).root
        guard root.name == "definitions", Self.isModel(root.namespace), let namespace = root["namespace"] else {
            throw Problem("rules.model.root", .invalid, ["name": root.name])
        }
        self.namespace = namespace
        name = root["name"] ?? ""
        let imports = root.children("import").filter { Self.isModel($0["importType"] ?? "") }
        aliases = Dictionary(imports.map { ($0["namespace"] ?? "", $0["name"] ?? "") }, uniquingKeysWith: { $1 })
    }

    /// The namespaces of DMN 1.1 to 1.5, and of what follows as long as it is called so.
    private static func isModel(_ namespace: String) -> Bool {
        let parts = namespace.split(separator: "/").map(String.init)
        return parts.contains("www.omg.org") && parts.contains("DMN") && !parts.contains("FEEL")
    }

    /// What an href speaks of: `#id`, or `namespace#id`.
    func target(_ href: String) -> NodeID? {
        guard let sign = href.lastIndex(of: "#") else { return nil }
        let namespace = href[..<sign], id = href[href.index(after: sign)...]
        return NodeID(namespace: namespace.isEmpty ? self.namespace : String(namespace), id: String(id))
    }

    func id(of element: XMLElement) -> NodeID { NodeID(namespace: namespace, id: element["id"] ?? element["name"] ?? "") }

    /// The targets of the children of that name, each `<informationRequirement><requiredInput href="…"/>`.
    func requirements(of element: XMLElement) -> [NodeID] {
        let requirements = element.children("informationRequirement") + element.children("knowledgeRequirement")
        return requirements.flatMap(\.children).compactMap { $0["href"].flatMap(target) }
    }

    func targets(_ name: String, of element: XMLElement) -> [NodeID] {
        element.children(name).compactMap { $0["href"].flatMap(target) }
    }
}

extension XMLElement {
    /// Every name that is given in it or below.
    var namesWithin: [String] {
        (self["name"].map { [$0] } ?? []) + children.flatMap(\.namesWithin)
    }

    /// The element's variable, where what it is called and its type may stand.
    var variable: XMLElement? { child("variable") }

    /// An attribute, or in DMN 1.1 and for item definitions a child.
    var typeName: String? { self["typeRef"] ?? text(of: "typeRef") }
}

import Kernel
import Logging
import Mustache

/// Finds the names that a template uses and its view model does not supply: mustache itself would print nothing in their place.
///
/// ```swift
/// #expect(TemplateCheck(server.templates).faults(in: "portal/guide", GuidePage.example) == [])
/// ```
///
/// Give it a model whose lists have an element and whose optionals have a value: what stands inside an empty section
/// cannot be checked.
public struct TemplateCheck {
    private let templates: Templates

    public init(_ templates: Templates) { self.templates = templates }

    /// What is wrong with the template when it is drawn from the model, each fault once. `page` is supplied.
    public func faults(in template: String, _ model: Any) -> [String] {
        let visitor = TongbanContext(logger: Logger(label: "check") { _ in SwiftLogNoOpLogHandler() }, address: "")
        var walk = Walk(sources: templates.sources)
        walk.draw(template, [PageScope(model, visitor)], depth: 0)
        return walk.faults.sorted()
    }
}

/// A template as a tree, to be walked beside the values.
private indirect enum Node {
    case variable(String, raw: Bool), section(String, [Node]), inside([Node]), partial(String, dynamic: Bool)

    static func tree(_ tags: [TemplateTag]) -> [Node] {
        var open: [(tag: TemplateTag, nodes: [Node])] = [(.comment, [])]
        func add(_ node: Node) { open[open.count - 1].nodes.append(node) }
        for tag in tags {
            switch tag {
            case .variable(let name, let raw): add(.variable(name, raw: raw))
            case .partial(let name, let dynamic): add(.partial(name, dynamic: dynamic))
            case .section, .parent, .block: open.append((tag, []))
            case .end where open.count > 1:
                let (tag, nodes) = open.removeLast()
                close(tag, nodes).forEach(add)
            case .end, .comment, .setting: break
            }
        }
        return open[0].nodes
    }

    /// What a closed section, block or parent leaves behind. An inverted section's inside is seen from outside its name.
    private static func close(_ tag: TemplateTag, _ nodes: [Node]) -> [Node] {
        switch tag {
        case .section(let name, inverted: false): [.section(name, nodes)]
        case .section(let name, inverted: true): [.section(name, []), .inside(nodes)]
        case .parent(let name): [.partial(name, dynamic: false), .inside(nodes)]
        default: [.inside(nodes)]
        }
    }
}

private struct Walk {
    private enum Found { case missing, empty, value(Any) }

    let sources: [String: TemplateSource]
    var faults: Set<String> = []

    mutating func draw(_ template: String, _ stack: [Any], depth: Int) {
        guard depth < 20 else { return }
        guard let source = sources[template] else {
            faults.insert("no template \(template)")
            return
        }
        walk(Node.tree(source.tags), stack, in: template, depth)
    }

    private mutating func walk(_ nodes: [Node], _ stack: [Any], in template: String, _ depth: Int) {
        for node in nodes {
            switch node {
            case .variable(let name, let raw):
                if case .value(let value) = look(name, stack, in: template), raw, !(value is SafeHTML) {
                    faults.insert("\(template): \(name) is printed without escaping and is not SafeHTML")
                }
            case .inside(let nodes): walk(nodes, stack, in: template, depth)
            case .section(let name, let nodes):
                if case .value(let value) = look(name, stack, in: template) { enter(value, nodes, stack, in: template, depth) }
            case .partial(let name, dynamic: false): draw(name, stack, depth: depth + 1)
            case .partial(let name, dynamic: true):
                guard case .value(let value) = look(name, stack, in: template), let partial = value as? String else { continue }
                draw(partial, stack, depth: depth + 1)
            }
        }
    }

    private mutating func enter(_ value: Any, _ nodes: [Node], _ stack: [Any], in template: String, _ depth: Int) {
        switch value {
        case is Bool: walk(nodes, stack, in: template, depth)
        case let elements as [Any]: for element in elements { walk(nodes, stack + [element], in: template, depth) }
        default: walk(nodes, stack + [value], in: template, depth)
        }
    }

    /// Looks a name up as mustache does: a transform's argument, then through the stack unless it begins with a dot.
    private mutating func look(_ name: String, _ stack: [Any], in template: String) -> Found {
        let plain = name.split(at: "(").last.map { $0.split(at: ")")[0] } ?? ""
        let isTransformed = name.contains(bytesOf: "(")
        let parts = plain.split(at: ".").filter { !$0.isEmpty }
        guard let first = parts.first else { return isTransformed ? .empty : stack.last.map(Found.value) ?? .missing }
        let scopes = plain.begins(with: ".") ? stack.suffix(1).reversed() : stack.reversed()
        var found = scopes.lazy.map { Self.child(first, of: $0) }.first { if case .missing = $0 { false } else { true } } ?? .missing
        for part in parts.dropFirst() {
            if case .value(let value) = found { found = Self.child(part, of: value) }
        }
        if case .missing = found { faults.insert("\(template): \(name) is not supplied") }
        return isTransformed ? .empty : found
    }

    private static func child(_ name: String, of object: Any) -> Found {
        if let value = value(of: name, in: object) { return .value(value) }
        let scope = (object as? PageScope)?.model ?? object
        return Mirror(reflecting: scope).children.contains { $0.label == name } ? .empty : .missing
    }
}

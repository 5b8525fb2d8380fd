import Kernel
import XML

extension ProcessDefinition {
    /// Reads BPMN 2.0 XML.
    /// - Parameter process: the id of the process that is meant, when the file has several; otherwise the executable one, or the only one.
    /// Throws the problems of `XMLDocument`, `workflow.not_bpmn`, `workflow.no_process`, and what can't be run, each with the element's
    /// id and line: `workflow.no_id`, `workflow.same_id`, `workflow.unsupported`, `workflow.dangling`, `workflow.crossing`,
    /// `workflow.no_start`, `workflow.extension`, `workflow.event`, `workflow.too_large`.
    public init(reading bytes: [UInt8], process: String? = nil) throws(Problem) {
        try self.init(XMLDocument(reading: bytes), process: process)
    }

    public init(_ document: XMLDocument, process: String? = nil) throws(Problem) {
        guard document.root.isCalled("definitions", in: BPMN.model) else {
            throw Problem("workflow.not_bpmn", .invalid, reason: document.root.name)
        }
        guard let element = Self.process(process, in: document.root) else { throw Problem("workflow.no_process", .invalid) }
        var reader = BPMNReader(References(document.root))
        self.init(try reader.read(element), document: document)
    }

    /// The file again, everything that was read in it: diagram, documentation, extensions of others.
    public func exported() -> [UInt8] { document.bytes }

    private static func process(_ id: String?, in definitions: XMLElement) -> XMLElement? {
        let processes = definitions.children("process", in: BPMN.model)
        if let id { return processes.first { $0["id"] == id } }
        return processes.first { $0["isExecutable"] == "true" } ?? (processes.count == 1 ? processes.first : nil)
    }
}

/// What stands beside the processes and is referred to by id: messages, signals, errors, escalations.
struct References {
    private var names: [String: String] = [:]

    init(_ definitions: XMLElement) {
        for element in definitions.children where element.namespace == BPMN.model {
            guard let id = element["id"] else { continue }
            switch element.name {
            case "message", "signal": names[id] = element["name"] ?? id
            case "error": names[id] = element["errorCode"] ?? element["name"] ?? id
            case "escalation": names[id] = element["escalationCode"] ?? element["name"] ?? id
            default: continue
            }
        }
    }

    /// A reference may be a qualified name; what has no definition is its own name.
    func name(_ reference: String?) -> String? {
        guard let reference, !reference.isEmpty else { return nil }
        let local = reference.split(separator: ":").last.map(String.init) ?? reference
        return names[local] ?? local
    }
}

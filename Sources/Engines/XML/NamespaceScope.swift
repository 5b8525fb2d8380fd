/// The namespaces that prefixes stand for at one place of a document. Looking one up costs the same however deep the place is and
/// however many declarations lie round it.
struct NamespaceScope {
    /// What each prefix stands for, the nearest declaration last.
    private var meanings: [String: [String]] = ["xml": [XMLNamespace.xml], "": [""]]
    /// The prefixes in the order of their declarations.
    private var declared: [String] = []

    /// How many declarations are in force.
    var depth: Int { declared.count }

    subscript(prefix: String) -> String? { meanings[prefix]?.last }

    mutating func declare(_ prefix: String, _ namespace: String) {
        meanings[prefix, default: []].append(namespace)
        declared.append(prefix)
    }

    /// Forgets what was declared since.
    mutating func leave(to depth: Int) {
        while declared.count > depth {
            let prefix = declared.removeLast()
            meanings[prefix]?.removeLast()
            if meanings[prefix]?.isEmpty ?? false { meanings[prefix] = nil }
        }
    }
}

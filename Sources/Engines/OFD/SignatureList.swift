import Kernel
import XML

/// Signatures.xml (18.1): the stamps of a document, in the order in which they were put.
struct SignatureList {
    struct Entry: Hashable {
        let id: String
        /// `Seal` for a stamp, `Sign` for a bare signature.
        let type: String
        /// Where Signature.xml is, from the container's root.
        let path: String

        /// A digital signature without a seal (数字签名).
        var isBareSignature: Bool { type == "Sign" }
    }

    var entries: [Entry]

    init(_ entries: [Entry] = []) { self.entries = entries }

    /// Throws `ofd.malformed`, and what the budget throws.
    init(reading package: OFDPackage, at path: String, budget: WorkBudget = .unbounded) throws(Problem) {
        let list = try package.xml(path, budget)
        var entries: [Entry] = []
        for element in list.children("Signature") {
            guard let location = element["BaseLoc"] ?? element.text(of: "BaseLoc"),
                  let target = OFDPath.resolve(location, in: path) else { throw Problem.malformed("a signature without a place") }
            entries.append(Entry(id: element["ID"] ?? "", type: element["Type"] ?? "Seal", path: target))
        }
        guard Set(entries.map(\.path)).count == entries.count, Set(entries.map(\.id)).count == entries.count, entries.count <= 100 else {
            throw Problem.malformed("signatures listed twice")
        }
        self.entries = entries
    }

    var xml: [UInt8] {
        XMLWriter.document("Signatures") {
            $0.element("MaxSignId", text: entries.last?.id ?? "")
            for entry in entries { $0.element("Signature", ["ID": entry.id, "Type": entry.type, "BaseLoc": "/\(entry.path)"]) }
        }
    }
}

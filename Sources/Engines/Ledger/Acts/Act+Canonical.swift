#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Kernel

extension Act {
    /// The act in its canonical form: UTF-8 JSON by RFC 8785. The leaf in the tree is SM3 of one zero byte and these bytes.
    public var canonical: [UInt8] { ActRow(self).canonical }

    /// Reads the canonical form back, as receipts carry it; `nil` when the text is not exactly what an act would write.
    public init?(canonical text: String) {
        guard let form = try? JSONDecoder().decode(Form.self, from: Data(text.utf8)), let id = ID<Act>(form.id),
              Timestamp.range.contains(Timestamp(milliseconds: form.at)) else { return nil }
        self.init(
            id, form.kind, of: form.subject, related: form.related, by: form.actor, at: Timestamp(milliseconds: form.at), facts: form.facts)
        guard canonical.elementsEqual(text.utf8) else { return nil }
    }
}

/// The fields of the canonical form.
private struct Form: Decodable {
    let actor: Actor, at: Int64, facts: [String: String], id: String, kind: String, related: Subject?, subject: Subject
}

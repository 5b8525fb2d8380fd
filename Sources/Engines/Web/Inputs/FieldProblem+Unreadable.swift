import Kernel

extension FieldProblem {
    /// A text that somebody could not be shown, said where the person who typed it finds the character.
    static func unreadable(_ text: String, in field: String) -> FieldProblem? {
        FreeText.unreadable(in: text).map { found in
            FieldProblem(field, "field.unreadable", ["place": "\(found.place)", "code": found.code])
        }
    }

    /// The same for every text of a document, by its path: `values/name`, `materials/0/key`.
    static func unreadable(in json: JSON, at path: String = "") -> [FieldProblem] {
        func below(_ step: String) -> String { path.isEmpty ? step : "\(path)/\(step)" }
        switch json {
        case .string(let text): return unreadable(text, in: path).map { [$0] } ?? []
        case .array(let elements): return elements.enumerated().flatMap { unreadable(in: $0.element, at: below("\($0.offset)")) }
        case .object(let members): return members.sorted { $0.key < $1.key }.flatMap { unreadable(in: $0.value, at: below($0.key)) }
        default: return []
        }
    }
}

import Kernel

/// A paper of a case that somebody opens: a file that was handed in, or a document that came of the case.
public enum CasePaper: Sendable, Hashable {
    /// By the key of its row and its place there.
    case material(key: String, place: Int)
    /// By its place in the case's list: a kind of document may come twice.
    case document(place: Int)

    /// By which it is known that it has been opened.
    var text: String {
        switch self {
        case .material(let key, let place): "material/\(key)/\(place)"
        case .document(let place): "document/\(place)"
        }
    }
}

extension CaseFile {
    /// The file of that row at that place.
    /// - Throws: `page.not_found`.
    public func material(_ key: String, _ place: Int?) throws(Problem) -> CaseMaterial {
        guard let found = materials.first(where: { $0.key == key && $0.place == place }) else { throw Problem("page.not_found", .notFound) }
        return found
    }

    /// - Parameter place: counted from 1.
    /// - Throws: `page.not_found`.
    public func document(_ place: Int?) throws(Problem) -> CaseDocument {
        guard let place, documents.indices.contains(place - 1) else { throw Problem("page.not_found", .notFound) }
        return documents[place - 1]
    }
}

import Kernel
import Standards

/// What the city's documents say (`documents.json`): title, numbering and wording of each kind. A place in double braces is
/// filled from the case: `{{holder}}`, `{{item}}`, `{{number}}`, `{{dueOn}}`, `{{opinion}}` ...
public struct DocumentTexts: Sendable {
    public struct Text: Sendable, Codable, Hashable {
        /// 受理通知书
        public let title: String
        /// How documents of this kind are numbered: see `DocumentNumberFormat`.
        public let number: String
        /// Who is addressed: `{{holder}}：`
        public let salutation: String
        public let paragraphs: [String]
        /// What stands small below the seal: remedies, how to enquire.
        public let notes: [String]
    }

    /// By kind, or by kind and item type where a type's law has words of its own: `acceptance`, `acceptance/01`.
    private let texts: [String: Text]
    private let formats: [String: DocumentNumberFormat]

    /// - Throws: `document.texts` naming the kind that is missing; what `DocumentNumberFormat` says of a numbering it can't read.
    public init(json: [UInt8]) throws {
        texts = try JSONText.decode([String: Text].self, from: json)
        for kind in DocumentKind.allCases where texts[kind.rawValue] == nil {
            throw Problem("document.texts", .fault, ["kind": kind.rawValue])
        }
        formats = try texts.mapValues { try DocumentNumberFormat(checking: $0.number) }
    }

    func number(_ kind: DocumentKind, type: String, short: String, year: Int, serial: Int) throws -> String {
        guard let format = formats[key(kind, type)] else { throw Problem("document.texts", .fault, ["kind": kind.rawValue]) }
        return try format.write(DocumentNumber(short: short, year: year, serial: serial))
    }

    func text(_ kind: DocumentKind, type: String) throws -> Text {
        guard let text = texts[key(kind, type)] else { throw Problem("document.texts", .fault, ["kind": kind.rawValue]) }
        return text
    }

    /// 受理通知书
    public func title(_ kind: DocumentKind, type: String = "") -> String { texts[key(kind, type)]?.title ?? kind.rawValue }

    /// Types that share a wording share its numbering too.
    func key(_ kind: DocumentKind, _ type: String) -> String {
        let special = "\(kind.rawValue)/\(type)"
        return texts[special] == nil ? kind.rawValue : special
    }
}

extension DocumentTexts.Text {
    /// The wording with its places filled. A place that isn't known is left empty rather than shown raw.
    func filled(_ facts: [String: String]) -> DocumentTexts.Text {
        DocumentTexts.Text(
            title: title, number: number, salutation: Self.fill(salutation, facts),
            paragraphs: paragraphs.flatMap { Self.fill($0, facts).split(separator: "\n").map(String.init) },
            notes: notes.map { Self.fill($0, facts) })
    }

    private static func fill(_ text: String, _ facts: [String: String]) -> String {
        var filled = "", rest = text[...]
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
            filled += rest[..<open.lowerBound]
            filled += facts[String(rest[open.upperBound..<close.lowerBound])] ?? ""
            rest = rest[close.upperBound...]
        }
        return filled + rest
    }
}

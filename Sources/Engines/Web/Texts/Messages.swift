import Kernel

/// The message catalogue: every text that people read, in each language, by key. A text may hold `{{placeholders}}`.
public struct Messages: Sendable {
    private let texts: [Language: [String: String]]

    /// Merges `Sources/<folder>/Messages/{zh,en}.json` of the folders. Throws ``StartFault`` when a file cannot be read, two
    /// folders claim one key, or the languages differ in keys or placeholders.
    public init(_ root: ResourceRoot, folders: [String]) throws {
        var texts: [Language: [String: String]] = [.zh: [:], .en: [:]]
        var counts: [Language: Int] = [:], faults: [String] = []
        for folder in folders {
            for language in Language.allCases {
                let path = "Sources/\(folder)/Messages/\(language.rawValue).json"
                guard let bytes = root.file(path) else { continue }
                guard let own = try? JSONText.decode([String: String].self, from: bytes) else {
                    faults.append("\(path): not a flat JSON object of texts")
                    continue
                }
                texts[language, default: [:]].merge(own) { old, _ in old }
                if texts[language]?.count != (counts[language] ?? 0) + own.count { faults.append("\(path): a key is claimed twice") }
                counts[language] = texts[language]?.count
            }
        }
        self.texts = texts
        faults += differences()
        guard faults.isEmpty else { throw StartFault(faults) }
    }

    /// The text of a key with its placeholders filled; the key itself when there is no such text.
    public func text(_ key: String, _ language: Language, _ arguments: [String: String] = [:]) -> String {
        guard let text = find(key, language) else { return key }
        return arguments.isEmpty ? text : fill(text, arguments)
    }

    /// The text as it stands in the catalogue, or `nil`.
    public func find(_ key: String, _ language: Language) -> String? { texts[language]?[key] }

    public var keys: Set<String> { Set((texts[.zh] ?? [:]).keys) }
}

extension Messages {
    /// Where the two languages do not say the same.
    private func differences() -> [String] {
        let zh = texts[.zh] ?? [:], en = texts[.en] ?? [:]
        let missing = Set(zh.keys).symmetricDifference(en.keys).sorted().map { "message \($0): missing in \(zh[$0] == nil ? "zh" : "en")" }
        let unlike = zh.keys.filter { key in en[key].map { placeholders(in: $0) != placeholders(in: zh[key] ?? "") } ?? false }
        return missing + unlike.sorted().map { "message \($0): the languages have different placeholders" }
    }
}

/// The names between `{{` and `}}`.
func placeholders(in text: String) -> Set<String> {
    Set(pieces(of: text).compactMap { if case .name(let name) = $0 { name } else { nil } })
}

/// Replaces `{{name}}` by the argument of that name; a name without an argument stays as it is.
private func fill(_ text: String, _ arguments: [String: String]) -> String {
    pieces(of: text).map { piece in
        switch piece {
        case .text(let text): String(text)
        case .name(let name): arguments[name] ?? "{{\(name)}}"
        }
    }.joined()
}

private enum Piece { case text(Substring), name(String) }

private func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = [], rest = text[...]
    while let open = rest.firstRange(bytesOf: "{{"), let close = rest[open.upperBound...].firstRange(bytesOf: "}}") {
        pieces.append(.text(rest[..<open.lowerBound]))
        pieces.append(.name(rest[open.upperBound..<close.lowerBound].trimmed))
        rest = rest[close.upperBound...]
    }
    return pieces + [.text(rest)]
}

/// 情形: the questions whose answers cut the form and the materials to what applies. Which of them are asked, and what follows from the
/// answers, is decided by the item's rules (``ItemDecisions``).
public struct Situations: Sendable, Codable, Hashable {
    public let questions: [SituationQuestion]
}

public struct SituationQuestion: Sendable, Codable, Hashable {
    public struct Option: Sendable, Codable, Hashable {
        public let value: String
        public let text: String
        public let textEn: String?

        public func text(english: Bool) -> String { english ? textEn ?? text : text }
    }

    public let key: String
    public let text: String
    public let textEn: String?
    public let options: [Option]

    public func text(english: Bool) -> String { english ? textEn ?? text : text }
}

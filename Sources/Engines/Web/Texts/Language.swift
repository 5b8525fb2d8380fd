import Kernel

/// A language that the pages are written in. Simplified Chinese comes first; English stands beside it.
public enum Language: String, Sendable, Hashable, CaseIterable, Codable {
    case zh, en

    /// The tag for `lang` attributes and `Content-Language` (BCP 47).
    public var tag: String { self == .zh ? "zh-CN" : "en" }

    /// The first language of ours that an `Accept-Language` header names; Chinese when it names none.
    init(accepting header: String?) {
        let wanted = (header ?? "").split(at: ",").map { $0.split(at: ";")[0].split(at: "-")[0].trimmed.asciiLowercased }
        self = wanted.lazy.compactMap(Language.init).first ?? .zh
    }
}

/// A text that is data, not part of a message catalogue: the name of a city, of a body, of a menu entry.
public struct LocalizedText: Sendable, Hashable, Codable {
    public let zh: String, en: String

    public init(_ zh: String, _ en: String) { (self.zh, self.en) = (zh, en) }

    public func callAsFunction(_ language: Language) -> String { language == .zh ? zh : en }
}

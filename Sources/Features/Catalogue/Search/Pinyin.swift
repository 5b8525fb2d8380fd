import Foundation

/// 拼音: how Chinese words are looked for with Latin letters.
enum Pinyin {
    /// `食品` → (`shipin`, `sp`). Letters that are Latin already stay; what is neither is left out.
    static func of(_ text: String) -> (full: String, initials: String) {
        let latin = text.applyingTransform(.mandarinToLatin, reverse: false)?
            .applyingTransform(.stripDiacritics, reverse: false)?.lowercased() ?? ""
        let syllables = latin.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return (syllables.joined(), String(syllables.compactMap(\.first)))
    }
}

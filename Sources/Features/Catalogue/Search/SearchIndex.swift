/// Finds items by words, everyday words, pinyin, initials, and with one slip of the finger. A value in memory, built from
/// the published catalogue: pairs of characters (bigrams) point to the entries that hold them, so that a look-up costs what
/// is similar, not what is there.
public struct SearchIndex: Sendable {
    /// What can be found: a key and its texts, the weightiest first.
    public struct Entry: Sendable {
        public let key: String
        /// (text, weight): name 10, everyday words 8, department 3 ...
        public let texts: [(text: String, weight: Double)]

        public init(key: String, texts: [(text: String, weight: Double)]) { (self.key, self.texts) = (key, texts) }
    }

    private struct Posting { let entry: Int32; let weight: Float }

    private let keys: [String]
    private let names: [String]
    private let postings: [UInt64: [Posting]]
    /// Whole texts, in each of their forms: whoever types just that means just that.
    private let whole: [String: [Posting]]

    public init(_ entries: [Entry]) {
        keys = entries.map(\.key)
        names = entries.map { SearchIndex.folded($0.texts.first?.text ?? "") }
        var postings: [UInt64: [Posting]] = [:], whole: [String: [Posting]] = [:]
        for (number, entry) in entries.enumerated() {
            var grams: [UInt64: Float] = [:]
            for (text, weight) in entry.texts {
                let pinyin = Pinyin.of(text)
                for (form, share) in [(SearchIndex.folded(text), 1.0), (pinyin.full, 0.5), (pinyin.initials, 0.6)] {
                    whole[form, default: []].append(Posting(entry: Int32(number), weight: Float(weight * share)))
                    for gram in SearchIndex.grams(form, singles: true) { grams[gram] = max(grams[gram] ?? 0, Float(weight * share)) }
                }
            }
            for (gram, weight) in grams { postings[gram, default: []].append(Posting(entry: Int32(number), weight: weight)) }
        }
        (self.postings, self.whole) = (postings, whole)
    }

    /// The best entries' keys, best first.
    /// - Complexity: the sum of the lengths of the lists of the query's bigrams.
    public func find(_ query: String, limit: Int = 20) -> [String] {
        let text = String(SearchIndex.folded(query).prefix(60))
        // Pairs of Chinese characters that no entry has say nothing: 开个饭店要什么证. Latin letters pair in too few ways for that.
        let wanted = SearchIndex.grams(text).filter { postings[$0] != nil || $0 >> 32 < 0x2E80 }
        guard !wanted.isEmpty else { return [] }
        var scores: [Int32: (score: Float, hits: Int)] = [:]
        for gram in wanted {
            guard let list = postings[gram] else { continue }
            // A pair that is everywhere says little; one that is rare says much.
            let rarity = Float(1 + keys.count) / Float(1 + list.count)
            for posting in list {
                let before = scores[posting.entry] ?? (0, 0)
                scores[posting.entry] = (before.score + posting.weight * (1 + rarity.squareRoot().squareRoot()), before.hits + 1)
            }
        }
        for posting in whole[text] ?? [] {
            let before = scores[posting.entry] ?? (0, 0)
            scores[posting.entry] = (before.score + 20 * posting.weight, max(before.hits, wanted.count))
        }
        let floor = max(1, Int((Double(wanted.count) * 0.45).rounded(.up)))
        return scores
            .filter { $0.value.hits >= floor }
            .map { (entry: $0.key, score: $0.value.score * Float($0.value.hits) / Float(wanted.count) + bonus($0.key, text)) }
            .sorted { ($0.score, $1.entry) > ($1.score, $0.entry) }
            .prefix(limit)
            .map { keys[Int($0.entry)] }
    }

    /// A name that begins with, or holds, just what was typed comes first.
    private func bonus(_ entry: Int32, _ text: String) -> Float {
        let name = names[Int(entry)]
        if name == text { return 200 }
        if name.hasPrefix(text) { return 100 }
        return name.contains(text) ? 50 : 0
    }

    /// Lower case, without spaces and punctuation.
    static func folded(_ text: String) -> String { String(text.lowercased().filter { $0.isLetter || $0.isNumber }) }

    /// Pairs of neighbouring characters, each once. What is indexed holds its single Chinese characters too, for a query of one.
    static func grams(_ text: String, singles: Bool = false) -> Set<UInt64> {
        let scalars = text.unicodeScalars.map { UInt64($0.value) }
        var grams = Set(zip(scalars, scalars.dropFirst()).map { $0 << 32 | $1 })
        if singles || scalars.count == 1 { grams.formUnion(scalars.filter { $0 > 0x2E80 || scalars.count == 1 }) }
        return grams
    }
}

/// Questions to a text that are answered by its bytes, as a browser, a file system or another server will answer them.
///
/// Swift's own `hasPrefix`, `contains`, `split` and `==` compare `Character`s: a slash before U+FE0F is no slash to them, and U+212A
/// is a K. Whatever decides on a text from outside decides by these.
extension StringProtocol {
    public func begins(with prefix: some StringProtocol) -> Bool { utf8.starts(with: prefix.utf8) }

    public func ends(with suffix: some StringProtocol) -> Bool {
        let before = utf8.count - suffix.utf8.count
        return before >= 0 && utf8.dropFirst(before).elementsEqual(suffix.utf8)
    }

    /// What stands behind the prefix, when the text begins with it.
    public func rest(after prefix: some StringProtocol) -> String? {
        begins(with: prefix) ? String(decoding: utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : nil
    }

    public func hasSameBytes(as other: some StringProtocol) -> Bool { utf8.elementsEqual(other.utf8) }

    public func contains(bytesOf part: some StringProtocol) -> Bool { firstRange(bytesOf: part) != nil }

    /// Where the other text stands first.
    public func firstRange(bytesOf part: some StringProtocol) -> Range<String.Index>? {
        guard let first = part.utf8.first else { return startIndex..<startIndex }
        let count = part.utf8.count
        var rest = utf8[...]
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: part.utf8) { return start..<rest.index(start, offsetBy: count) }
            rest = rest.dropFirst()
        }
        return nil
    }

    /// The pieces between the signs, empty ones too; at most so many. A sign is of ASCII, since no byte of another letter looks like one.
    public func split(at sign: Unicode.Scalar, pieces: Int = .max) -> [String] {
        utf8.split(separator: UInt8(ascii: sign), maxSplits: pieces - 1, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// What stands before the first sign, and what after it; `nil` when there is no such sign.
    public func cut(at sign: Unicode.Scalar) -> (before: String, after: String)? {
        let halves = split(at: sign, pieces: 2)
        return halves.count == 2 ? (halves[0], halves[1]) : nil
    }

    public func replacing(bytesOf part: some StringProtocol, with replacement: some StringProtocol) -> String {
        var result = "", rest = Substring(self)
        while !part.utf8.isEmpty, let found = rest.firstRange(bytesOf: part) {
            result += rest[..<found.lowerBound]
            result += replacement
            rest = rest[found.upperBound...]
        }
        return result + rest
    }

    /// With the letters A to Z small and all else as it was, as protocols compare names.
    public var asciiLowercased: String {
        String(decoding: utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }, as: UTF8.self)
    }

    /// With the letters a to z large and all else as it was, as codes are written.
    public var asciiUppercased: String {
        String(decoding: utf8.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }, as: UTF8.self)
    }
}

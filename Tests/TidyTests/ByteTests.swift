import Testing

/// What decides by `Character`, for which a slash before a combining mark is no slash and the Kelvin sign is a K; and what asks bytes
/// or scalars in its place.
@Suite("Bytes") struct ByteTests {
    /// The rooms that look at text from outside.
    static let rooms: Set = ["Web", "Standards", "XML", "Zip", "OFD", "Files", "Signing"]

    static let patterns: [(word: String, instead: String)] = [
        (#"\.hasPrefix\("#, "begins(with:)"), (#"\.hasSuffix\("#, "ends(with:)"),
        (#"\.split\((separator: "|whereSeparator)"#, "split(at:)"), (#"\.split \{"#, "split(at:), or the scalars' split"),
        (#"\.contains\(""#, "contains(bytesOf:)"), (#"\.(firstRange|range|ranges)\(of:"#, "firstRange(bytesOf:)"),
        (#"\.(replacing|replacingOccurrences)\((of: )?""#, "replacing(bytesOf:with:)"), (#"components\(separatedBy"#, "split(at:)"),
        (#"\.(lowercased|uppercased)\(\)"#, "asciiLowercased, asciiUppercased"), (#"\bCharacter\b"#, "Unicode.Scalar"),
        (#"(^|[^s])\.is(Letter|Number|Whitespace|Newline|HexDigit|Punctuation)\b"#, "a property of the scalar"),
        (#"\.(first|last)(Index\(of:| ==) ""#, "cut(at:), or utf8.first"), (#"\.trimmingCharacters"#, "trimmed"),
    ]

    /// Lines that may: each says why.
    static let exceptions: [(file: String, line: String, reason: String)] = [
        ("Sources/Engines/Web/Rendering/Templates.swift", ".replacing(\"", "a method of templates of ours"),
        ("Sources/Engines/Web/Inputs/PartHead.swift", "rest.first == \"", "a view of scalars"),
        ("Sources/Engines/Zip/ZipReader.swift", "entry.name.lowercased()", "taking more names for one is the careful side"),
    ]

    @Test("no room that looks at text from outside decides by Character", arguments: patterns.map { $0.word })
    func decisions(word: String) throws {
        let instead = Self.patterns.first { $0.word == word }?.instead ?? "", pattern = try Regex(word)
        for file in LayeringTests.sources where Self.rooms.contains(file.room) {
            let places = file.places(of: pattern).filter { place in
                !isComment(place) && !Self.exceptions.contains { place.hasPrefix($0.file) && place.contains($0.line) }
            }
            #expect(places.isEmpty, "instead: \(instead)")
        }
    }

    @Test("every exception is still needed")
    func exceptions() {
        for exception in Self.exceptions {
            #expect(TextFile(exception.file)?.text.contains(exception.line) == true, "\(exception.file): \(exception.line)")
        }
    }

    @Test("HTML is escaped in one place, and XML in one")
    func escapers() {
        let places = LayeringTests.sources.filter { $0.text.contains("\"&lt;\"") || $0.text.contains("\"&amp;\"") }.map(\.path)
        #expect(places == ["Sources/Kernel/Markup.swift"])
    }

    private func isComment(_ place: String) -> Bool { place.contains(": //") }
}

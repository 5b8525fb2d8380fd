import Testing

/// A file is read in one sitting, a line without turning the head.
@Suite("Lengths") struct LengthTests {
    static let longestFile = 300
    static let longestLine = 140

    /// How many lines of each room are longer; the numbers may only shrink.
    static let longLines: [String: Int] = [:]

    @Test("no file is longer than three hundred lines")
    func files() {
        for file in House.swift("Sources", "Tests") + House.files(in: "Sources", endings: [".mustache", ".sql", ".css"]) {
            let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
            #expect(count <= Self.longestFile, "\(file) has \(count) lines")
        }
    }

    @Test("no line is longer than a hundred and forty characters, and old sinners become fewer")
    func lines() {
        let files = House.swift("Sources", "Tests")
        for (room, files) in Dictionary(grouping: files, by: \.room) {
            let long = files.flatMap { file in
                file.lines.enumerated().filter { $0.element.count > Self.longestLine }.map { "\(file):\($0.offset + 1)" }
            }
            let allowed = Self.longLines[room] ?? 0
            #expect(long.count <= allowed, "\(room): \(long.joined(separator: " "))")
            #expect(long.count >= allowed, "\(room) has only \(long.count) left: write that number down")
        }
    }

    @Test("no line ends in a blank, and every file ends with its last line")
    func endings() {
        for file in House.swift("Sources", "Tests") {
            #expect(file.places(of: /[ \t]$/) == [])
            #expect(file.text.hasSuffix("\n") && !file.text.hasSuffix("\n\n"), "\(file)")
        }
    }
}

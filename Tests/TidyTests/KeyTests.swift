import Testing

/// One secret stands behind all others: only the deriver ever holds it, everybody else a key for his purpose.
@Suite("Keys") struct KeyTests {
    /// Where the master key's bytes are read and made into a `MasterKey`, and where keys are derived from it.
    static let trusted: Set = ["Sources/Platform/DataDirectory.swift", "Sources/Engines/Signing/Secrets/MasterKey.swift"]

    @Test("the master key's bytes are given to nothing but the deriver")
    func derived() {
        let sources = House.swift("Sources").filter { !Self.trusted.contains($0.path) }
        #expect(!sources.isEmpty)
        for source in sources {
            #expect(source.places(of: /MasterKey\(|master\.key"\)?\.reveal|masterKey\(\)\.|keys\/master\.key/).isEmpty, "\(source)")
        }
        // Its type has no way to give the bytes out, but by a purpose.
        let deriver = TextFile("Sources/Engines/Signing/Secrets/MasterKey.swift")
        #expect(deriver?.places(of: /private let secret: Secret<\[UInt8\]>/).count == 1)
        #expect(deriver?.places(of: /public .*(func|var|let)/).count == 1, "derives keys, and nothing else")
        #expect(deriver?.places(of: /reveal\(\)/).count == 1, "looks at the length, and nothing else")
    }
}

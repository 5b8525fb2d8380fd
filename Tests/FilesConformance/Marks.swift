import Files
import Testing

extension FileCase {
    static let marks = [
        FileCase("keeps the marks that it was given, which are no files") { test in
            let store = test.store
            #expect(try await !store.isMarked())
            #expect(try await !store.hasMark("1f3a"))
            for _ in 0..<2 { try await store.mark("1f3a") }
            try await store.mark("77b0")
            for (name, isThere) in [("1f3a", true), ("77b0", true), ("1f", false)] {
                #expect(try await store.hasMark(name) == isThere, "\(name)")
            }
            #expect(try await store.isMarked())
            let kept = try await store.list(after: nil, limit: 10), aside = try await store.listAside(after: nil, limit: 10)
            #expect(kept == [] && aside == [])
        },
    ]
}

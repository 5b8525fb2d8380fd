import Files
import Kernel
import Signing
import Testing

extension FileCase {
    static let listing = [
        FileCase("lists nothing when there is nothing") { test in
            let kept = try await test.store.list(after: nil, limit: 10), aside = try await test.store.listAside(after: nil, limit: 10)
            #expect(kept == [] && aside == [])
        },
        FileCase("lists in the order of digests, page by page, whatever comes and goes meanwhile") { test in
            var digests: [Digest] = []
            for number in 0..<25 { digests.append(try await test.store.put(bytes(number, seed: UInt64(number))).digest) }
            digests.sort { $0.hex < $1.hex }
            let all = try await test.store.list(after: nil, limit: 1000)
            #expect(all.map(\.digest) == digests)
            #expect(Set(all.map(\.size)) == Set(0..<25))
            #expect(Set(all.map(\.storedAt)).allSatisfy { abs(($0 - SystemClock().now).milliseconds) < 600_000 })
            var paged: [StoredEntry] = []
            while case let page = try await test.store.list(after: paged.last?.digest, limit: 7), !page.isEmpty {
                #expect(page.count <= 7)
                paged += page
                // What was listed before may go, without a page losing its place.
                try await test.store.delete(page[0].digest)
            }
            #expect(paged == all)
            #expect(try await test.store.list(after: nil, limit: 1000).count == 21)
            #expect(try await test.store.list(after: digests.last, limit: 10) == [])
        },
    ]
}

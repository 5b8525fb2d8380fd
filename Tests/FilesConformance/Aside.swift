import Files
import Kernel
import Signing
import Testing

private let noon = Timestamp(milliseconds: 1_800_000_000_000)

extension FileCase {
    static let aside = [
        FileCase("sets a file aside, and finds it there") { test in
            let file = try await test.store.put([1, 2, 3])
            try await test.store.setAside(file.digest, at: noon)
            try await test.store.setAside(file.digest, at: noon)
            #expect(try await test.store.list(after: nil, limit: 10) == [])
            let aside = try #require(try await test.store.listAside(after: nil, limit: 10).first)
            #expect(aside.digest == file.digest && aside.at == noon && aside.size == 3)
            #expect(try await test.store.listAside(after: aside, limit: 10) == [])
            #expect(try await test.names().count == 1)
        },
        FileCase("brings a file back for whoever reads, sizes up or renews it") { test in
            let ways: [@Sendable (Digest) async throws -> Bool] = [
                { try await test.streamed($0) == [1, 2, 3] },
                { try await test.store.readAll($0, limit: 3) == [1, 2, 3] },
                { try await test.store.size($0) == 3 },
                { try await test.store.renew($0) },
            ]
            let file = try await test.store.put([1, 2, 3])
            for way in ways {
                try await test.store.setAside(file.digest, at: noon)
                #expect(try await way(file.digest))
                #expect(try await test.store.list(after: nil, limit: 10).map(\.digest) == [file.digest])
            }
        },
        FileCase("brings a file back for many at once") { test in
            let file = try await test.store.put([1, 2, 3])
            try await test.store.setAside(file.digest, at: noon)
            try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<12 { group.addTask { try await test.streamed(file.digest) } }
                for try await read in group { #expect(read == [1, 2, 3]) }
            }
        },
        FileCase("removes one that was set aside, and not what came after it") { test in
            let file = try await test.store.put([1, 2, 3])
            try await test.store.setAside(file.digest, at: noon)
            let first = try #require(try await test.store.listAside(after: nil, limit: 10).first)
            _ = try await test.store.put([1, 2, 3])
            try await test.store.remove(first)
            #expect(try await test.streamed(file.digest) == [1, 2, 3])
            try await test.store.setAside(file.digest, at: noon)
            try await test.store.remove(first)
            #expect(try await test.streamed(file.digest) == [1, 2, 3])
        },
        FileCase("deletes what was set aside too") { test in
            let file = try await test.store.put([1, 2, 3])
            try await test.store.setAside(file.digest, at: noon)
            _ = try await test.store.put([1, 2, 3])
            try await test.store.delete(file.digest)
            #expect(try await test.names() == [])
        },
        FileCase("leaves an upload alone that goes on, when it removes what broke off") { test in
            let (pieces, source) = AsyncStream<[UInt8]>.makeStream()
            let (arrived, arrival) = AsyncStream<Void>.makeStream()
            for _ in 0..<20 { source.yield(bytes(1 << 20)) }
            async let file = test.store.put(pieces.map { piece in
                arrival.yield()
                return piece
            }, limit: 1 << 30)
            for await _ in arrived.prefix(20) {}
            try await test.store.removeBrokenOff(before: SystemClock().now - .days(1))
            source.finish()
            #expect(try await file.size == 20 << 20)
        },
    ]
}

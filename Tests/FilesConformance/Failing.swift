import Files
import Kernel
import Signing
import Testing

extension FileCase {
    static let failing = [
        FileCase("refuses what is too large, and leaves nothing of it") { test in
            let pieces = Array(repeating: bytes(100_000), count: 7)
            for limit in [1, 300_000, 699_999] {
                await #expect(throws: Problem("file.too_large", .tooLarge)) { try await test.store.put(stream(pieces), limit: limit) }
            }
            let large = Array(repeating: bytes(1 << 20), count: 20)
            await #expect(throws: Problem("file.too_large", .tooLarge)) { try await test.store.put(stream(large), limit: 19 << 20) }
            let left = try await test.names()
            #expect(left == [])
        },
        FileCase("leaves nothing of a stream that breaks off, however far it came") { test in
            for count in [0, 1, 20] {
                let pieces = Array(repeating: bytes(1 << 20), count: count)
                await #expect(throws: Refusal.self) { try await test.store.put(stream(pieces, failing: Refusal()), limit: 1 << 30) }
            }
            let left = try await test.names()
            #expect(left == [])
        },
        FileCase("leaves nothing of an upload whose task is cancelled") { test in
            for count in [1, 20] {
                let (arrived, arrival) = AsyncStream<Void>.makeStream()
                let (pieces, source) = AsyncStream<[UInt8]>.makeStream()
                for _ in 0..<count { source.yield(bytes(1 << 20)) }
                let upload = Task {
                    try await test.store.put(pieces.map { piece in
                        arrival.yield()
                        return piece
                    }, limit: 1 << 30)
                }
                for await _ in arrived.prefix(count) {}
                upload.cancel()
                source.finish()
                await #expect(throws: CancellationError.self) { try await upload.value }
            }
            let left = try await test.names()
            #expect(left == [])
        },
        FileCase("notices what was changed behind its back, and never gives out the last piece") { test in
            let original = bytes(1_000_000)
            let file = try await test.store.put(original)
            var changed = original
            changed[10] ^= 1
            for wrong in [changed, Array(original.dropLast()), original + [0], []] {
                try await test.overwrite(file.digest, wrong)
                await #expect(throws: Problem("file.damaged", .fault)) { try await test.store.readAll(file.digest, limit: 2_000_000) }
                var count = 0
                await #expect(throws: Problem("file.damaged", .fault)) {
                    for try await piece in try await test.store.get(file.digest) { count += piece.count }
                }
                #expect(count < max(1, wrong.count))
            }
            // Whoever puts it again mends it.
            _ = try await test.store.put(original)
            #expect(try await test.streamed(file.digest) == original)
        },
        FileCase("reads no more than it may") { test in
            let file = try await test.store.put([1, 2, 3])
            await #expect(throws: Problem("file.too_large", .tooLarge)) { try await test.store.readAll(file.digest, limit: 2) }
        },
        FileCase("knows what is not there, and deletes more than once") { test in
            let file = try await test.store.put([1, 2, 3])
            #expect(try await test.store.exists(file.digest))
            try await test.store.delete(file.digest)
            try await test.store.delete(file.digest)
            #expect(try await !test.store.exists(file.digest))
            #expect(try await !test.store.renew(file.digest))
            await #expect(throws: Problem("file.not_found", .notFound)) { _ = try await test.store.get(file.digest) }
            await #expect(throws: Problem("file.not_found", .notFound)) { try await test.store.readAll(file.digest, limit: 10) }
            #expect(try await test.names() == [])
        },
    ]
}

import Files
import Kernel
import Signing
import Testing

extension FileCase {
    static let keeping = [
        FileCase("gives back what it took, under the digest of it") { test in
            for count in [0, 1, 262_143, 262_144, 1_000_003] {
                let bytes = bytes(count)
                let file = try await test.store.put(bytes)
                #expect(file == StoredFile(digest: SM3.hash(bytes), size: count))
                #expect(try await test.store.readAll(file.digest, limit: count) == bytes)
                #expect(try await test.store.size(file.digest) == count)
                #expect(try await test.streamed(file.digest) == bytes)
            }
        },
        FileCase("names a file by the standard's example: abc") { test in
            let file = try await test.store.put(Array("abc".utf8))
            let hex = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
            #expect(file.digest.hex == hex)
            #expect(try await test.names().filter { $0.hasSuffix(hex) }.count == 1)
        },
        FileCase("takes a stream of twenty MiB, in pieces of any size") { test in
            let bytes = bytes(20 << 20)
            var pieces: [[UInt8]] = [], rest = bytes[...]
            for size in [1, 65_537, 9 << 20, 0, 3_333_333] {
                pieces.append(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            let file = try await test.store.put(stream(pieces + [Array(rest)]), limit: bytes.count)
            #expect(file == StoredFile(digest: SM3.hash(bytes), size: bytes.count))
            #expect(try await test.streamed(file.digest) == bytes)
            #expect(try await test.names().count == 1)
        },
        FileCase("keeps the same bytes once, whoever comes first") { test in
            let bytes = bytes(700_000)
            let first = try await test.store.put(stream([Array(bytes.prefix(100_000)), Array(bytes.dropFirst(100_000))]), limit: 700_000)
            #expect(try await test.store.put(bytes) == first)
            try await withThrowingTaskGroup(of: StoredFile.self) { group in
                for _ in 0..<12 { group.addTask { try await test.store.put(bytes) } }
                for try await file in group { #expect(file == first) }
            }
            #expect(try await test.names().count == 1)
            #expect(try await test.streamed(first.digest) == bytes)
        },
        FileCase("can be read more than once, in part, and side by side") { test in
            let bytes = bytes(3_000_000)
            let file = try await test.store.get(test.store.put(bytes).digest)
            #expect(file.size == bytes.count)
            for try await piece in file {
                #expect(bytes.starts(with: piece) && !piece.isEmpty)
                break
            }
            try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<4 { group.addTask { try await file.reduce(into: []) { $0 += $1 } } }
                for try await read in group { #expect(read == bytes) }
            }
        },
    ]
}

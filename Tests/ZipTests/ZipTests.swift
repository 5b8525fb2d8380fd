import Kernel
import Testing
import Zip

@Suite("ZIP containers") struct ZipTests {
    private static let files = [ZipFile("a.xml", Array("<a/>".utf8)), ZipFile("文件夹/b.bin", [0, 1, 2]), ZipFile("empty", [])]

    @Test("what is packed comes out again, and the same files are the same bytes")
    func roundTrip() throws {
        let bytes = try ZipContainer.write(Self.files)
        #expect(try ZipContainer.read(bytes) == Self.files)
        #expect(try ZipContainer.write(Self.files) == bytes)
    }

    @Test("what is no container is refused", arguments: [[], [1, 2, 3], Array("PK\u{3}\u{4}".utf8)] as [[UInt8]])
    func malformed(_ bytes: [UInt8]) { #expect(throws: Problem("zip.malformed", .invalid)) { try ZipContainer.read(bytes) } }

    @Test("paths that lead astray are refused", arguments: [
        "../a", "/a", "a//b", "a\\b", "C:a", "../\u{301}a", "a/\u{301}/../b", "\u{600}/../a",
    ])
    func paths(_ path: String) throws {
        let bytes = try ZipContainer.write([ZipFile(path, [1])])
        #expect(throws: Problem("zip.malformed", .invalid)) { try ZipContainer.read(bytes) }
    }

    @Test("a container beyond its limits is refused")
    func limits() throws {
        let bytes = try ZipContainer.write([ZipFile("a.xml", [UInt8](repeating: 0x20, count: 20 << 20))])
        #expect(throws: Problem("zip.too_large", .tooLarge)) { try ZipContainer.read(bytes) }
    }
}

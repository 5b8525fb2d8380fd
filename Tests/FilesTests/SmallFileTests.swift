import Files
import Foundation
import Kernel
import Testing

@Suite("A small file")
final class SmallFileTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "small-\(UUID().uuidString)").path

    init() throws { try SmallFile.makeFolder("\(folder)/keys") }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private var file: String { "\(folder)/keys/master.key" }
    private var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: "\(folder)/keys") } }

    private func mode(_ path: String) throws -> Int? { try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int }

    @Test("is written and replaced as a whole, for its owner's eyes only")
    func written() throws {
        // What a crash left of an earlier try.
        try Data("half of something longer".utf8).write(to: URL(filePath: "\(file).new"))
        for text in ["the first", "another"] {
            try SmallFile.write(Array(text.utf8), to: file)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
            #expect(try names == ["master.key"])
        }
        #expect(try mode(file) == 0o600)
        #expect(try [folder, "\(folder)/keys"].map(mode) == [0o700, 0o700])
    }

    @Test("stays as it was when it can't be replaced, and nothing is left beside it")
    func unwritable() throws {
        let taken = "\(folder)/keys/taken"
        try FileManager.default.createDirectory(atPath: taken, withIntermediateDirectories: false)
        #expect(throws: Problem("file.unavailable", .unavailable)) { try SmallFile.write([1], to: taken) }
        #expect(try names == ["taken"])
        #expect(throws: Problem("file.not_found", .notFound)) { try SmallFile.write([1], to: "\(folder)/nowhere/file") }
    }

    @Test("is removed, whether it is there or not")
    func removed() throws {
        try SmallFile.write([1], to: file)
        for _ in 0..<2 {
            try SmallFile.remove(file)
            #expect(try names == [])
        }
    }
}

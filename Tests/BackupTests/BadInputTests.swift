@testable import Backup
import Files
import Foundation
import Kernel
import Signing
import Storage
import StorageSQLite
import Testing

@Suite("Bad input of backups") struct BadInputTests {
    @Test("a file that is there already is not replaced unless one says so")
    func exists() async throws {
        let city = try await Installation()
        try "mine".write(toFile: city.file, atomically: true, encoding: .utf8)
        await #expect(throws: Problem("backup.exists", .conflict)) { try await city.backUp() }
        #expect(try String(contentsOfFile: city.file, encoding: .utf8) == "mine")
        try await city.backUp(replacing: true)
        _ = try await city.examine()
    }

    @Test("a folder that isn't there is named")
    func noFolder() async throws {
        let city = try await Installation()
        await #expect(throws: Problem("backup.unwritable", .unavailable)) {
            try await Backup.make("\(city.folder)/nowhere/city.backup", of: city.source(), at: Installation.start)
        }
    }

    @Test("two backups don't write one file at once")
    func twice() async throws {
        let city = try await Installation()
        let other = try PartFile(city.file, replacing: false)
        await #expect(throws: Problem("backup.under_way", .conflict)) { try await city.backUp() }
        #expect(try city.names().contains("city.backup.part"))
        withExtendedLifetime(other) {}
    }

    @Test("what an earlier backup left that was killed is in nobody's way")
    func leftOver() async throws {
        let city = try await Installation()
        try String(repeating: "x", count: 100_000).write(toFile: "\(city.file).part", atomically: true, encoding: .utf8)
        try await city.backUp()
        _ = try await city.examine()
        #expect(try city.names() == ["city.backup", "files"])
    }

    @Test("a disk that is full is said, and nothing is left on it", .enabled(if: SmallDisk.isPossible, "needs root, for a small tmpfs"))
    func diskFull() async throws {
        let city = try await Installation()
        try await city.addPaper(SeededRandom(seed: 1).bytes(3_000_000))
        let disk = try SmallDisk(megabytes: 1)
        await #expect(throws: Problem("backup.disk_full", .unavailable)) {
            try await Backup.make("\(disk.path)/city.backup", of: city.source(), at: Installation.start)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path).isEmpty)
    }

    @Test("what is no backup is said to be none", arguments: ["", "no backup at all", "\u{1F}\u{8B}", String(repeating: "\0", count: 2048)])
    func notABackup(_ text: String) async throws {
        let city = try await Installation()
        try text.write(toFile: city.file, atomically: true, encoding: .utf8)
        await #expect(throws: Problem("backup.not_a_backup", .invalid)) { try await city.examine() }
    }

    @Test("a file that can't be read is named")
    func unreadable() async throws {
        let city = try await Installation()
        await #expect(throws: Problem("backup.unreadable", .notFound)) { try await city.examine() }
        try FileManager.default.createDirectory(atPath: city.file, withIntermediateDirectories: true)
        await #expect(throws: Problem("backup.not_a_backup", .invalid)) { try await city.examine() }
    }

    @Test("a backup that is cut off anywhere is refused")
    func truncated() async throws {
        let city = try await Installation()
        try await city.fill()
        let whole = try #require(FileManager.default.contents(atPath: city.file))
        for length in stride(from: 0, to: whole.count, by: max(1, whole.count / 97)) {
            try whole.prefix(length).write(to: URL(filePath: city.file))
            let code = await city.refusal()
            #expect(["backup.truncated", "backup.not_a_backup"].contains(code), "\(length) of \(whole.count)")
        }
    }

    @Test("a backup of which a byte is changed is refused, or the change makes no difference")
    func flipped() async throws {
        let city = try await Installation()
        try await city.fill()
        let whole = try #require(FileManager.default.contents(atPath: city.file))
        let examined = try await city.examine()
        var refused = 0
        for place in stride(from: 0, to: whole.count, by: max(1, whole.count / 197)) {
            var changed = whole
            changed[changed.startIndex + place] ^= 0x20
            try changed.write(to: URL(filePath: city.file))
            if let code = await city.refusal() {
                #expect(["backup.damaged", "backup.truncated", "backup.not_a_backup", "backup.newer_format"].contains(code), "\(place)")
                refused += 1
            } else {
                let found = try await city.examine()
                #expect(found.manifest == examined.manifest && found.own == examined.own)
            }
        }
        #expect(refused > 150)
    }

    @Test("a backup from the future is refused by its format and by its schema")
    func future() async throws {
        let city = try await Installation()
        try await city.backUp()
        await #expect(throws: Problem("backup.newer_schema", .invalid)) { try await city.examine([Schema.ledger]) }
        try city.write([("backup.json", #"{"format":"tongban.backup.2"}"#)])
        await #expect(throws: Problem("backup.newer_format", .invalid)) { try await city.examine() }
    }

    @Test("names that lead elsewhere are not accepted", arguments: [
        "../tongban.json", "/etc/passwd", "keys/../x.y", "keys/a/b.key", "tables/a/../1", "tables/act/1", "files/xyz", "end.json/",
        "tongban json", "keys/", "keys/.hidden", "backup.json",
    ])
    func names(_ name: String) async throws {
        let city = try await Installation()
        let manifest = try await city.backUp()
        try city.write([("backup.json", JSONText.encode(manifest)), (name, "x")])
        await #expect(throws: Problem("backup.damaged", .invalid)) { try await city.examine() }
    }

    @Test("a file of the directory that a restore would refuse is refused at once", arguments: [
        OwnFile("keys/old/master.key", []), OwnFile("backup.json", []), OwnFile("keys/large.key", [UInt8](repeating: 0, count: 2 << 20)),
    ])
    func ownFile(_ own: OwnFile) async throws {
        let city = try await Installation()
        let source = Backup.Source(database: city.database, files: nil, own: [own], city: "kaifeng", release: "0.1.0")
        await #expect(throws: Problem("backup.own_file", .invalid)) {
            try await Backup.make(city.file, of: source, at: Installation.start)
        }
        #expect(try city.names() == ["files"])
    }

    @Test("a backup that claims more than there is, or than there can be, is refused", arguments: [
        (#""rows":3"#, #""rows":4"#), (#""rows":3"#, #""rows":9223372036854775807"#), (#""rows":3"#, #""rows":-1"#),
        (#""name":"specimen""#, #""name":"spec/men""#), (#""name":"specimen""#, #""name":"paper""#), (#"["digest"]"#, "[]"),
    ])
    func claims(_ original: String, _ changed: String) async throws {
        let city = try await Installation()
        try await city.addSpecimens(3)
        let json = try JSONText.encode(try await city.backUp())
        #expect(json.contains(original))
        try city.write([("backup.json", json.replacing(original, with: changed)), ("end.json", "{}")])
        await #expect(throws: Problem("backup.damaged", .invalid)) { try await city.examine() }
    }

    @Test("a stored file that is not what its name says is refused")
    func wrongFile() async throws {
        let city = try await Installation()
        let manifest = try await city.backUp()
        try city.write([("backup.json", JSONText.encode(manifest)), ("files/\(SM3.hash("a").hex)", "b"), ("end.json", "{}")])
        await #expect(throws: Problem("backup.damaged", .invalid)) { try await city.examine() }
    }
}

extension Installation {
    /// A bit of everything, backed up.
    fileprivate func fill() async throws {
        try await act(5)
        try await addSpecimens(200)
        try await addPaper(SeededRandom(seed: 7).bytes(20_000))
        try await backUp()
    }

    /// Why the backup isn't accepted; `nil` when it is.
    fileprivate func refusal() async -> String? {
        do {
            _ = try await examine()
            return nil
        } catch {
            return (error as? Problem)?.code ?? "\(error)"
        }
    }

    /// Makes a backup of entries that nobody checked.
    fileprivate func write(_ entries: [(name: String, text: String)]) throws {
        let archive = try ArchiveWriter(file, replacing: true)
        for entry in entries {
            try archive.begin(entry.name, size: entry.text.utf8.count, at: Self.start)
            try archive.append(Array(entry.text.utf8))
        }
        try archive.finish()
    }
}

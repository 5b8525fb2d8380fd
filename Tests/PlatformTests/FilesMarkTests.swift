import Files
import Foundation
import Kernel
import Storage
import TestKit
import Testing
@testable import Platform

/// A node notices when its files are not those of its database.
@Suite("The files of a city") struct FilesMarkTests {
    private static let apart = Problem("data.files_apart", .conflict)

    @Test("bear the database's mark from the beginning, and are confirmed as often as somebody serves")
    func together() async throws {
        let city = try await TestCity()
        for _ in 0..<3 {
            #expect(try await city.platform.filesMark.standing() == .together)
            try await city.platform.confirmFiles()
        }
        #expect(try await standing(city) == .well)
    }

    @Test("are refused when the folder isn't the one that was mounted, and the doctor says so")
    func missing() async throws {
        let city = try await TestCity()
        try FileManager.default.removeItem(atPath: "\(city.path)/files/marks")
        await #expect(throws: Self.apart) { try await city.platform.confirmFiles() }
        await #expect(throws: Self.apart) { try await city.platform.serve() }
        #expect(try await standing(city) == .ill)
        try await city.platform.adoptFiles()
        try await city.platform.confirmFiles()
        #expect(try await standing(city) == .well)
    }

    @Test("are refused when they are another city's")
    func strangers() async throws {
        let city = try await TestCity(), other = try await TestCity()
        try await other.platform.adoptFiles()
        let mixed = FilesMark(database: city.platform.database, files: other.platform.files, random: SystemRandom())
        // Both are copies of one city, so the other still bears the first one's mark; its rows know another.
        let crossed = FilesMark(database: other.platform.database, files: city.platform.files, random: SystemRandom())
        #expect(try await mixed.standing() == .together)
        #expect(try await crossed.standing() == .apart)
        withExtendedLifetime(other) {}
    }

    @Test("that an earlier release left without a mark get one once, unless they have another's")
    func unmarked() async throws {
        let city = try await TestCity(), platform = city.platform
        try await platform.database.write { _ = try $0.execute("DELETE FROM files_mark") }
        await #expect(throws: Self.apart) { try await platform.confirmFiles() }
        try FileManager.default.removeItem(atPath: "\(city.path)/files/marks")
        #expect(try await standing(city) == .reminder)
        #expect(try await platform.filesMark.standing() == .unmarked, "the doctor changes nothing")
        try await platform.confirmFiles()
        #expect(try await platform.filesMark.standing() == .together)
    }

    @Test("of a directory that was copied with its marks are found out as soon as one of the two is served",
          .enabled(if: TestDatabase.engine == .postgres, "rows in the directory are copied with it"))
    func copied() async throws {
        let city = try await TestCity()
        let copy = FileManager.default.temporaryDirectory.appending(path: "tongban-copied-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try FileManager.default.copyItem(atPath: city.path, toPath: copy)
        let other = try await Platform(opening: DataDirectory(opening: copy), resources: TestCity.resources(), clock: city.clock)
        try await city.platform.confirmFiles()
        await #expect(throws: Self.apart) { try await other.confirmFiles() }
        // Once the folder is shared, whichever of the two it is, both are right again.
        try FileManager.default.removeItem(atPath: "\(copy)/files")
        try FileManager.default.createSymbolicLink(atPath: "\(copy)/files", withDestinationPath: "\(city.path)/files")
        for platform in [other, city.platform, other] { try await platform.confirmFiles() }
        try await other.close()
    }

    private func standing(_ city: TestCity) async throws -> Finding.Mark? {
        try await city.platform.examine().first { $0.what.contains("the files") && !$0.what.contains("another node") }?.mark
    }
}

import Backup
import Foundation
import Kernel
import TestKit
import Testing
@testable import Platform

/// Who may be at work in a data directory at once, and what says where its rows are.
@Suite("The place of a city's rows") struct PlaceTests {
    private let elsewhere = Secret("postgres://nobody@localhost:1/nowhere")

    @Test("nobody moves them while anybody has the city open, however many have")
    func open() async throws {
        let city = try await TestCity(), directory = try DataDirectory(opening: city.path)
        let second = try await DirectoryTests.open(city)
        for platform in [city.platform, second] {
            await #expect(throws: Problem("data.in_use", .conflict)) {
                try await directory.migrateDatabase(to: elsewhere, resources: TestCity.resources(), clock: city.clock)
            }
            try await platform.close()
        }
        let error = await #expect(throws: Problem.self) {
            try await directory.migrateDatabase(to: elsewhere, resources: TestCity.resources(), clock: city.clock)
        }
        #expect(error?.code.hasPrefix("storage.") == true, "\(String(describing: error))")
    }

    @Test("nobody opens the city while they are moved")
    func moving() async throws {
        let city = try await TestCity()
        try await city.platform.close()
        let lock = try DirectoryLock(DataDirectory(opening: city.path), isExclusive: true)
        await #expect(throws: Problem("data.in_use", .conflict)) { try await DirectoryTests.open(city) }
        lock.release()
        try await DirectoryTests.open(city).close()
    }

    @Test("they are not moved while the environment would go on naming the old place")
    func environment() async throws {
        let city = try await TestCity()
        try await city.platform.close()
        let environment = ["TONGBAN_DATABASE": elsewhere.reveal(), "TONGBAN_FILES": ""]
        let directory = try DataDirectory(opening: city.path, environment: environment)
        #expect(directory.places.database?.reveal() == elsewhere.reveal() && directory.places.isDatabaseFromEnvironment)
        for target in [nil, elsewhere, Secret("postgres://nobody@localhost:1/third")] {
            await #expect(throws: Problem("data.database_from_environment", .conflict)) {
                try await directory.migrateDatabase(to: target, resources: TestCity.resources(), clock: city.clock)
            }
        }
    }

    @Test("a new directory is made where the environment will look for it", arguments: [
        (nil, [:], nil), ("postgres://a/b", [:], "postgres://a/b"), (nil, ["TONGBAN_DATABASE": "postgres://a/b"], "postgres://a/b"),
        ("postgres://a/b", ["TONGBAN_DATABASE": "postgres://a/b"], "postgres://a/b"), (nil, ["TONGBAN_DATABASE": ""], nil),
    ] as [(String?, [String: String], String?)])
    func chosen(told: String?, environment: [String: String], place: String?) throws {
        #expect(try DataDirectory.Places.chosen(database: told, environment: environment).database?.reveal() == place)
        let files = Dictionary(uniqueKeysWithValues: environment.map { ("TONGBAN_FILES", $1) })
        #expect(try DataDirectory.Places.chosen(files: told, environment: files).files == place)
    }

    @Test("a password in an address is seen", arguments: [
        ("postgres://city:secret@db.example.com/city", true), ("postgres://:p@/city", true), ("postgres://c:a:b@db1:5432,db2/city", true),
        ("postgres://db/city?password=secret", true), ("postgres://db/city?sslmode=require&password=x", true),
        ("postgres://db/city?sslpassword=secret", true), ("postgres://city@db.example.com:5432/city", false), ("sqlite", false),
        ("postgres://city:@db/city", false), ("postgres://db1:5432,db2:5433/city?application_name=a:b@c", false),
        ("postgres://db/city?password=", false), ("", false),
    ])
    func password(address: String, isThere: Bool) { #expect(DataDirectory.Places.holdsPassword(address) == isThere) }

    @Test("a new directory is not made where the environment won't look for it")
    func differs() {
        let differs = Problem("data.place_differs", .conflict)
        let environment = ["TONGBAN_DATABASE": "postgres://a/b", "TONGBAN_FILES": "s3://a"]
        #expect(throws: differs) { try DataDirectory.Places.chosen(database: "postgres://a/c", environment: environment) }
        #expect(throws: differs) { try DataDirectory.Places.chosen(files: "s3://b", environment: environment) }
    }
}

import Foundation
import Kernel
import Ledger
import Organisations
import Signing
import Storage
import TestKit

/// Organisations on a real database of its own, with the city's data at hand.
struct Town {
    let database: any Database
    let ledger: Ledger
    let clock = StandingClock(LocalDate("2026-09-18")!.at(hour: 9))
    let cipher: FieldCipher
    let organisations: Organisations

    init() async throws {
        database = try await TestDatabase.with(
            "Engines/Ledger/Migrations/0001_ledger", "Features/Organisations/Migrations/0010_organisations",
            "Features/Organisations/Migrations/0107_seal_states")
        ledger = Ledger(database, city: "开封市")
        cipher = try FieldCipher(MasterKey(Secret(Array(repeating: 7, count: 32))))
        organisations = try Self.organisations(ledger, cipher, clock)
        try await organisations.load()
    }

    static func organisations(_ ledger: Ledger, _ cipher: FieldCipher, _ clock: any Kernel.Clock) throws -> Organisations {
        let city = try JSONText.decode(City.self, from: file("Data/kaifeng/city.json"))
        return Organisations(city: city, ledger: ledger, cipher: cipher, clock: clock)
    }

    /// A town that has the city's regions and bodies.
    static func filled() async throws -> Town {
        let town = try await Town()
        _ = try await town.organisations.importRegions(json: file("Data/kaifeng/regions.json"), by: clerk)
        _ = try await town.organisations.importBodies(json: file("Data/kaifeng/bodies.json"), by: clerk)
        return town
    }

    func acts(_ kind: String) async throws -> [Row] {
        try await ledger.read { try $0.rows("SELECT facts FROM act WHERE kind = \(kind)") }
    }
}

let clerk = Actor(kind: .staff, id: "admin", name: "管理员", capacity: "administrator")

/// A file of this package by its path.
func file(_ path: String) throws -> [UInt8] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
    return [UInt8](try Data(contentsOf: root.appending(path: path)))
}

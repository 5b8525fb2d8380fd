import Catalogue
import Foundation
import Kernel
import Ledger
import Organisations
import Signing
import Storage
import TestKit

/// A catalogue on a real database of its own, in a city with its regions and bodies.
struct Shelf {
    let database: any Database
    let ledger: Ledger
    let organisations: Organisations
    let catalogue: Catalogue

    init() async throws {
        database = try await TestDatabase.with(
            "Engines/Ledger/Migrations/0001_ledger", "Features/Organisations/Migrations/0010_organisations",
            "Features/Catalogue/Migrations/0020_catalogue")
        let clock = StandingClock(LocalDate("2026-09-18")!.at(hour: 9))
        ledger = Ledger(database, city: "开封市")
        organisations = Organisations(
            city: try JSONText.decode(from: file("Data/kaifeng/city.json")), ledger: ledger,
            cipher: try FieldCipher(masterKey: Secret(Array(repeating: 7, count: 32))), clock: clock)
        _ = try await organisations.importRegions(json: file("Data/kaifeng/regions.json"), by: editor)
        _ = try await organisations.importBodies(json: file("Data/kaifeng/bodies.json"), by: editor)
        catalogue = Catalogue(database: database, ledger: ledger, directory: organisations.directory, clock: clock, random: SystemRandom())
    }

    func publish(_ rows: JSON) async throws -> ImportReport {
        let bytes = Array(try JSONText.encode(rows).utf8)
        return try await catalogue.publish(ItemFile.rows(bytes, directory: organisations.directory, correctionDays: 10), by: editor)
    }

    func published() async throws -> Int {
        try await ledger.read { try $0.row("SELECT COUNT(*) AS n FROM act WHERE kind = 'item.published'")?.get("n") ?? 0 }
    }
}

let editor = Actor(kind: .staff, id: "admin", name: "管理员", capacity: "administrator")
let friday = LocalDate("2026-09-18")!

/// The permit for food, which has everything an item can have.
func foodPermit(_ changes: [String: JSON] = [:]) throws -> JSON {
    let item = try JSON(parsing: file("Data/kaifeng/items/food-operation-permit.json"))
    return .object((item.object ?? [:]).merging(changes) { $1 })
}

func item(_ changes: [String: JSON] = [:]) throws -> ServiceItem {
    try serviceItem(Array(JSONText.encode(foodPermit(changes)).utf8)).get()
}

/// The first item of a file, as the catalogue reads it.
func serviceItem(_ file: [UInt8]) throws -> Result<ServiceItem, Problem> {
    let rows = try ItemFile.rows(file, directory: OrganisationDirectory(), correctionDays: 10)
    return rows.first?.content ?? .failure(Problem("import.no_items", .invalid))
}

/// A form of one field, as JSON Schema writes it.
func form(_ field: String, required: Bool = false) throws -> FormDefinition {
    try JSONText.decode(from: Array(#"{"properties": {"f": {"title": "栏", \#(field)}}, "required": [\#(required ? "\"f\"" : "")]}"#.utf8))
}

/// A file of this package by its path.
func file(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: packageRoot.appending(path: path))) }

let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL

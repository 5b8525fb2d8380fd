import Catalogue
import Forms
import Foundation
import Kernel
import Ledger
import Organisations
import Signing
import Standards
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
            "Features/Catalogue/Migrations/0020_catalogue", "Platform/Migrations/0080_renewal")
        let clock = StandingClock(LocalDate("2026-09-18")!.at(hour: 9))
        ledger = Ledger(database, city: "开封市")
        organisations = Organisations(
            city: try JSONText.decode(from: file("Data/kaifeng/city.json")), ledger: ledger,
            cipher: try FieldCipher(MasterKey(Secret(Array(repeating: 7, count: 32)))), clock: clock)
        _ = try await organisations.importRegions(json: file("Data/kaifeng/regions.json"), by: editor)
        _ = try await organisations.importBodies(json: file("Data/kaifeng/bodies.json"), by: editor)
        let plain = try Form(JSON(parsing: file("Data/kaifeng/plain-form.json")))
        catalogue = Catalogue(database: database, ledger: ledger, directory: organisations.directory, plainForm: plain,
                              calendar: try kaifengCalendar(), clock: clock, random: SystemRandom())
    }

    func publish(_ rows: JSON) async throws -> ImportReport {
        let rows = try ItemFile.rows(
            Array(JSONText.encode(rows).utf8), directory: organisations.directory, correctionDays: 10, beside: beside)
        return try await catalogue.publish(rows, by: editor)
    }

    func published() async throws -> Int {
        try await ledger.read { try $0.row("SELECT COUNT(*) AS n FROM act WHERE kind = 'item.published'")?.get("n") ?? 0 }
    }
}

/// What keeps an item of the market regulators from being published.
func publishingFaults(in item: ServiceItem) throws -> [FieldProblem] {
    try ItemCheck.problems(in: item, bodies: [ItemCheckTests.food], calendar: kaifengCalendar())
}

/// The city's published calendar.
func kaifengCalendar() throws -> WorkingCalendar { try WorkingCalendar(json: Data(file("Data/kaifeng/holidays.json"))) }

let editor = Actor(kind: .staff, id: "admin", name: "管理员", capacity: "administrator")
let friday = LocalDate("2026-09-18")!

/// The permit for food, which has everything an item can have.
func foodPermit(_ changes: [String: JSON] = [:]) throws -> JSON {
    .object(try KaifengItem.row("food-operation-permit", changes))
}

func item(_ changes: [String: JSON] = [:]) throws -> ServiceItem { try KaifengItem.item("food-operation-permit", changes) }

/// What lies beside the city's items.
func beside(_ name: String) -> [UInt8]? { try? file("Data/kaifeng/items/\(name)") }

/// A form of one field, as JSON Schema writes it.
func form(_ field: String, layout: String = #"{"pages": [{"key": "p", "title": "一", "fields": ["f"]}]}"#) throws -> JSON {
    try JSON(parsing: Array(#"{"schema": {"type": "object", "properties": {"f": {"title": "栏", \#(field)}}}, "layout": \#(layout)}"#.utf8))
}

/// A file of this package by its path.
func file(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: packageRoot.appending(path: path))) }

let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL

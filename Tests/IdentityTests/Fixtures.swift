import Foundation
import Identity
import Kernel
import Ledger
import Organisations
import Signing
import Standards
import Storage
import TestKit

/// Identity on a real database of its own, in a city with its regions and bodies.
struct Office {
    let database: any Database
    let ledger: Ledger
    let clock = StandingClock(LocalDate("2026-09-18")!.at(hour: 9))
    let identity: Identity

    init(isDemo: Bool = false) async throws {
        database = try await TestDatabase.with(
            "Engines/Ledger/Migrations/0001_ledger", "Features/Organisations/Migrations/0010_organisations",
            "Features/Identity/Migrations/0011_identity", "Features/Identity/Migrations/0093_proven_numbers",
            "Features/Identity/Migrations/0094_mandate_items", "Features/Identity/Migrations/0103_lockout",
            "Features/Identity/Migrations/0104_security_log", "Features/Identity/Migrations/0089_given_passwords")
        ledger = Ledger(database, city: "开封市")
        let cipher = try FieldCipher(MasterKey(Secret(Array(repeating: 7, count: 32))))
        let organisations = Organisations(
            city: try JSONText.decode(City.self, from: file("Data/kaifeng/city.json")), ledger: ledger, cipher: cipher, clock: clock)
        _ = try await organisations.importRegions(json: file("Data/kaifeng/regions.json"), by: administrator)
        _ = try await organisations.importBodies(json: file("Data/kaifeng/bodies.json"), by: administrator)
        identity = Identity(ledger: ledger, database: database, organisations: organisations, cipher: cipher,
                            passwords: Password(cost: .trifling), isDemo: isDemo, clock: clock)
    }

    /// An office where Li Xiaomei is registered and Zhao Min sits at a window.
    static func staffed() async throws -> Office {
        let office = try await Office()
        _ = try await office.identity.register(try lixiaomei())
        _ = try await office.identity.appoint(zhaomin, password: Secret(password), by: administrator)
        return office
    }

    /// Somebody with his card before a clerk.
    @discardableResult
    func seen(_ name: String = "李晓梅", _ number: String = idNumber, _ mobile: String? = nil, by clerk: Actor = administrator) async throws -> Visit {
        let card = try SeenCard(number: CitizenID(number)!, name: name, isSeen: true)
        return try await identity.receive(card, mobile: mobile.flatMap { MobileNumber($0) }, seenBy: clerk)
    }

    /// The same, and she has shown her card and her account's code at a window.
    static func proven() async throws -> Office {
        let office = try await staffed()
        let account = try await office.signIn(mobile).session.account.id
        _ = try await office.identity.bind(account, code: office.identity.counterCode(of: account), to: office.seen())
        return office
    }

    func signIn(
        _ name: String, _ password: String = password, from address: String = "10.0.0.1", on device: Secret<String>? = nil
    ) async throws -> SignedIn {
        try await identity.signIn(name, password: Secret(password), from: address, on: device)
    }

    /// The facts of the acts of a kind.
    func acts(_ kind: String) async throws -> [String] {
        try await ledger.read { try $0.rows("SELECT facts FROM act WHERE kind = \(kind)").map { try $0.get("facts") } }
    }
}

let password = "梅花-2026-开"
let idNumber = "410204198512120022", mobile = "13800000001"
let administrator = Actor(kind: .staff, id: "admin", name: "管理员", capacity: "administrator")
let zhaomin = Appointment(login: "window01", name: "赵敏", staffNo: "KF00001", body: "12410200MBKF00027B", region: "410200000000",
                          roles: [.window], post: "综合窗口 1 号")

func lixiaomei() throws -> Registration {
    try Registration(name: "李晓梅", idNumber: idNumber, mobile: mobile, password: password, again: password, today: LocalDate("2026-09-18")!)
}

/// A file of this package by its path.
func file(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: packageRoot).appending(path: path))) }

let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL.path

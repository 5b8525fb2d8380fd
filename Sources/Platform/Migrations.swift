import Cases
import Catalogue
import Kernel
import Licences
import Signing
import Storage
import Web

extension DataDirectory {
    /// The steps of the schema that this release will take when it opens the directory. Changes nothing.
    /// - Throws: `storage.newer_schema` when the data is from a later release.
    public func pendingMigrations(_ resources: ResourceRoot) async throws -> [String] {
        let cipher = try FieldCipher(masterKey())
        let database = try await Storehouse.database(self)
        do {
            let pending = try await database.pendingMigrations(Migrations.all(resources, engine: database.engine.name))
                + database.pending(Migrations.renewals(cipher)).map(\.name)
            try await database.close()
            return pending
        } catch {
            try? await database.close()
            throw error
        }
    }
}

/// All steps of the schema, of every room, in one row by their numbers.
enum Migrations {
    /// What is rewritten after the steps of the schema, in order.
    static func renewals(_ cipher: FieldCipher) -> [Renewal] {
        [.itemForms, .rulesOfItems, .itemsProcedures, .casesProcedures, .vouchedHolders(cipher), .vouchedLicences(cipher)]
    }

    /// A step is one file when it is the same on both engines, `0070_name.sql`; else one for each, `0070_name.postgres.sql`.
    /// - Throws: `storage.migrations` when two steps have one number, or a file can't be read.
    static func all(_ root: ResourceRoot, engine: Engine.Name) throws -> [Migration] {
        let files = root.files(in: "Sources", suffix: ".sql").filter { $0.contains("/Migrations/") }
        let steps = try files.compactMap { file -> Migration? in
            let parts = (file.split(separator: "/").last ?? "").split(separator: ".").map(String.init)
            guard parts.count == 2 || parts.dropFirst().first == engine.rawValue else { return nil }
            guard let bytes = root.file(file) else { throw Problem("storage.migrations", .fault, reason: file) }
            return Migration(name: parts[0], script: String(decoding: bytes, as: UTF8.self))
        }.sorted { $0.name < $1.name }
        let numbers = steps.map { $0.name.prefix(4) }
        guard !steps.isEmpty, Set(numbers).count == numbers.count else {
            throw Problem("storage.migrations", .fault, reason: "numbers \(numbers.joined(separator: " "))")
        }
        return steps
    }
}

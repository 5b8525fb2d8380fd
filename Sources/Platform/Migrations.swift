import Cases
import Catalogue
import Kernel
import Storage
import Web

extension DataDirectory {
    /// The steps of the schema that this release will take when it opens the directory. Changes nothing.
    /// - Throws: `storage.newer_schema` when the data is from a later release.
    public func pendingMigrations(_ resources: ResourceRoot) async throws -> [String] {
        let database = try await Storehouse.database(self)
        do {
            let pending = try await database.pendingMigrations(Migrations.all(resources, engine: database.engine.name))
                + database.pending(Migrations.renewals).map(\.name)
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
    static let renewals: [Renewal] = [.itemsProcedures, .casesProcedures]

    /// - Throws: `storage.migrations` when two steps have one number, or a file can't be read.
    static func all(_ root: ResourceRoot, engine: Engine.Name) throws -> [Migration] {
        let suffix = ".\(engine.rawValue).sql"
        let files = root.files(in: "Sources", suffix: suffix).filter { $0.contains("/Migrations/") }
        let steps = try files.map { file -> Migration in
            guard let bytes = root.file(file) else { throw Problem("storage.migrations", .fault, reason: file) }
            let name = String(file.split(separator: "/").last ?? "").replacing(suffix, with: "")
            return Migration(name: name, script: String(decoding: bytes, as: UTF8.self))
        }.sorted { $0.name < $1.name }
        let numbers = steps.map { $0.name.prefix(4) }
        guard !steps.isEmpty, Set(numbers).count == numbers.count else {
            throw Problem("storage.migrations", .fault, reason: "numbers \(numbers.joined(separator: " "))")
        }
        return steps
    }
}

import StorageConformance
import StorageSQLite
import Testing

@Suite("SQLite keeps the storage contract")
struct ConformanceTests {
    @Test("as every engine must", .timeLimit(.minutes(10)), arguments: ConformanceCase.all)
    func keeps(_ conformance: ConformanceCase) async throws {
        try await conformance.check(SQLiteDatabase.temporary())
    }

    @Test("as two nodes must, in one process", .timeLimit(.minutes(10)), arguments: NodeCase.all)
    func keeps(_ conformance: NodeCase) async throws {
        let database = try SQLiteDatabase.temporary()
        try await conformance.check(database, database)
    }
}

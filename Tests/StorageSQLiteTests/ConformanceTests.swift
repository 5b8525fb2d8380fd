import StorageConformance
import StorageSQLite
import Testing

@Suite("SQLite keeps the storage contract")
struct ConformanceTests {
    @Test("as every engine must", .timeLimit(.minutes(1)), arguments: ConformanceCase.all)
    func keeps(_ conformance: ConformanceCase) async throws {
        try await conformance.check(SQLiteDatabase.temporary())
    }
}

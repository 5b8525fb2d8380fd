import StorageConformance
import StoragePostgres
import TestKit
import TestPostgres
import Testing

@Suite("PostgreSQL keeps the storage contract", .disabled(if: PostgresServer.isMissing, "PostgreSQL is not installed"), .serialized)
struct ConformanceTests {
    @Test("as every engine must", .timeLimit(.minutes(10)), arguments: ConformanceCase.all)
    func keeps(_ conformance: ConformanceCase) async throws {
        try await PostgresServer.shared().withDatabase { url in
            try await conformance.check(PostgresDatabase(url: url, options: .careless))
        }
    }

    @Test("as two nodes must", .timeLimit(.minutes(10)), arguments: NodeCase.all)
    func keeps(_ conformance: NodeCase) async throws {
        try await PostgresServer.shared().withDatabase { url in
            try await conformance.check(PostgresDatabase(url: url, options: .careless), PostgresDatabase(url: url, options: .careless))
        }
    }
}

import Foundation
import Kernel
import Logging
@testable import Platform
import Storage
import TestKit
import Testing
import Web

/// A node of an earlier release is still at work when a newer one comes that has rows to bring forward.
@Suite("An upgrade beside a node that is at work") struct SchemaFenceTests {
    @Test("rows aren't brought forward while another node may write them in their old shape, and are once it has stopped")
    func alone() async throws {
        let city = try await TestCity()
        try await city.forgetStep()
        let machine = try city.otherMachine()
        defer { try? FileManager.default.removeItem(atPath: machine) }
        let code = TestDatabase.engine == .sqlite ? "data.in_use" : "storage.in_use"
        let refusal = await #expect(throws: Problem(code, .conflict)) { try await city.node(in: machine) }
        // Whoever upgrades is told which nodes he has to stop.
        let who = refusal?.arguments["who"] ?? ""
        #expect(TestDatabase.engine == .sqlite || who.contains("tongban"), "\(who)")
        #expect(try await city.platform.database.read { try $0.tables().contains { $0.name == "calendar_count" } } == false)
        try await city.platform.close()
        let next = try await city.node(in: machine)
        #expect(try await next.database.read { try $0.tables().contains { $0.name == "calendar_count" } })
        try await next.close()
    }

    @Test("with nothing to bring forward nodes come and go as they like")
    func nothing() async throws {
        let city = try await TestCity(), machine = try city.otherMachine()
        defer { try? FileManager.default.removeItem(atPath: machine) }
        try await city.node(in: machine).close()
    }

    @Test("a node that comes back to rows which a newer release has taken further writes nothing",
          .enabled(if: TestDatabase.engine == .postgres))
    func comesBack() async throws {
        let city = try await TestCity(), database = city.platform.database
        try await database.write { tx in
            try tx.execute("INSERT INTO schema_migration (name, applied_at, script) VALUES ('9999_later', 1, 'x')")
        }
        await #expect(throws: Problem("storage.newer_schema", .fault)) {
            // The wire breaks: all connections but the one that says so, which may be new and refused itself.
            _ = try await database.read { tx in
                try tx.rows("""
                    SELECT COUNT(*) AS ended FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid() AND pg_terminate_backend(pid)
                    """)
            }
            for _ in 0..<5 { try await database.write { tx in try tx.execute("DELETE FROM job WHERE kind = 'none'") } }
        }
    }
}

extension TestCity {
    /// The rows as a release had them that didn't know the last step yet.
    fileprivate func forgetStep() async throws {
        try await platform.database.write { tx in
            try tx.execute("DROP TABLE calendar_count")
            try tx.execute("DELETE FROM schema_migration WHERE name = '0111_calendar_count'")
        }
    }

    /// A node's directory on another machine; over SQLite there is none but this.
    fileprivate func otherMachine() throws -> String {
        guard TestDatabase.engine == .postgres else { return path }
        let copy = "\(path)-other"
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        return copy
    }

    fileprivate func node(in machine: String) async throws -> Platform {
        try await Platform(opening: DataDirectory(opening: machine), resources: Self.resources(), clock: clock,
                           logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
}

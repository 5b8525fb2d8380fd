import Kernel
import Storage

/// One thing that every storage engine must do alike. The check gets a new, empty database.
public struct ConformanceCase: Sendable, CustomStringConvertible {
    public let description: String
    public let check: @Sendable (any Database) async throws -> Void

    init(_ description: String, check: @escaping @Sendable (any Database) async throws -> Void) {
        (self.description, self.check) = (description, check)
    }

    public static let all = values + statements + transactions + concurrency + migrations + closing
}

/// Tables in the portable subset. BYTEA is PostgreSQL's word; SQLite takes it too and keeps bytes as they are.
let schema = Migration(name: "0001_conformance", script: """
    CREATE TABLE body (
        code TEXT PRIMARY KEY NOT NULL,
        name TEXT,
        rank BIGINT CHECK (rank < 1000),
        weight DOUBLE PRECISION,
        seal BYTEA
    );
    CREATE TABLE post (
        body_code TEXT NOT NULL REFERENCES body (code),
        title TEXT NOT NULL,
        UNIQUE (body_code, title)
    );
    """)

extension Database {
    /// How many bodies there are.
    func count() async throws -> Int {
        try await read { tx in try tx.row("SELECT COUNT(*) AS n FROM body")?.get("n") ?? 0 }
    }
}

/// An error that only a test throws.
struct Refusal: Error {}

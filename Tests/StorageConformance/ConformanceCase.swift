import Kernel
import Storage
import Testing

/// One thing that every storage engine must do alike. The check gets a new, empty database.
public struct ConformanceCase: Sendable, CustomStringConvertible {
    public let description: String
    public let check: @Sendable (any Database) async throws -> Void

    init(_ description: String, check: @escaping @Sendable (any Database) async throws -> Void) {
        (self.description, self.check) = (description, check)
    }

    public static let all = values + statements + dialects + transactions + sends + locks + concurrency + bells + leadership
        + migrations + renewals + shapes + closing
}

/// What two nodes over the same database must do. An engine that serves one process gets the same database twice.
public struct NodeCase: Sendable, CustomStringConvertible {
    public let description: String
    public let check: @Sendable (any Database, any Database) async throws -> Void

    init(_ description: String, check: @escaping @Sendable (any Database, any Database) async throws -> Void) {
        (self.description, self.check) = (description, check)
    }

    public static let all = nodes
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
    /// The schema with these bodies in it.
    func prepare(bodies: String...) async throws {
        try await migrate([schema])
        try await write { tx in for code in bodies { try tx.execute("INSERT INTO body (code, rank) VALUES (\(code), 0)") } }
    }

    /// The first column of what a query finds.
    func column(_ query: SQL) async throws -> [Value] {
        try await read { tx in try tx.rows(query).compactMap(\.values.first) }
    }

    /// Expects a query to give this in its first column.
    func expect(_ query: SQL, gives wanted: [Value], at place: SourceLocation = #_sourceLocation) async throws {
        let found = try await column(query)
        #expect(found == wanted, sourceLocation: place)
    }

    func rank(of code: String) async throws -> Int? {
        try await column("SELECT rank FROM body WHERE code = \(code)").first.flatMap { Int(column: $0) }
    }

    /// How many bodies there are.
    func count() async throws -> Int {
        try await read { tx in try tx.row("SELECT COUNT(*) AS n FROM body")?.get("n") ?? 0 }
    }
}

/// An error that only a test throws.
struct Refusal: Error {}

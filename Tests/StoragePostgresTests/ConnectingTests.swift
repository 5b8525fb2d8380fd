import Foundation
import Kernel
import Storage
import StoragePostgres
import TestKit
import TestPostgres
import Testing

@Suite("A connection to PostgreSQL", .disabled(if: PostgresServer.isMissing, "PostgreSQL is not installed"),
       .timeLimit(.minutes(10)), .serialized)
struct ConnectingTests {
    /// A server with TLS, whose user `guarded` needs a password and whose certificate is for `localhost`, signed by an
    /// authority of its own.
    private static let server = Task {
        let server = try await PostgresServer.start(durable: false, settings: [
            "ssl = on", "ssl_cert_file = 'server.crt'", "ssl_key_file = 'server.key'",
        ], prepare: """
            sed -i '1i host all guarded all scram-sha-256' $data/pg_hba.conf
            cd $data && umask 077
            openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -subj /CN=ca -days 2 2>>$folder/log
            openssl req -x509 -newkey rsa:2048 -nodes -keyout other.key -out other.crt -subj /CN=other -days 2 2>>$folder/log
            openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=localhost 2>>$folder/log
            openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out server.crt -days 2 2>>$folder/log
            """)
        try await server.query("CREATE ROLE guarded LOGIN PASSWORD 'a word''s'")
        return server
    }

    @Test("is made with a password, over TLS, when the server's certificate and name are right")
    func tls() async throws {
        let (server, place) = try await guarded()
        let authority = "\(server.folder ?? "")/data/ca.crt"
        let url = "\(place("a%20word's"))&sslmode=verify-full&sslrootcert=\(authority)"
        let database = try await PostgresDatabase(url: url, options: .careless)
        let query: SQL = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        let isSecret = try await database.read { tx in try tx.row(query)?.get("ssl", as: Bool.self) }
        #expect(isSecret == true)
        #expect(database.engine.name == .postgres && database.engine.version.split(separator: ".").first.flatMap { Int($0) } ?? 0 >= 15)
        try await database.close()
    }

    @Test("is refused when the certificate is another authority's, or for another name")
    func falseCertificate() async throws {
        let (server, place) = try await guarded()
        let folder = "\(server.folder ?? "")/data", url = place("a%20word's")
        await refuses("\(url)&sslmode=verify-full&sslrootcert=\(folder)/other.crt", "storage.tls")
        await refuses("\(url)&sslmode=verify-full&sslrootcert=/nowhere/ca.crt", "storage.tls")
        let byNumber = url.replacing("localhost", with: "127.0.0.1")
        await refuses("\(byNumber)&sslmode=verify-full&sslrootcert=\(folder)/ca.crt", "storage.tls")
    }

    @Test("is refused when TLS is asked for and the server has none")
    func noTLS() async throws {
        let server = try await PostgresServer.start(durable: false)
        await refuses("postgres://tongban@localhost:\(server.port ?? 0)/postgres?sslmode=require", "storage.tls")
    }

    @Test("is refused with one reason for a wrong password, none, or a user who isn't there; and no reason tells the password")
    func password() async throws {
        let (_, place) = try await guarded()
        for word in ["a-wrong-word", ""] {
            let problem = await refuses("\(place(word))&sslmode=require", "storage.password")
            #expect(problem.map { !"\($0)".contains("a-wrong-word") } == true)
        }
        await refuses(place("x").replacing("guarded", with: "nobody"), "storage.password")
    }

    @Test("is refused with one reason for each thing that may be wrong with the address", arguments: [
        ("mysql://localhost/x", "storage.invalid_url"), ("postgres://localhost:port/x", "storage.invalid_url"),
        ("postgres://u:pa%zzword@localhost/x", "storage.invalid_url"), ("postgres://a:1,b:2,c/x?port=1,2", "storage.invalid_url"),
        ("postgres://localhost/x?no_such_option=1", "storage.invalid_url"),
        ("", "storage.invalid_url"), ("postgres://no-such-host.invalid/x", "storage.unknown_host"),
        ("postgres://u:secret@localhost:1/x", "storage.unavailable"), ("postgres:///x?host=/nowhere", "storage.unavailable"),
    ])
    func address(_ url: String, _ code: String) async throws {
        let problem = await refuses(url, code)
        #expect(problem.map { !"\($0)".contains("secret") && !"\($0)".contains("zzword") } == true)
    }

    @Test("is refused when there is no such database, and names it")
    func noDatabase() async throws {
        let problem = await refuses(try await PostgresServer.shared().address("never_made"), "storage.no_database")
        #expect(problem?.arguments == ["database": "never_made"])
    }

    @Test("is refused when text isn't kept in UTF-8 or not sorted by its bytes", arguments: [
        "ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'", "ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'zh' LOCALE 'C.UTF-8'",
    ])
    func collation(_ kind: String) async throws {
        let server = try await PostgresServer.start(durable: false)
        try await server.query("CREATE DATABASE wrong TEMPLATE template0 \(kind)")
        let problem = await refuses(server.address("wrong"), "storage.collation")
        #expect(problem?.arguments == ["database": "wrong"])
    }

    @Test("is refused when the server takes no changes")
    func readOnly() async throws {
        let server = try await PostgresServer.start(durable: false, settings: ["default_transaction_read_only = on"])
        await refuses(server.address("postgres"), "storage.read_only")
    }

    @Test("of a user who may make no tables says so")
    func noRights() async throws {
        let (_, place) = try await guarded()
        let database = try await PostgresDatabase(url: place("a%20word's"), options: .careless)
        await #expect(throws: Problem("storage.no_rights", .fault)) {
            try await database.migrate([Migration(name: "0001", script: "CREATE TABLE t (a BIGINT)")])
        }
        try await database.close()
    }

    @Test("is described without its password")
    func description() async throws {
        let (_, place) = try await guarded()
        let database = try await PostgresDatabase(url: place("a%20word's"), options: .careless)
        #expect(database.description.hasPrefix("postgres://localhost:") && database.description.hasSuffix("/postgres"))
        var dumped = ""
        dump(database, to: &dumped)
        #expect(!dumped.contains("word's") && !dumped.contains("a%20word"))
        try await database.close()
    }

    private func guarded() async throws -> (PostgresServer, @Sendable (String) -> String) {
        let server = try await Self.server.value, port = server.port ?? 0
        return (server, { "postgres://guarded\($0.isEmpty ? "" : ":\($0)")@localhost:\(port)/postgres?application_name=test" })
    }

    @discardableResult
    private func refuses(_ url: String, _ code: String, at place: SourceLocation = #_sourceLocation) async -> Problem? {
        let problem = await #expect(throws: Problem.self, sourceLocation: place) {
            _ = try await PostgresDatabase(url: url, options: .careless)
        }
        #expect(problem?.code == code, "\(problem.map { "\($0)" } ?? "")", sourceLocation: place)
        return problem
    }
}

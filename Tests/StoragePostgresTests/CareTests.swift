import Foundation
import Glibc
import Kernel
import Storage
import StoragePostgres
import TestKit
import TestPostgres
import Testing

/// What is demanded of a server before anything is entrusted to it.
@Suite("A server to which rows are entrusted", .disabled(if: PostgresServer.isMissing, "PostgreSQL is not installed"),
       .timeLimit(.minutes(10)), .serialized)
struct CareTests {
    @Test("is refused when it doesn't wait for its disk, unless that was agreed to", arguments: [
        (["fsync = off"], "fsync = off"), (["full_page_writes = off"], "full_page_writes = off"),
        (["fsync = off", "full_page_writes = off"], "fsync = off, full_page_writes = off"),
    ])
    func careless(settings: [String], named: String) async throws {
        let server = try await PostgresServer.start(durable: true, settings: settings), url = server.address("postgres")
        let problem = await #expect(throws: Problem.self) { try await PostgresDatabase(url: url) }
        #expect(problem?.code == "storage.careless" && problem?.arguments["settings"] == named)
        let database = try await PostgresDatabase(url: url, options: .careless)
        #expect(database.engine.weaknesses == [.losesData(settings: named)])
        try await database.close()
    }

    @Test("confirms a commit when it is on the disk, whatever its default is, and later still where it would", arguments: [
        ("off", "on"), ("local", "on"), ("remote_write", "on"), ("on", "on"), ("remote_apply", "remote_apply"),
    ])
    func commits(said: String, meant: String) async throws {
        let server = try await PostgresServer.start(durable: true, settings: ["synchronous_commit = \(said)"])
        let database = try await PostgresDatabase(url: server.address("postgres"))
        #expect(database.engine.weaknesses.isEmpty)
        let query: SQL = "SELECT current_setting('synchronous_commit') AS level"
        #expect(try await database.write { try $0.row(query)?.get("level", as: String.self) } == meant)
        try await database.close()
    }

    @Test("is spoken to over TLS when it is on another machine, also when its address doesn't ask for it",
          arguments: ["", "?sslmode=disable"])
    func encrypted(query: String) async throws {
        let server = try await Self.remote(["ssl = on", "ssl_cert_file = 'server.crt'", "ssl_key_file = 'server.key'"])
        let database = try await PostgresDatabase(url: Self.url(server) + query)
        let isSecret: SQL = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        #expect(try await database.read { try $0.row(isSecret)?.get("ssl", as: Bool.self) } == true)
        try await database.close()
    }

    @Test("is refused when it is on another machine and has no TLS, unless that was agreed to")
    func plainText() async throws {
        let server = try await Self.remote([]), url = Self.url(server)
        let problem = await #expect(throws: Problem.self) { try await PostgresDatabase(url: url) }
        #expect(problem?.code == "storage.plain_text")
        var options = PostgresOptions()
        options.acceptsPlainText = true
        let database = try await PostgresDatabase(url: url, options: options)
        #expect(database.engine.weaknesses == [.plainText])
        try await database.close()
    }

    @Test("on another machine that nobody has checked is used and said to be unchecked")
    func unchecked() async throws {
        let server = try await Self.remote(["ssl = on", "ssl_cert_file = 'server.crt'", "ssl_key_file = 'server.key'"])
        for query in ["?sslmode=require", "?sslmode=verify-full&sslrootcert=\(server.folder ?? "")/data/server.crt"] {
            let database = try await PostgresDatabase(url: Self.url(server) + query)
            #expect(database.engine.weaknesses == (query == "?sslmode=require" ? [.uncheckedServer] : []))
            try await database.close()
        }
    }

    /// One that is asked by an address of this machine that isn't its loopback: to the platform it is elsewhere.
    private static func remote(_ settings: [String]) async throws -> PostgresServer {
        try await PostgresServer.start(durable: true, settings: ["listen_addresses = '*'"] + settings, prepare: """
            echo 'host all all all trust' >>$data/pg_hba.conf
            cd $data && umask 077
            openssl req -x509 -newkey rsa:2048 -nodes -keyout server.key -out server.crt -days 2 -subj /CN=\(address) \
            -addext subjectAltName=IP:\(address) 2>>$folder/log
            """)
    }

    private static func url(_ server: PostgresServer) -> String { "postgres://tongban@\(address):\(server.port ?? 0)/postgres" }

    /// The first IPv4 address of this machine by which others reach it.
    private static let address: String = {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return "" }
        defer { freeifaddrs(first) }
        var place = first
        while let entry = place?.pointee {
            place = entry.ifa_next
            guard let address = entry.ifa_addr, address.pointee.sa_family == sa_family_t(AF_INET) else { continue }
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let size = socklen_t(MemoryLayout<sockaddr_in>.size)
            guard getnameinfo(address, size, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else { continue }
            let number = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if NetworkAddress(number)?.isLoopback == false { return number }
        }
        return ""
    }()
}

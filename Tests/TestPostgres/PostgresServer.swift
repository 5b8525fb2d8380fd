import Foundation
import Synchronization

/// A PostgreSQL for tests: a private one, started from Debian's packages in a temporary folder and gone with the test's
/// process, however that ends; or the one whose address stands in TONGBAN_TEST_POSTGRES (`postgres://…`, its user may make
/// databases).
public final class PostgresServer: Sendable {
    /// The address of one of its databases.
    public let address: @Sendable (_ database: String) -> String
    /// Where a private server has its data and its log.
    public let folder: String?
    public let port: Int?
    private let keeper: ServerProcess?
    private let count = Atomic(0)
    private let lent = Places(12)
    private static let makers = Places(2)

    /// Nothing is installed, and no address is given: then tests of PostgreSQL are skipped. Not in CI, where that is a failure.
    public static let isMissing = bin == nil && given == nil && ProcessInfo.processInfo.environment["CI"] != "true"

    /// One for all tests of a process, which does not wait for the disk. The platform refuses such a server unless it is told
    /// otherwise: `PostgresOptions.careless`, `Waivers.losingData`.
    public static func shared() async throws -> PostgresServer { try await common.value }

    private static let common = Task {
        if let given { return PostgresServer(at: given) }
        return try await start(durable: false)
    }
    private static let given = ProcessInfo.processInfo.environment["TONGBAN_TEST_POSTGRES"]

    /// Starts one of its own.
    /// - Parameter durable: whether commits wait for the disk, as they must in earnest.
    /// - Parameter settings: lines for its configuration: `ssl = on`.
    /// - Parameter prepare: a script in which `$data` is the folder of its data, before it starts.
    public static func start(durable: Bool, settings: [String] = [], prepare: String = "") async throws -> PostgresServer {
        let careless = durable ? [] : ["fsync = off", "synchronous_commit = off", "full_page_writes = off"]
        let data = "\(try installed)/initdb -D $data -U tongban -A trust -E UTF8 --lc-collate=C --lc-ctype=C.UTF-8 --no-sync"
        return try await start(data, careless + settings, prepare)
    }

    /// Starts one that follows this one and takes no changes, until it is promoted.
    public func startStandby() async throws -> PostgresServer {
        guard let folder, let port else { throw TestFault("only a private server has a standby") }
        let copy = "\(try Self.installed)/pg_basebackup -D $data -h \(folder) -p \(port) -U tongban -R -X stream -c fast --no-sync"
        return try await Self.start(copy, [], "")
    }

    private static func start(_ data: String, _ settings: [String], _ prepare: String) async throws -> PostgresServer {
        let bin = try installed, port = try freePort()
        let process = try await makers.taking {
            try await ServerProcess(bin: bin, port: port, data: data, settings: settings, prepare: prepare)
        }
        return PostgresServer(process, port)
    }

    private static var installed: String {
        get throws {
            guard let bin else { throw TestFault("PostgreSQL is not installed: apt-get install postgresql") }
            return bin
        }
    }

    private init(_ process: ServerProcess, _ port: Int) {
        let folder = process.folder
        (keeper, self.folder, self.port) = (process, folder, port)
        address = { "postgres://tongban@/\($0)?host=\(folder)&port=\(port)" }
    }

    private init(at url: String) {
        (keeper, folder, port) = (nil, nil, nil)
        // The name of the database stands between the last slash and the question mark.
        address = { name in
            let parts = url.split(separator: "?", maxSplits: 1)
            let start = parts[0].lastIndex(of: "/").map { parts[0][..<$0] } ?? parts[0]
            return "\(start)/\(name)" + (parts.count > 1 ? "?\(parts[1])" : "")
        }
    }

    /// Makes an empty database, or a copy of another in which nobody is at work. A few at a time: each takes a processor's
    /// whole time.
    public func make(copying template: String = "template0") async throws -> (name: String, url: String) {
        let name = "t\(ProcessInfo.processInfo.processIdentifier)_\(count.add(1, ordering: .relaxed).newValue)"
        _ = try await Self.makers.taking {
            try await query("CREATE DATABASE \(name) TEMPLATE \(template) ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
        }
        return (name, address(name))
    }

    public func drop(_ name: String) async throws { try await query("DROP DATABASE \(name) WITH (FORCE)") }

    /// Makes an empty database, lends it out, and drops it. Tests run by the hundred at once, and the server has so many
    /// connections: therefore a dozen databases are lent at a time, and others wait.
    public func withDatabase<Value>(_ work: (_ url: String) async throws -> Value) async throws -> Value {
        try await lent.taking { try await lend(work) }
    }

    private func lend<Value>(_ work: (_ url: String) async throws -> Value) async throws -> Value {
        let (name, url) = try await make()
        do {
            let value = try await work(url)
            try await drop(name)
            return value
        } catch {
            try? await drop(name)
            throw error
        }
    }

    /// Runs one statement as the user who owns everything, outside of any transaction, and gives what psql prints.
    @discardableResult
    public func query(_ sql: String, in database: String = "postgres") async throws -> String {
        try await run(Self.bin.map { "\($0)/psql" } ?? "psql", address(database), "-v", "ON_ERROR_STOP=1", "-qAtX", "-c", sql)
    }

    /// Kills every process of it at once, as a power cut does. Only for a private server.
    public func kill() async throws { try await keeper?.control("kill") }

    /// Stops it in order; connections are ended.
    public func stop() async throws { try await keeper?.control("stop") }

    /// Starts it again where it was stopped or killed.
    public func restart() async throws { try await keeper?.control("start") }

    /// Stops it in its tracks: connections stand, and the system takes what is sent, but nobody answers.
    public func freeze() async throws { try await keeper?.control("freeze") }

    /// Lets it go on where it was frozen.
    public func thaw() async throws { try await keeper?.control("thaw") }

    /// Makes a standby the first.
    public func promote() async throws { try await keeper?.control("promote") }

    /// The newest version that Debian put here.
    static let bin: String? = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        return versions.compactMap(Int.init).filter { $0 >= 15 }.max().map { "/usr/lib/postgresql/\($0)/bin" }
    }()
}

public struct TestFault: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}

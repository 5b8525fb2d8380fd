import Backup
import Files
import Foundation
import Kernel
import Ledger
import Signing
import Storage
import StorageSQLite

/// A small installation: a database with a ledger and some tables of every kind, and a file store, in a folder that goes with it.
final class Installation: Sendable {
    let folder: String
    let database: any Database
    let files: LocalFileStore
    let identity: SigningIdentity

    static let start = Timestamp(milliseconds: 1_790_000_000_000)

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "backup-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        database = try SQLiteDatabase.temporary()
        try await database.migrate(Schema.all)
        files = try LocalFileStore(directory: "\(folder)/files")
        let name = DistinguishedName(commonName: "开封市办理账本")
        let until = Self.start + .days(3650)
        identity = try CertificateAuthority.root(name, key: .generate(), from: Self.start - .days(1), until: until).identity
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var file: String { "\(folder)/city.backup" }

    var own: [OwnFile] { [OwnFile("tongban.json", Array("{}".utf8)), OwnFile("keys/ledger.pem", Array(identity.certificate.pem.utf8))] }

    func source(withFiles: Bool = true, fileColumns: Set<FileColumn> = [FileColumn("paper", "digest")]) -> Backup.Source {
        Backup.Source(
            database: database, files: withFiles ? files : nil, fileColumns: fileColumns, own: own, city: "kaifeng", release: "0.1.0")
    }

    @discardableResult
    func backUp(replacing: Bool = false, progress: @escaping Backup.Listener = { _ in }) async throws -> Manifest {
        try await Backup.make(file, of: source(), replacing: replacing, at: Self.start, progress: progress)
    }

    func examine(_ migrations: [Migration] = Schema.all) async throws -> Backup.Examined {
        try await Backup.examine(file, for: migrations)
    }

    @discardableResult
    func restore(
        into other: Installation.Target, _ migrations: [Migration] = Schema.all, progress: @escaping Backup.Listener = { _ in }
    ) async throws -> Backup.Outcome {
        try await Backup.restore(
            examine(migrations), into: other.database, files: other.files, trusting: identity.certificate.publicKey, at: Self.start,
            progress: progress)
    }

    /// Where something is restored to.
    struct Target {
        let database: any Database
        let files: LocalFileStore
    }

    func target(_ name: String = "restored") throws -> Target {
        Target(database: try SQLiteDatabase.temporary(), files: try LocalFileStore(directory: "\(folder)/\(name)"))
    }

    // MARK: What is in it

    /// Commits that many acts and gives them their places.
    func act(_ count: Int) async throws {
        let ledger = Ledger(database, city: "开封市")
        for number in 0..<count {
            try await ledger.command { _ in Acted(recording: Self.note(number)) }
        }
        try await Sequencer(ledger, signing: identity, clock: StandingClock(Self.start)).settle()
    }

    /// The same, all in one command.
    func actAtOnce(_ count: Int) async throws {
        let ledger = Ledger(database, city: "开封市")
        try await ledger.command { _ in try Acted((), (0..<count).map(Self.note)) }
        try await Sequencer(ledger, signing: identity, clock: StandingClock(Self.start)).settle()
    }

    private static func note(_ number: Int) -> Act {
        Act(
            ID(at: start, SystemRandom()), "case.noted", of: Subject("case", "A"), by: .system("test"), at: start,
            facts: ["number": "\(number)"])
    }

    /// One more, with a number after all others.
    func addSpecimen() async throws {
        let count = try await database.count("specimen")
        try await database.write { try $0.send(Schema.insert(specimen: count, textLength: 1)) }
    }

    /// Adds rows with every kind of value.
    func addSpecimens(_ count: Int, textLength: Int = 20) async throws {
        try await database.write { tx in
            for number in 0..<count { try tx.send(Schema.insert(specimen: number, textLength: textLength)) }
        }
    }

    /// Adds accounts, and rows that refer to them from tables whose names come before and after.
    func addAccounts(_ count: Int) async throws {
        let first = try await database.count("account")
        try await database.write { tx in
            for id in first..<first + count { try tx.send("INSERT INTO account (id, balance) VALUES (\(id), 10)") }
            try tx.send("INSERT INTO \"order\" (\"group\") VALUES (\(first))")
            try tx.send("INSERT INTO a_first (id) VALUES (\(first))")
        }
    }

    /// Keeps a file and a row that names it.
    @discardableResult
    func addPaper(_ bytes: [UInt8]) async throws -> Digest {
        let digest = try await files.put(bytes).digest
        try await database.write { try $0.send("INSERT INTO paper (digest) VALUES (\(digest.hex))") }
        return digest
    }
}

/// The schema of the tests: the ledger's own, and tables of every shape.
enum Schema {
    static let all = steps(of: .sqlite)
    static let ledger = all[0]

    /// The same steps for either engine, which differ in how bytes are called.
    static func steps(of engine: Engine.Name) -> [Migration] {
        let file = "\(sources)/Engines/Ledger/Migrations/0001_ledger.\(engine.rawValue).sql"
        let specimens = engine == .postgres ? Self.specimens.replacing("BLOB", with: "BYTEA") : Self.specimens
        return [
            Migration(name: "0001_ledger", script: (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""),
            Migration(name: "0002_specimens", script: specimens),
        ]
    }

    private static let specimens = """
        CREATE TABLE specimen (
            number BIGINT NOT NULL, part TEXT NOT NULL, count BIGINT, weight DOUBLE PRECISION, note TEXT, picture BLOB,
            PRIMARY KEY (part, number)
        );
        CREATE TABLE paper (digest TEXT NOT NULL PRIMARY KEY);
        CREATE TABLE untouched (id TEXT NOT NULL PRIMARY KEY);
        CREATE TABLE account (id BIGINT NOT NULL PRIMARY KEY, balance BIGINT NOT NULL);
        CREATE TABLE "order" ("group" BIGINT NOT NULL PRIMARY KEY REFERENCES account (id));
        CREATE TABLE a_first (id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id));
        """

    /// Values at the edges of their kinds, and NULL in every column that may be.
    static func insert(specimen number: Int, textLength: Int) -> SQL {
        let edges: [Int64] = [0, -1, 1, .max, .min, 63, 64, -64, -65, 1 << 32]
        let reals = [0, -0.0, 1.5, .greatestFiniteMagnitude, .leastNonzeroMagnitude, -.infinity, 0.1]
        let texts = ["", "开封市", "a\"b'c\\\n\t", "🀄️e\u{301}", String(repeating: "长", count: textLength)]
        let count: Int64? = number % 7 == 3 ? nil : edges[number % edges.count]
        let weight: Double? = number % 5 == 3 ? nil : reals[number % reals.count]
        let note: String? = number % 6 == 5 ? nil : texts[number % texts.count]
        let picture: [UInt8]? = number % 4 == 3 ? nil : [UInt8](repeating: UInt8(number % 256), count: number % 300)
        return """
            INSERT INTO specimen (number, part, count, weight, note, picture)
            VALUES (\(number), \("部\(number % 3)"), \(count), \(weight), \(note), \(picture))
            """
    }

    static let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources").standardizedFileURL.path
}

extension Database {
    /// Every row of every table. Engines may keep columns in another order and have another key, so both go by name.
    func everything() async throws -> [String: [[Value]]] {
        try await read { tx in
            try Dictionary(uniqueKeysWithValues: tx.tables().map { shape in
                let columns = shape.columns.map { "\"\($0.name)\"" }.sorted().joined(separator: ", ")
                let key = shape.name == "act" ? "id" : shape.key.map { "\"\($0)\"" }.joined(separator: ", ")
                let rows = try tx.rows(SQL(stringLiteral: "SELECT \(columns) FROM \"\(shape.name)\" ORDER BY \(key) LIMIT 1000000"))
                return (shape.name, rows.map(\.values))
            })
        }
    }

    func count(_ table: String) async throws -> Int {
        try await read { try $0.row(SQL(stringLiteral: "SELECT COUNT(*) AS n FROM \(table)"))?.get("n") ?? 0 }
    }
}

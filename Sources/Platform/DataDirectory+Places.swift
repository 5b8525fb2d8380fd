import Foundation
import Kernel

extension DataDirectory {
    /// Where rows and files are kept, when it isn't in the directory itself.
    public struct Places: Sendable {
        /// The address of a PostgreSQL database: `postgres://user@host/name`. It may hold a password.
        public let database: Secret<String>?
        /// The address of an S3-compatible store: `s3://bucket/prefix?endpoint=https://...`.
        public let files: String?
        /// Whether `TONGBAN_DATABASE` names the database, whatever stands in the directory.
        public let isDatabaseFromEnvironment: Bool
        /// What may be missing there.
        public let waivers: Waivers

        public init(database: String? = nil, files: String? = nil, waiving waivers: Waivers = []) {
            self.init(database: database, files: files, isDatabaseFromEnvironment: false, waivers)
        }

        private init(database: String?, files: String?, isDatabaseFromEnvironment: Bool, _ waivers: Waivers) {
            self.database = database.map { Secret($0) }
            (self.files, self.isDatabaseFromEnvironment, self.waivers) = (files, isDatabaseFromEnvironment, waivers)
        }
    }
}

extension DataDirectory.Places {
    /// Where a new directory keeps its rows and files: as it is told, or else as the environment says, by which it will be opened.
    /// - Throws: `data.place_differs` when it is told one place and the environment says another.
    public static func chosen(
        database: String? = nil, files: String? = nil, waiving waivers: Waivers = [],
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> Self {
        let place = { (told: String?, variable: Variable) throws -> String? in
            let said = variable.value(in: environment)
            guard told == nil || said == nil || told == said else {
                throw Problem("data.place_differs", .conflict, ["variable": variable.rawValue])
            }
            return told ?? said
        }
        return try Self(database: place(database, .database), files: place(files, .files), waiving: waivers)
    }

    /// Whether a database's address holds a password: whoever may list this machine's processes reads what stands in a command.
    public static func holdsPassword(_ address: String) -> Bool {
        address.contains(/^[a-z]+:\/\/[^\/?#@:]*:[^\/?#]+@/) || address.contains(/[?&](ssl)?password=[^&]/)
    }

    /// As the directory says, unless the environment says otherwise.
    /// - Parameter waivers: in addition to those that the directory keeps.
    init(of path: String, _ environment: [String: String], waiving waivers: Waivers) {
        let kept = { (name: String) in
            FileManager.default.contents(atPath: "\(path)/\(name)").map { String(decoding: $0, as: UTF8.self).trimmed }
        }
        let said = Variable.database.value(in: environment)
        self.init(
            database: said ?? kept("database.url"), files: Variable.files.value(in: environment) ?? kept("files.url"),
            isDatabaseFromEnvironment: said != nil, waivers.union(Waivers(text: kept("waivers") ?? "")))
    }

    /// The variables of the environment that go before what stands in the directory.
    private enum Variable: String {
        case database = "TONGBAN_DATABASE", files = "TONGBAN_FILES"

        func value(in environment: [String: String]) -> String? { environment[rawValue].flatMap { $0.isEmpty ? nil : $0 } }
    }
}

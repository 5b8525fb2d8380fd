import CPostgres
import Kernel

/// Where the database is, as libpq reads it: `postgres://user:password@host:port,host2/database?sslmode=verify-full&…`. What is left out
/// comes from where libpq looks: PGPASSWORD, `.pgpass`, the service file. Its description tells no password.
struct ServerAddress: Sendable, CustomStringConvertible {
    let url: Secret<String>
    let description: String

    /// - Throws: `storage.invalid_url`, without libpq's reason, which quotes the password.
    init(_ url: String) throws {
        guard ["postgres://", "postgresql://"].contains(where: url.hasPrefix), let options = Self.options(of: url) else {
            throw Problem("storage.invalid_url", .invalid)
        }
        let hosts = (options["host"] ?? options["hostaddr"] ?? "").split(separator: ",", omittingEmptySubsequences: false)
        let ports = (options["port"] ?? "").split(separator: ",", omittingEmptySubsequences: false)
        let places = hosts.enumerated().map { place, host in
            let port = ports.count == 1 ? ports.first : ports.dropFirst(place).first
            return port.map { $0.isEmpty ? String(host) : "\(host):\($0)" } ?? String(host)
        }
        self.url = Secret(url)
        description = "postgres://\(places.joined(separator: ","))/\(options["dbname"] ?? "")"
    }

    /// What the URL says, by libpq's names; `nil` when libpq can't read it.
    private static func options(of url: String) -> [String: String]? {
        guard let first = PQconninfoParse(url, nil) else { return nil }
        defer { PQconninfoFree(first) }
        var options: [String: String] = [:]
        var option = first
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { options[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return options
    }
}

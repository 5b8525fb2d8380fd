import CPostgres
import Glibc
import Kernel

/// Where the database is, as libpq reads it: `postgres://user:password@host:port,host2/database?sslmode=verify-full&…`. What is
/// left out comes from where libpq looks: PGPASSWORD, `.pgpass`, the service file. Its description tells no password.
struct ServerAddress: Sendable, CustomStringConvertible {
    /// One server of an address. What is `nil`, libpq finds elsewhere.
    struct Machine: Hashable, Sendable {
        var host, hostaddr, port: String?
    }

    let url: Secret<String>
    let description: String
    private let servers: [Machine]

    /// - Throws: `storage.invalid_url`, without libpq's reason, which quotes the password.
    init(_ url: String) throws {
        guard ["postgres://", "postgresql://"].contains(where: url.hasPrefix), let options = Self.options(of: url),
              let servers = Self.servers(options)
        else { throw Problem("storage.invalid_url", .invalid) }
        let places = servers.compactMap { server in
            (server.host ?? server.hostaddr).map { host in server.port.map { $0.isEmpty ? host : "\(host):\($0)" } ?? host }
        }
        (self.url, self.servers) = (Secret(url), servers)
        description = "postgres://\(places.joined(separator: ","))/\(options["dbname"] ?? "")"
    }

    /// The servers in their order; one whose name stands for several machines, as many times. Asks for the name, so it blocks.
    func machines() -> [Machine] {
        servers.flatMap { server -> [Machine] in
            guard server.hostaddr == nil, let host = server.host, !host.isEmpty, !host.hasPrefix("/"), !host.hasPrefix("@") else {
                return [server]
            }
            let numbers = Self.numbers(of: host)
            return numbers.isEmpty ? [server] : numbers.map { Machine(host: host, hostaddr: $0, port: server.port) }
        }
    }

    /// `nil` when there are not as many of one as of the other.
    private static func servers(_ options: [String: String]) -> [Machine]? {
        func list(_ name: String) -> [String]? {
            options[name]?.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let hosts = list("host"), numbers = list("hostaddr"), ports = list("port") ?? []
        let count = numbers?.count ?? hosts?.count ?? 1
        guard hosts == nil || hosts?.count == count, ports.count <= 1 || ports.count == count else { return nil }
        return (0..<count).map { Machine(host: hosts?[$0], hostaddr: numbers?[$0], port: ports.count > 1 ? ports[$0] : ports.first) }
    }

    /// A name's numbers, in the order in which the system would have them tried; none when it doesn't know the name.
    private static func numbers(of host: String) -> [String] {
        var hints = addrinfo(), first: UnsafeMutablePointer<addrinfo>?
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        guard getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
        defer { freeaddrinfo(first) }
        var numbers: [String] = [], place = first
        while let entry = place?.pointee {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            if getnameinfo(entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 {
                numbers.append(text.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" })
            }
            place = entry.ai_next
        }
        return numbers
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

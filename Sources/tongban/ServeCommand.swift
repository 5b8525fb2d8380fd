import ArgumentParser
import Identity
import Kernel
import Logging
import Platform
import Web

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the platform.",
        discussion: """
            Examples:
              tongban serve /srv/tongban --port 8080 --behind-proxy --secure
              tongban serve /srv/tongban --host 0.0.0.0 --port 8080 --trusted-proxy 10.1.0.5,10.1.0.6 --secure
              tongban serve /srv/tongban --roles web
            Several nodes may serve one PostgreSQL database, behind any proxy: each with a copy of the directory, and all with the same
            files, in an S3-compatible store or in a folder that all mount. At least one must be a worker.
            """)

    @OptionGroup var place: Place

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 8080

    @Flag(help: "It is served over TLS by a proxy: cookies are marked secure, browsers are told to stay with TLS.")
    var secure = false

    @Flag(help: "A proxy of yours on this machine stands in front: short for --trusted-proxy 127.0.0.0/8,::1.")
    var behindProxy = false

    @Option(help: "Proxies of yours that stand in front, as addresses or blocks (10.1.0.0/24): of them alone is X-Forwarded-For believed.")
    var trustedProxy: [ProxyList] = []

    @Option(help: "How many connections may be open at once.")
    var connections = ConnectionLimits().total

    @Option(help: "How many of them one client may have; a trusted proxy may have any number.")
    var connectionsPerClient = ConnectionLimits().perClient

    @Option(help: "How many requests a second one address may make; a burst may be four times as many.")
    var rate = 50

    @Option(help: "What this node does: web answers requests; worker sequences the ledger and runs jobs.")
    var roles: Roles = Roles(all: Set(NodeRole.allCases))

    @Option(help: "How much is logged: trace, debug, info, notice, warning or error.")
    var log = Logger.Level.notice

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("a port is between 0 and 65535") }
        guard rate > 0 else { throw ValidationError("--rate must be at least 1") }
        guard connections > 0, connectionsPerClient > 0 else { throw ValidationError("there must be room for one connection at least") }
    }

    func run() async throws {
        try await speaking(place.resources) { resources in
            var options = WebServer.Options()
            (options.host, options.port, options.isSecure) = (host, port, secure)
            options.trustedProxies = trustedProxy.flatMap(\.blocks) + (behindProxy ? AddressBlock.loopback : [])
            let room = max(1, OpenFiles.takeAll() - OpenFiles.own)
            (options.connections.total, options.connections.perClient) = (min(connections, room), connectionsPerClient)
            if room < connections { Terminal.warn("The system lets only \(room) connections be open at once; see LimitNOFILE") }
            (options.perSecond, options.burst, options.release) = (Double(rate), rate * 4, Release.name)
            LoggingSystem.bootstrap { LineLog(label: $0) }
            var logger = Logger(label: "tongban")
            logger.logLevel = log
            let directory = try place.directory()
            let platform = try await Platform(opening: directory, resources: resources, options: options, logger: logger)
            let accounts = try await platform.identity.demoAccounts()
            try await platform.serve(as: roles.all) { port in
                Demo.say(accounts)
                let address = "http://\(host == "127.0.0.1" ? "localhost" : host):\(port)"
                let city = platform.directory.marker.city
                Terminal.say(port == 0 ? "Working for \(city)" : "Serving \(city) at \(address)")
                Terminal.say("Data: \(platform.directory.path). Stop with Ctrl-C.")
            }
        }
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}

/// `10.1.0.5,10.2.0.0/16`
struct ProxyList: ExpressibleByArgument {
    let blocks: [AddressBlock]

    init?(argument: String) {
        let blocks = argument.split(separator: ",").map { AddressBlock(String($0)) }
        guard !blocks.isEmpty, !blocks.contains(where: { $0 == nil }) else { return nil }
        self.blocks = blocks.compactMap(\.self)
    }
}

/// `web,worker`
struct Roles: ExpressibleByArgument {
    let all: Set<NodeRole>

    init(all: Set<NodeRole>) { self.all = all }

    init?(argument: String) {
        let names = argument.split(separator: ",").map { NodeRole(rawValue: String($0)) }
        guard !names.isEmpty, !names.contains(nil) else { return nil }
        self.init(all: Set(names.compactMap(\.self)))
    }

    var defaultValueDescription: String { all.map(\.rawValue).sorted().joined(separator: ",") }
    static var allValueStrings: [String] { ["web", "worker", "web,worker"] }
}

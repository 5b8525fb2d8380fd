import HTTPTypes
import Hummingbird
import HummingbirdCore
import Kernel
import Logging
import NIOCore

/// The web server: features in, an application out.
public struct WebServer: Sendable {
    public struct Options: Sendable {
        public var host = "127.0.0.1", port = 8080
        /// Served over TLS, by us or by a proxy: cookies are `Secure`, and browsers are told to stay with TLS.
        public var isSecure = false
        /// Proxies of ours that stand in front: of them alone is `X-Forwarded-For` believed.
        public var trustedProxies: [AddressBlock] = []
        public var connections = ConnectionLimits()
        /// How many requests one address may make at once, and then each second.
        public var burst = 200, perSecond = 50.0
        /// The name of the release, part of each page's version.
        public var release = "development"

        public init() {}
    }

    /// A page or command that the server knows, by its method and the pattern of its path.
    public struct Route: Sendable, Hashable {
        public let method: HTTPRequest.Method
        public let path: String
    }

    private let responder: RouterResponder<TongbanContext>
    /// All of them, as the features have added them; that a page can be asked for its head alone isn't said of each.
    public let routes: [Route]
    public let options: Options
    public let templates: Templates
    public let messages: Messages
    private let logger: Logger

    /// - Parameters:
    ///   - folders: More folders below `Sources` with messages, templates or assets, beside those of the standards, the engines and
    ///     the features.
    ///   - mac: A keyed digest of at least 16 bytes (an HMAC): it seals visitors' tokens and names versions. All nodes share its key.
    ///   - limits: Where the limit of requests is kept; by itself when other nodes needn't know.
    ///   - refusals: Who is told of each refusal (403), if anybody is.
    ///   - ready: Throws while the server cannot work, such as when the database is away: `/health/ready` then says 503.
    /// - Throws: ``StartFault`` with all that is wrong with templates and messages.
    public init(_ root: ResourceRoot, features: [any Feature], folders: [String] = [], site: Site, authenticator: any Authenticator,
                options: Options = Options(), clock: any Clock = SystemClock(), random: any RandomSource = SystemRandom(),
                limits: RateLimits? = nil, refusals: (any RefusalWatch)? = nil, logger: Logger = Logger(label: "web"),
                mac: @escaping @Sendable ([UInt8]) -> [UInt8],
                ready: @escaping @Sendable () async throws -> Void = {}) throws {
        let engines = root.files(in: "Sources/Engines", suffix: "/Messages/zh.json").map { String($0.dropFirst(8).dropLast(17)) }
        let all = ["Standards"] + engines + folders + features.map { type(of: $0).folder }
        let messages = try Messages(root, folders: all)
        let assets = try AssetStore(root, folders: all, digest: mac)
        let templates = try Templates(root, folders: all, messages: messages, assets: assets)
        let web = WebParts(messages: messages, templates: templates, site: site, assets: assets, options: options,
                           clock: clock, random: random, refusals: refusals, mac: mac)
        let router = Router(context: TongbanContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: FrontDoor(web: web, authenticator: authenticator,
                                         limiter: (limits ?? RateLimits(clock: clock)).limiter(
                                            "front_door", burst: options.burst, perSecond: options.perSecond)))
        HouseRoutes(web: web, ready: ready).add(to: router)
        for feature in features { feature.routes(router) }
        routes = router.routes.filter { $0.method != .head }.map { Route(method: $0.method, path: $0.path.description) }
        responder = router.buildResponder()
        (self.options, self.templates, self.messages, self.logger) = (options, templates, messages, logger)
    }

    /// The application, a service that runs until it is told to stop.
    public func application(onRunning: @escaping @Sendable (any Channel) async -> Void = { _ in })
    -> Application<RouterResponder<TongbanContext>> {
        let address = BindAddress.hostname(options.host, port: options.port)
        let limits = options.connections, connections = Connections(limits, proxies: options.trustedProxies)
        // Requests carry cookies and some headers of proxies: that many fit several times over.
        let heads = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)
        let channel = HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionGuard(connections, limits)], httpDecoderConfiguration: heads)
        return Application(responder: responder, server: .http1(configuration: channel),
                           configuration: .init(address: address, serverName: nil, backlog: 1024),
                           onServerRunning: onRunning, logger: logger)
    }

    /// A browser that asks this server without a network: for tests and for the simulator.
    public func browser() -> Browser { Browser(responder: responder) }
}

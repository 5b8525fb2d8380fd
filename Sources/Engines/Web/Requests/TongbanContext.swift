#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Hummingbird
import Kernel
import Logging
import NIOCore

/// What a handler knows about a request beside the request itself: who asks, in which language, from which region.
public struct TongbanContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// What the request said of itself, and who was found to have sent it. In boxes, since a context is copied at every step of its way.
    var visit: Visit?
    private var found: Found?
    private let address: String
    /// The connection; none for the ``Browser``.
    let channel: (any Channel)?

    public init(source: ApplicationRequestContextSource) {
        self.init(logger: source.logger, address: source.channel.remoteAddress?.ipAddress ?? "", channel: source.channel)
    }

    /// A context without a connection: for the ``Browser``.
    init(logger: Logger, address: String, channel: (any Channel)? = nil) {
        coreContext = CoreRequestContextStorage(source: LoggerSource(logger: logger))
        (self.address, self.channel) = (address, channel)
    }

    public var maxUploadSize: Int { 1 << 20 }
    public var requestDecoder: JSONDecoder { Self.decoder }

    private static let decoder = JSONDecoder()
}

extension TongbanContext {
    /// A number for this request, shown to the visitor when something breaks and written beside it in the log.
    public var requestID: String { visit?.requestID ?? "" }
    public var language: Language { visit?.language ?? .zh }
    /// The version for the elderly (长辈版): larger type, fewer things.
    public var isElder: Bool { visit?.isElder ?? false }
    /// The code of the region chosen in the utility bar.
    public var region: String { visit?.region ?? "" }
    /// The path asked for, without the query; and with it, for coming back here.
    public var path: String { visit?.path ?? "/" }
    public var location: String { visit?.location ?? "/" }
    /// The address under which the client is counted, for rate limits; never for the log.
    public var clientAddress: String {
        Origin.client(address, forwarded: visit?.forwardedFor, trusting: visit?.web.options.trustedProxies ?? [])
    }
    /// By what the browser says that it is known; see `Response.keepDevice`.
    public var deviceToken: String? { visit?.deviceToken }
    /// Whether errors are answered as JSON (RFC 9457) instead of as a page.
    public var wantsJSON: Bool { visit?.wantsJSON ?? false }
    /// Whether the request only reads: GET or HEAD.
    public var isReading: Bool { visit?.isReading ?? true }
    /// The token that forms must carry in `_csrf`, for visitors too.
    public var csrf: String { session?.csrf ?? visit?.csrf ?? "" }

    public internal(set) var session: SessionView? {
        get { found?.session }
        set { found = newValue.map(Found.init) }
    }

    var web: WebParts? { visit?.web }
    var notice: String? { visit?.notice }

    private final class Found: Sendable {
        let session: SessionView
        init(_ session: SessionView) { self.session = session }
    }
}

private struct LoggerSource: RequestContextSource { let logger: Logger }

extension TongbanContext {
    public var actor: Actor { session?.actor ?? .anonymous }

    /// A text of the message catalogue in the visitor's language.
    public func text(_ key: String, _ arguments: [String: String] = [:]) -> String {
        web?.messages.text(key, language, arguments) ?? key
    }

    /// The session, or ``Problem`` `auth.required` which leads a visitor to sign in and back here.
    public func requireSession() throws -> SessionView {
        guard let session else { throw Problem("auth.required", .unauthenticated) }
        return session
    }

    /// The session, when it has one of the roles; else ``Problem`` `auth.required` or `auth.forbidden`.
    @discardableResult
    public func require(role: String...) throws -> SessionView {
        let session = try requireSession()
        guard !session.roles.isDisjoint(with: role) else { throw Problem("auth.forbidden", .forbidden) }
        return session
    }

    /// The key in the path's parameter; a malformed one is not found, like one that does not exist.
    public func id<Subject>(_ parameter: String = "id", of: Subject.Type = Subject.self) throws -> ID<Subject> {
        guard let id = ID<Subject>(parameters.get(parameter) ?? "") else { throw Problem("page.not_found", .notFound) }
        return id
    }

    /// The path's parameter, decoded.
    public func parameter(_ name: String) throws -> String {
        guard let value = parameters.get(name).flatMap({ percentDecoded($0) }), !value.isEmpty else {
            throw Problem("page.not_found", .notFound)
        }
        return value
    }

    /// The query of the address, read like a form.
    public var query: FormInput { FormInput(urlEncoded: Array((visit?.rawQuery ?? "").utf8)) }

    func parts() throws -> WebParts {
        guard let web else { throw Problem("error.fault", .fault, reason: "the route is not behind the front door") }
        return web
    }
}

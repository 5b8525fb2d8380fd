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
    /// A number for this request, shown to the visitor when something breaks and written beside it in the log.
    public internal(set) var requestID = ""
    public internal(set) var language = Language.zh
    /// The version for the elderly (长辈版): larger type, fewer things.
    public internal(set) var isElder = false
    /// The code of the region chosen in the utility bar.
    public internal(set) var region = ""
    public internal(set) var session: SessionView?
    /// The token that forms must carry in `_csrf`, for visitors too.
    public internal(set) var csrf = ""
    /// The path asked for, without the query; and with it, for coming back here.
    public internal(set) var path = "/", location = "/"
    /// The address of the client, for rate limits; never for the log.
    public internal(set) var clientAddress: String
    /// Whether errors are answered as JSON (RFC 9457) instead of as a page.
    public internal(set) var wantsJSON = false
    /// Whether the request only reads: GET or HEAD.
    public internal(set) var isReading = true
    var ifNoneMatch: String?
    var notice: String?, noticeIsRead = false
    var rawQuery = ""
    var web: WebParts?

    public init(source: ApplicationRequestContextSource) {
        self.init(logger: source.logger, address: source.channel.remoteAddress?.ipAddress ?? "")
    }

    /// A context without a connection: for the ``Browser``.
    init(logger: Logger, address: String) {
        coreContext = CoreRequestContextStorage(source: LoggerSource(logger: logger))
        clientAddress = address
    }

    public var maxUploadSize: Int { 1 << 20 }
    public var requestDecoder: JSONDecoder { Self.decoder }
    public var responseEncoder: JSONEncoder { Self.encoder }

    private static let decoder = JSONDecoder()
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()
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
    public var query: FormInput { FormInput(urlEncoded: Array(rawQuery.utf8)) }

    func parts() throws -> WebParts {
        guard let web else { throw Problem("error.fault", .fault, reason: "the route is not behind the front door") }
        return web
    }
}

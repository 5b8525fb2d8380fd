import HTTPTypes
import Hummingbird
import Kernel

/// Every request comes in here, and every answer goes out: who asks, may they, what if it fails, what is written down.
struct FrontDoor: RouterMiddleware {
    let web: WebParts
    let authenticator: any Authenticator
    let limiter: RateLimiter

    func handle(_ request: Request, context: TongbanContext,
                next: (Request, TongbanContext) async throws -> Response) async throws -> Response {
        var request = request, context = context
        let start = ContinuousClock.now
        let cookies = Visit(request, web).enter(&context)
        var response: Response
        do {
            if !context.isStatic {
                try limiter.admit(context.clientAddress)
                let isByCookie = try await identify(request, cookies, &context)
                try await CSRFGuard().check(&request, context, cookieAuthenticated: isByCookie)
            }
            response = try await next(request, context)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            response = ErrorPages(web: web).response(to: error, context)
        }
        finish(&response, cookies, context)
        RequestLog.write(request, response, context, took: ContinuousClock.now - start)
        return response
    }

    /// Finds the session. Returns whether it came by cookie, which browsers send of themselves.
    private func identify(_ request: Request, _ cookies: Visit.Cookies, _ context: inout TongbanContext) async throws -> Bool {
        let bearer = request.headers[.authorization].flatMap { $0.lowercased().hasPrefix("bearer ") ? $0.dropFirst(7).trimmed : nil }
        guard let token = bearer ?? cookies.session, !token.isEmpty, token.utf8.count <= 1024 else { return false }
        context.session = try await authenticator.session(for: token)
        if let session = context.session { context.csrf = session.csrf }
        if bearer != nil, context.session == nil { throw Problem("auth.required", .unauthenticated) }
        return bearer == nil && context.session != nil
    }

    private func finish(_ response: inout Response, _ cookies: Visit.Cookies, _ context: TongbanContext) {
        SecurityHeaders(isSecure: web.options.isSecure).add(to: &response)
        response.headers[.requestID] = context.requestID
        guard response.headers[.contentType]?.hasPrefix("text/html") ?? false else { return }
        response.headers[.vary] = "Cookie, Accept-Language"
        if let visitor = cookies.newVisitor {
            response.add(.kept(CookieName.visitor, visitor, days: 1, secure: web.options.isSecure))
        }
        if context.noticeIsRead { response.add(.gone(CookieName.notice, secure: web.options.isSecure)) }
    }
}

/// What a request says of itself before anybody is asked who sent it.
struct Visit {
    struct Cookies {
        var session: String?
        /// The value of the visitor's cookie when the browser has none yet.
        var newVisitor: String?
    }

    private let request: Request, web: WebParts

    init(_ request: Request, _ web: WebParts) { (self.request, self.web) = (request, web) }

    func enter(_ context: inout TongbanContext) -> Cookies {
        let sent = request.cookies
        func value(_ name: String) -> String? { sent[CookieName.full(name, secure: web.options.isSecure)]?.value }
        context.web = web
        context.requestID = web.random.text(12, from: "23456789ABCDEFGHJKMNPQRSTVWXYZ")
        context.path = request.uri.path
        context.isReading = [.get, .head].contains(request.method)
        context.rawQuery = request.uri.query ?? ""
        context.location = safeReturn(request.uri.string)
        context.language = value(CookieName.language).flatMap(Language.init) ?? Language(accepting: request.headers[.acceptLanguage])
        context.isElder = value(CookieName.elder) == "1"
        context.region = value(CookieName.region).flatMap { web.site.regionName($0, .zh) == nil ? nil : $0 } ?? web.site.region
        context.notice = value(CookieName.notice).flatMap { web.messages.find($0, context.language) }
        // A script that follows a redirect before the browser does must not use the notice up.
        context.noticeIsRead = context.notice != nil && ["document", nil].contains(request.headers[.fetchDestination])
        context.ifNoneMatch = request.headers[.ifNoneMatch]
        let accepts = request.headers[.accept] ?? ""
        context.wantsJSON = context.path.hasPrefix("/api/") || (accepts.contains("json") && !accepts.contains("text/html"))
        if web.options.isBehindProxy, let forwarded = request.headers[.forwardedFor]?.split(separator: ",").last {
            context.clientAddress = forwarded.trimmed
        }
        let held = value(CookieName.visitor).flatMap { $0.utf8.count == 32 ? $0 : nil }
        let visitor = held ?? web.random.bytes(16).hex
        context.csrf = web.seal("csrf", visitor)
        return Cookies(session: value(CookieName.session), newVisitor: held == nil ? visitor : nil)
    }
}

extension TongbanContext {
    /// Files of ours and health checks: nobody needs to be known for them.
    var isStatic: Bool { path.hasPrefix("/assets/") || path.hasPrefix("/health/") || path == "/favicon.ico" }
}

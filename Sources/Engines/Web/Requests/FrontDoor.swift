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
        let visit = Visit(request, web)
        context.visit = visit
        var response: Response
        do {
            if !context.isStatic {
                try limiter.admit(context.clientAddress)
                let isByCookie = try await identify(request, visit, &context)
                try await CSRFGuard().check(&request, context, cookieAuthenticated: isByCookie)
            }
            response = try await next(request, context)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            response = ErrorPages(web: web).response(to: error, context)
        }
        finish(&response, visit, context)
        RequestLog.write(request, response, context, took: ContinuousClock.now - start)
        return response
    }

    /// Finds the session. Returns whether it came by cookie, which browsers send of themselves.
    private func identify(_ request: Request, _ visit: Visit, _ context: inout TongbanContext) async throws -> Bool {
        let bearer = request.headers[.authorization]?.cut(at: " ").flatMap {
            $0.before.asciiLowercased.hasSameBytes(as: "bearer") ? $0.after.trimmed : nil
        }
        guard let token = bearer ?? visit.sessionToken, !token.isEmpty, token.utf8.count <= 1024 else { return false }
        context.session = try await authenticator.session(for: token)
        if bearer != nil, context.session == nil { throw Problem("auth.required", .unauthenticated) }
        return bearer == nil && context.session != nil
    }

    private func finish(_ response: inout Response, _ visit: Visit, _ context: TongbanContext) {
        SecurityHeaders(isSecure: web.options.isSecure).add(to: &response)
        response.headers[.requestID] = context.requestID
        guard response.headers[.contentType]?.begins(with: "text/html") ?? false else { return }
        response.headers[.vary] = "Cookie"
        if visit.isNewVisitor { response.add(.kept(CookieName.visitor, visit.visitor, days: 1, secure: web.options.isSecure)) }
        if visit.noticeIsRead { response.add(.gone(CookieName.notice, secure: web.options.isSecure)) }
    }
}

extension TongbanContext {
    /// Files of ours and health checks: nobody needs to be known for them.
    var isStatic: Bool { path.begins(with: "/assets/") || path.begins(with: "/health/") || path == "/favicon.ico" }
}

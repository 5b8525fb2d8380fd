import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore

/// What a visitor sees when something fails: a friendly page that says what to do next, or problem details (RFC 9457)
/// for programs. Whatever we do not know shows only a reference number; the details go to the log.
struct ErrorPages {
    let web: WebParts

    func response(to error: any Error, _ context: TongbanContext) -> Response {
        let failure = Failure(error)
        let problem = failure.problem
        if failure.isFault { log(error, problem, context) }
        if failure.status == .forbidden { tell(problem, context) }
        if problem.kind == .unauthenticated, !context.wantsJSON { return signIn(context) }
        var response = context.wantsJSON ? details(failure, context) : page(failure, context)
        response.headers[.cacheControl] = "no-store"
        switch problem.kind {
        case .tooMany: response.headers[.retryAfter] = problem.arguments["seconds"] ?? "60"
        case .unavailable: response.headers[.retryAfter] = problem.arguments["seconds"] ?? "30"
        case .unauthenticated: response.headers[.wwwAuthenticate] = "Bearer"
        default: break
        }
        return response
    }

    private func log(_ error: any Error, _ problem: Problem, _ context: TongbanContext) {
        context.logger.error("request failed", metadata: [
            "request": "\(context.requestID)", "route": "\(context.endpointPath ?? "none")", "code": "\(problem.code)",
            "reason": "\(problem.reason)", "error": "\(type(of: error))",
        ])
    }

    private func tell(_ problem: Problem, _ context: TongbanContext) {
        let method = context.visit?.method ?? "", pattern = context.endpointPath ?? "none"
        web.refusals?.refused(Refusal(
            actor: context.actor, address: context.clientAddress, route: "\(method) \(pattern)", request: context.requestID,
            code: problem.code))
    }

    /// A page's visitor signs in and comes back; a form cannot be sent again by itself, so it comes back to the front page.
    private func signIn(_ context: TongbanContext) -> Response {
        let back = context.isReading ? context.location : web.site.paths.home
        let path = "\(web.site.paths.signIn)?return=\(percentEncoded(back))"
        return Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }

    private func page(_ failure: Failure, _ context: TongbanContext) -> Response {
        let isStaff = web.site.desks.contains { context.path == $0.path || context.path.begins(with: "\($0.path)/") }
        let model = ErrorView(failure, context, web.messages)
        let drawn = try? context.page("error/error", title: model.title, model, status: failure.status, layout: isStaff ? .staff : .citizen)
        return drawn ?? Response(status: failure.status, headers: [.contentType: "text/plain; charset=utf-8"],
                                 body: ResponseBody(byteBuffer: ByteBuffer(string: "\(model.title)\n\(context.requestID)\n")))
    }

    private func details(_ failure: Failure, _ context: TongbanContext) -> Response {
        let view = ErrorView(failure, context, web.messages)
        let details = ProblemDetails(type: "about:blank", title: view.title, status: failure.status.code, detail: view.detail,
                                     code: failure.problem.code, instance: context.requestID,
                                     errors: failure.problem.fields.map { field in
            .init(field: field.field, code: field.code, message: context.text(field.code, field.arguments))
        })
        var response = (try? context.json(details, status: failure.status)) ?? Response(status: failure.status)
        response.headers[.contentType] = "application/problem+json; charset=utf-8"
        return response
    }
}

/// An error as we answer it.
struct Failure {
    let problem: Problem
    let status: HTTPResponse.Status

    init(_ error: any Error) {
        switch error {
        case let problem as Problem: (self.problem, status) = (problem, Self.status(problem.kind))
        case let error as HTTPError: (problem, status) = (Self.problem(error), error.status)
        default: (problem, status) = (Problem("error.fault", .fault, reason: "\(type(of: error))"), .internalServerError)
        }
    }

    /// Whether it is our fault, and has to be looked into.
    var isFault: Bool { status.code >= 500 }

    private static func status(_ kind: Problem.Kind) -> HTTPResponse.Status {
        switch kind {
        case .invalid: .unprocessableContent
        case .unauthenticated: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .conflict: .conflict
        case .tooLarge: .contentTooLarge
        case .tooMany: .tooManyRequests
        case .unavailable: .serviceUnavailable
        case .fault: .internalServerError
        }
    }

    private static func problem(_ error: HTTPError) -> Problem {
        switch error.status.code {
        case 404, 405: Problem("page.not_found", .notFound)
        case 413: Problem("input.too_large", .tooLarge, ["limit": sizeText(1 << 20)])
        case 400..<500: Problem("input.malformed", .invalid)
        default: Problem("error.fault", .fault, reason: error.description)
        }
    }
}

/// RFC 9457, with the code of our problem and what is wrong with which field.
struct ProblemDetails: Encodable {
    struct Field: Encodable { let field: String, code: String, message: String }

    let type: String, title: String, status: Int, detail: String, code: String, instance: String
    let errors: [Field]
}

/// What the error page says.
struct ErrorView {
    let title: String, detail: String, next: String
    let reference: String?
    let fields: [String]

    init(_ failure: Failure, _ context: TongbanContext, _ messages: Messages) {
        let problem = failure.problem
        let group = "error.\(problem.kind)"
        let isKnown = problem.kind != .fault && messages.find(problem.code, context.language) != nil
        title = context.text("\(group).title")
        detail = isKnown ? context.text(problem.code, problem.arguments) : context.text("\(group).detail")
        next = context.text("\(group).next")
        reference = failure.isFault ? context.requestID : nil
        fields = problem.fields.filter { $0.code != problem.code }.map { context.text($0.code, $0.arguments) }
    }
}

import HTTPTypes
import Hummingbird
import Kernel

/// What a request says of itself before anybody is asked who sent it. Read once, when it comes in.
final class Visit: Sendable {
    let web: WebParts
    let requestID: String, method: String
    let path: String, location: String, rawQuery: String
    let isReading: Bool, isForPrograms: Bool
    private let accepts: String
    let language: Language, isElder: Bool, region: String
    let notice: String?, noticeIsRead: Bool
    let ifNoneMatch: String?, forwardedFor: String?
    let sessionToken: String?, deviceToken: String?
    /// The value of the visitor's cookie, and whether the browser has to be given it.
    let visitor: String, isNewVisitor: Bool

    init(_ request: Request, _ web: WebParts) {
        let headers = request.headers, sent = headers.cookies
        func value(_ name: String) -> String? { sent[CookieName.full(name, secure: web.options.isSecure)] }
        self.web = web
        requestID = web.random.text(12, from: "23456789ABCDEFGHJKMNPQRSTVWXYZ")
        method = request.method.rawValue
        path = request.uri.path
        isReading = request.method == .get || request.method == .head
        rawQuery = request.uri.query ?? ""
        location = safeReturn(request.uri.string)
        // Pages are Chinese until somebody asks for English: a city's citizens come first. Programs say what they want.
        isForPrograms = path.hasPrefix("/api/")
        language = value(CookieName.language).flatMap(Language.init)
            ?? (isForPrograms ? Language(accepting: headers[.acceptLanguage]) : .zh)
        isElder = value(CookieName.elder) == "1"
        region = value(CookieName.region).flatMap { web.site.regionName($0, .zh) == nil ? nil : $0 } ?? web.site.region
        notice = value(CookieName.notice).flatMap { [language] in web.messages.find($0, language) }
        // A script that follows a redirect before the browser does must not use the notice up.
        noticeIsRead = notice != nil && ["document", nil].contains(headers[.fetchDestination])
        ifNoneMatch = headers[.ifNoneMatch]
        accepts = headers[.accept] ?? ""
        forwardedFor = web.options.trustedProxies.isEmpty ? nil : headers[.forwardedFor]
        sessionToken = value(CookieName.session)
        deviceToken = value(CookieName.device).flatMap { (1...100).contains($0.utf8.count) ? $0 : nil }
        let held = value(CookieName.visitor).flatMap { $0.utf8.count == 32 ? $0 : nil }
        (visitor, isNewVisitor) = (held ?? web.random.bytes(16).hex, held == nil)
    }

    /// Asked only when something went wrong.
    var wantsJSON: Bool { isForPrograms || (accepts.contains("json") && !accepts.contains("text/html")) }

    /// The token of a visitor's forms, made from his cookie.
    var csrf: String { web.seal("csrf", visitor) }
}

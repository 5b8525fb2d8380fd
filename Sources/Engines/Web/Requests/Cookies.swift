import HTTPTypes
import Hummingbird

/// The cookies of ours. All are `HttpOnly` and `SameSite=Lax`, and `Secure` where the site is served over TLS.
enum CookieName {
    static let session = "tongban_session", visitor = "tongban_visitor", notice = "tongban_notice"
    static let language = "tongban_language", elder = "tongban_elder", region = "tongban_region"
}

extension Cookie {
    static func kept(_ name: String, _ value: String, days: Int, secure: Bool) -> Cookie {
        Cookie(name: name, value: value, maxAge: days * 86_400, path: "/", secure: secure, httpOnly: true, sameSite: .lax)
    }

    static func gone(_ name: String, secure: Bool) -> Cookie { kept(name, "", days: 0, secure: secure) }

    static func notice(_ key: String, secure: Bool) -> Cookie {
        Cookie(name: CookieName.notice, value: key, maxAge: 60, path: "/", secure: secure, httpOnly: true, sameSite: .lax)
    }
}

extension Response {
    mutating func add(_ cookie: Cookie) {
        headers.append(HTTPField(name: .setCookie, value: cookie.description))
    }

    /// Signs the browser in: the token comes back with each request until it expires or the browser is closed.
    public mutating func startSession(_ token: String, in context: TongbanContext) {
        let secure = context.web?.options.isSecure ?? true
        add(Cookie(name: CookieName.session, value: token, path: "/", secure: secure, httpOnly: true, sameSite: .lax))
    }

    /// Signs the browser out.
    public mutating func endSession(in context: TongbanContext) {
        add(.gone(CookieName.session, secure: context.web?.options.isSecure ?? true))
    }
}

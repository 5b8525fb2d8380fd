import HTTPTypes
import Hummingbird

/// The cookies of ours. All are `HttpOnly` and `SameSite=Lax`; over TLS they are `Secure`, and their names begin with
/// `__Host-`, so that no other server of the same domain can set them.
enum CookieName {
    static let session = "tongban_session", visitor = "tongban_visitor", notice = "tongban_notice"
    /// By which a browser is known from which somebody has signed in.
    static let device = "tongban_device"
    static let language = "tongban_language", elder = "tongban_elder", region = "tongban_region"

    static func full(_ name: String, secure: Bool) -> String { secure ? "__Host-\(name)" : name }
}

extension HTTPFields {
    /// What the browser sent back of our cookies, by name (RFC 6265, 4.2.1). All are read once, since every request asks for six of them.
    var cookies: [String: String] {
        var cookies: [String: String] = [:]
        for pair in self[values: .cookie].flatMap({ $0.utf8.split(separator: UInt8(ascii: ";")) }) {
            let parts = pair.drop { $0 == UInt8(ascii: " ") }
                .split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = String(parts[0]), cookies[name] == nil else { continue }
            cookies[name] = String(parts[1])
        }
        return cookies
    }
}

extension Cookie {
    /// A cookie kept for that many days; without a number, until the browser is closed.
    static func kept(_ name: String, _ value: String, days: Int? = nil, secure: Bool) -> Cookie {
        Cookie(name: CookieName.full(name, secure: secure), value: value, maxAge: days.map { $0 * 86_400 }, path: "/",
               secure: secure, httpOnly: true, sameSite: .lax)
    }

    static func gone(_ name: String, secure: Bool) -> Cookie { kept(name, "", days: 0, secure: secure) }
}

extension Response {
    mutating func add(_ cookie: Cookie) {
        headers.append(HTTPField(name: .setCookie, value: cookie.description))
    }

    /// Signs the browser in: the token, of URL-safe characters, comes back with each request until the browser is closed.
    public mutating func startSession(_ token: String, in context: TongbanContext) {
        add(.kept(CookieName.session, token, secure: context.isSecure))
    }

    /// Lets the browser be known for half a year, whether somebody is signed in or not.
    public mutating func keepDevice(_ token: String, in context: TongbanContext) {
        add(.kept(CookieName.device, token, days: 180, secure: context.isSecure))
    }

    /// Signs the browser out. What it has kept of our pages goes with the session, so that "back" shows the next person nothing.
    public mutating func endSession(in context: TongbanContext) {
        add(.gone(CookieName.session, secure: context.isSecure))
        headers[.clearSiteData] = "\"cache\", \"storage\""
    }
}

extension TongbanContext {
    /// Without a front door we cannot know, and take the careful side.
    fileprivate var isSecure: Bool { web?.options.isSecure ?? true }
}

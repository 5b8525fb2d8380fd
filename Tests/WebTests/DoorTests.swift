import HTTPTypes
import Kernel
import Testing
@testable import Web

@Suite("The front door") struct DoorTests {
    struct Attempt: Sendable {
        let what: String, cookie: String?, field: String?, header: String?, site: String?, status: Int
    }

    @Test("a form is taken only with the token of its session", arguments: [
        Attempt(what: "right field", cookie: "citizen", field: "token-of-citizen", header: nil, site: nil, status: 200),
        Attempt(what: "right header", cookie: "citizen", field: nil, header: "token-of-citizen", site: "same-origin", status: 200),
        Attempt(what: "none", cookie: "citizen", field: nil, header: nil, site: nil, status: 403),
        Attempt(what: "empty", cookie: "citizen", field: "", header: nil, site: nil, status: 403),
        Attempt(what: "another session's", cookie: "citizen", field: "token-of-officer", header: nil, site: nil, status: 403),
        Attempt(what: "from another site", cookie: "citizen", field: "token-of-citizen", header: nil, site: "cross-site", status: 403),
        Attempt(what: "visitor without cookie", cookie: nil, field: "made-up", header: nil, site: nil, status: 403),
    ])
    func csrf(attempt: Attempt) async throws {
        let server = try demoServer()
        for isMultipart in [false, true] {
            let browser = server.browser()
            if let cookie = attempt.cookie { browser.signIn(cookie) }
            var headers: HTTPFields = [:]
            headers[.csrfToken] = attempt.header
            headers[.fetchSite] = attempt.site
            headers[.contentType] = isMultipart ? "multipart/form-data; boundary=b" : "application/x-www-form-urlencoded"
            let field = attempt.field.map {
                isMultipart ? "--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n\($0)\r\n--b--\r\n" : "_csrf=\($0)"
            }
            let answer = try await browser.send(.post, "/demo/blind", headers: headers, body: Array((field ?? "").utf8))
            #expect(answer.status == attempt.status, "\(attempt.what), multipart \(isMultipart)")
        }
    }

    @Test("a visitor's own token works, another visitor's does not")
    func visitors() async throws {
        let server = try demoServer()
        let one = server.browser(), other = server.browser()
        _ = try await one.get("/demo/apply")
        let page = try await other.get("/demo/apply").text
        #expect(try await one.post("/demo/blind").status == 200)
        let start = try #require(page.firstRange(of: "name=\"_csrf\" value=\""))
        let theirs = String(page[start.upperBound...].prefix { $0 != "\"" })
        #expect(try await one.post("/demo/blind", ["_csrf": theirs]).status == 403)
    }

    @Test("a token after the first part of a form with files does not count")
    func lateToken() async throws {
        let browser = try demoServer().browser()
        browser.signIn("citizen")
        let body = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\ntoken-of-citizen\r\n--b--\r\n"
        let headers: HTTPFields = [.contentType: "multipart/form-data; boundary=b"]
        let answer = try await browser.send(.post, "/demo/upload", headers: headers, body: Array(body.utf8))
        #expect(answer.status == 403)
    }

    @Test("programs with a bearer's token need no form token; a cookie at the API does")
    func api() async throws {
        let browser = try demoServer().browser()
        let body = Array("{\"a\": 1}".utf8)
        let bearer = try await browser.send(.post, "/api/v1/echo", headers: [.authorization: "Bearer citizen"], body: body)
        #expect(bearer.status == 200 && bearer.text == "{\"a\":1}")
        #expect(try await browser.send(.post, "/api/v1/echo", headers: [.authorization: "Bearer nobody"], body: body).status == 401)
        browser.signIn("citizen")
        #expect(try await browser.send(.post, "/api/v1/echo", body: body).status == 403)
    }

    @Test("an address elsewhere is never returned to", arguments: [
        ("/me/cases?a=1", "/me/cases?a=1"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"), ("/\t/evil.example", "/"), ("/a\r\nSet-Cookie: x", "/"), ("", "/"), ("me", "/"), (" /me", "/"),
        ("/办事", "/%E5%8A%9E%E4%BA%8B"),
        ("//\u{FE0F}evil.example", "/"), ("/\u{301}/evil.example", "/%CC%81/evil.example"), ("/a\u{7F}", "/"),
    ])
    func redirects(path: String, expected: String) { #expect(safeReturn(path) == expected) }

    @Test("an answer tells browsers to be strict")
    func headers() async throws {
        var options = WebServer.Options()
        options.isSecure = true
        let browser = try demoServer(options: options).browser()
        for path in ["/demo", "/nowhere", "/health/live"] {
            let answer = try await browser.get(path)
            let policy = try #require(answer.headers[.contentSecurityPolicy])
            #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"))
            #expect(answer.headers[.xContentTypeOptions] == "nosniff")
            #expect(answer.headers[.strictTransportSecurity] != nil)
        }
        let cookie = try #require(try await browser.get("/preferences?elder=1").headers[.setCookie])
        #expect(cookie.hasPrefix("__Host-tongban_elder=1;") && cookie.contains("HttpOnly") && cookie.contains("Secure"))
        #expect(cookie.contains("SameSite=Lax"))
    }

    @Test("a bucket gives its tokens, refuses, and fills again")
    func limiter() throws {
        let clock = StandingClock(Timestamp(milliseconds: 0))
        let limiter = RateLimiter(burst: 2, perSecond: 0.5, bound: 3, clock: clock)
        #expect([limiter.take("a"), limiter.take("a"), limiter.take("a")] == [nil, nil, 2])
        #expect(throws: Problem("rate.too_many", .tooMany)) { try limiter.admit("a") }
        clock.advance(.seconds(2))
        #expect(limiter.take("a") == nil)
        for key in 0..<100 { #expect(limiter.take("k\(key)") == nil) }
    }

    @Test("too many requests from one address are told to wait")
    func tooMany() async throws {
        var options = WebServer.Options()
        (options.burst, options.perSecond) = (2, 0.001)
        let browser = try demoServer(options: options).browser()
        _ = try await browser.get("/demo")
        _ = try await browser.get("/demo")
        let refused = try await browser.get("/demo")
        #expect(refused.status == 429 && refused.headers[.retryAfter] != nil && refused.text.contains("请稍等片刻"))
        #expect(try await browser.get("/health/live").status == 200)
    }
}

import HTTPTypes
import Hummingbird
import Logging
import Testing
@testable import Web

@Suite("What browsers are told") struct BrowserHeaderTests {
    /// A page, one that isn't there, health, a page for those who signed in, a script's question, a table, and a program's.
    static let paths = ["/demo", "/nowhere", "/health/live", "/demo/mine", "/suggest?q=a", "/demo/table", "/api/v1/nothing"]

    private func browser(secure: Bool = true) throws -> Browser {
        var options = WebServer.Options()
        options.isSecure = secure
        return try demoServer(options: options).browser()
    }

    @Test("to run only our own files, show us in no frame, guess no types, and stay with TLS", arguments: paths)
    func strict(path: String) async throws {
        let headers = try await browser().get(path).headers
        let policy = try #require(headers[.contentSecurityPolicy])
        if path != "/demo/table" {
            #expect(policy == ContentPolicy.page)
            for part in ["default-src 'none'", "script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
                #expect(policy.contains(part))
            }
        }
        #expect(!policy.contains("unsafe-eval") && !policy.contains("http") && !policy.contains("*"))
        #expect(headers[.xContentTypeOptions] == "nosniff" && headers[.referrerPolicy] == "same-origin")
        #expect(headers[.strictTransportSecurity] == "max-age=31536000; includeSubDomains")
    }

    @Test("to save a file, or to show it where it may run nothing", arguments: [true, false])
    func documents(inline: Bool) throws {
        let context = TongbanContext(logger: Logger(label: "test"), address: "")
        let response = context.file([0x25], type: "application/pdf", name: "证明\"\r\n.pdf", inline: inline)
        let policy = try #require(response.headers[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'none'") && policy.contains("; sandbox;") && policy.contains("frame-ancestors 'self'"))
        #expect(!policy.contains("script-src") && !policy.contains("allow-"))
        let disposition = try #require(response.headers[.contentDisposition])
        let encoded = "filename=\"_____.pdf\"; filename*=UTF-8''%E8%AF%81%E6%98%8E%22%0D%0A.pdf"
        #expect(disposition == "\(inline ? "inline" : "attachment"); \(encoded)")
        #expect(response.headers[.cacheControl] == "private, no-store")
    }

    @Test("to give a cookie to nobody: not to scripts, not to other hosts, not over a wire that is open", arguments: [true, false])
    func cookies(secure: Bool) async throws {
        let browser = try browser(secure: secure)
        var given = try await browser.get("/preferences?language=en&elder=1&region=410202").headers[values: .setCookie]
        given += try await browser.get("/demo/apply").headers[values: .setCookie]
        given += try await browser.post("/demo/apply", ["shop": "宋都", "area": "80"]).headers[values: .setCookie]
        given += try await browser.get("/demo").headers[values: .setCookie]
        var response = Response(status: .ok)
        response.startSession("token", in: TongbanContext(logger: Logger(label: "test"), address: ""))
        if secure { given += response.headers[values: .setCookie] }
        let names = Set(given.map { String($0.prefix { $0 != "=" }) })
        let all = ["visitor", "notice", "language", "elder", "region"] + (secure ? ["session"] : [])
        #expect(names == Set(all.map { "\(secure ? "__Host-" : "")tongban_\($0)" }))
        for cookie in given {
            #expect(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && cookie.contains("; Path=/"))
            #expect(cookie.contains("; Secure") == secure && !cookie.contains("Domain"))
        }
    }

    @Test("that no other site may read an answer", arguments: paths)
    func origins(path: String) async throws {
        let browser = try browser()
        let origin: HTTPFields = [.origin: "https://example.com", .accessControlRequestMethod: "POST"]
        for method in [HTTPRequest.Method.get, .options] {
            let answer = try await browser.send(method, path, headers: origin)
            #expect(answer.headers.allSatisfy { !$0.name.canonicalName.hasPrefix("access-control-") })
            if method == .options { #expect(answer.status == 404) }
        }
    }

    @Test("that an address takes what it is for, and repeats nothing that it was sent")
    func methods() async throws {
        let browser = try browser()
        #expect(try await browser.get("/demo/blind").status == 404)
        for method in [HTTPRequest.Method.trace, .connect, .put, .delete, .patch] {
            let answer = try await browser.send(method, "/demo", headers: [.userAgent: "secret-of-the-header"])
            #expect([403, 404].contains(answer.status) && !answer.text.contains("secret-of-the-header"))
        }
    }

    @Test("what an answer is, and that its text is UTF-8", arguments: [
        ("/demo", "text/html; charset=utf-8"), ("/nowhere", "text/html; charset=utf-8"),
        ("/suggest?q=a", "application/json; charset=utf-8"),
        ("/demo/table", "text/csv; charset=utf-8"), ("/api/v1/nothing", "application/problem+json; charset=utf-8"),
        ("tongban.css", "text/css; charset=utf-8"), ("tongban.js", "text/javascript; charset=utf-8"), ("favicon.svg", "image/svg+xml"),
    ])
    func types(path: String, type: String) async throws {
        let browser = try browser()
        let page = path.hasPrefix("/") ? path : try #require(try await browser.get("/demo").text.address(of: path))
        let answer = try await browser.get(page)
        #expect(answer.headers[.contentType] == type && !answer.bytes.isEmpty)
    }

    @Test("to keep nothing that is somebody's own", arguments: ["/demo", "/demo/office", "/suggest?q=a", "/nowhere", "/demo/table"])
    func caching(path: String) async throws {
        let browser = try browser()
        browser.signIn("officer")
        let answer = try await browser.get(path)
        #expect(answer.headers[.cacheControl]?.contains("no-store") == true && answer.headers[.eTag] == nil)
    }

    @Test("how to sign out, on every page, and then to forget what they have shown", arguments: ["/demo", "/demo/office", "/nowhere"])
    func signOut(path: String) async throws {
        let browser = try browser()
        browser.signIn("officer")
        #expect(try await browser.get(path).text.contains("action=\"\(demoSite().paths.signOut)\""))
        var response = Response(status: .ok)
        response.endSession(in: TongbanContext(logger: Logger(label: "test"), address: ""))
        #expect(response.headers[HTTPField.Name("Clear-Site-Data")!] == "\"cache\", \"storage\"")
        #expect(response.headers[.setCookie]?.contains("Max-Age=0") == true)
    }

    @Test("nothing by a parameter that stands elsewhere: of two the first counts, and the query is not the form")
    func parameters() async throws {
        let browser = try browser()
        #expect(try await browser.get("/suggest?q=a&q=b").text.contains("\"value\":\"a\""))
        _ = try await browser.get("/demo/apply")
        #expect(try await browser.post("/demo/apply?shop=a&area=80", ["area": "80"]).status == 422)
    }
}

extension String {
    /// Where the page loads an asset from: `/assets/0123456789abcdef/tongban.css`.
    fileprivate func address(of asset: String) -> String? {
        matches(of: /"(\/assets\/[^"]+)"/).map { String($0.1) }.first { $0.hasSuffix("/\(asset)") }
    }
}

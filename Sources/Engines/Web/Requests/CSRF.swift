import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

/// Makes sure that a request which may change something was sent by one of our pages: it must carry the token of its
/// session (or of its visitor's cookie) in the header `X-CSRF-Token` or in the form's field `_csrf`.
///
/// This runs before the handler, whatever the handler reads. In a form with files the field has to be the first part,
/// so that it can be checked before any file is taken; the partial `form/token` sees to that.
struct CSRFGuard {
    static let field = "_csrf"

    /// Throws ``Problem`` `csrf.wrong`. Reads the beginning of a form's body, and leaves it for the handler.
    func check(_ request: inout Request, _ context: TongbanContext, cookieAuthenticated: Bool) async throws {
        guard !isHarmless(request.method) else { return }
        // A bearer's token is not sent by browsers of themselves, so nobody can make them send it.
        if context.path.begins(with: "/api/"), !cookieAuthenticated { return }
        if request.headers[.fetchSite] == "cross-site" { throw wrong("sent by another site") }
        let token = try await token(&request)
        guard let token, isSame(token, context.csrf) else { throw wrong(token == nil ? "no token" : "not this session's token") }
    }

    private func isHarmless(_ method: HTTPRequest.Method) -> Bool { [.get, .head, .options, .trace].contains(method) }

    private func token(_ request: inout Request) async throws -> String? {
        if let header = request.headers[.csrfToken] { return header }
        if request.isMultipart { return try await firstPart(&request) }
        let type = request.headers[.contentType]?.asciiLowercased ?? ""
        guard type.begins(with: "application/x-www-form-urlencoded") else { return nil }
        let bytes = try await request.bytes(upTo: 1 << 20)
        request.body = RequestBody(buffer: ByteBuffer(bytes: bytes))
        return FormInput(urlEncoded: bytes)[Self.field]
    }

    /// Reads as far as the end of the first part, takes the token from it, and puts what was read back.
    private func firstPart(_ request: inout Request) async throws -> String? {
        var parser = try MultipartParser(contentType: request.headers[.contentType] ?? "")
        let source = BodySource(request.body)
        var read = ByteBuffer(), value: [UInt8] = [], isToken = false
        search: while true {
            switch try parser.next() {
            case .part(let head): isToken = head.field == Self.field && head.fileName == nil
            case .bytes(let bytes) where isToken && value.count + bytes.count <= 512: value += bytes
            case .endOfPart, .end, .bytes: break search
            case nil:
                guard let buffer = try await source.next() else { break search }
                parser.feed(buffer.readableBytesView)
                read.writeImmutableBuffer(buffer)
            }
        }
        source.putBack(read)
        request.body = RequestBody(asyncSequence: source)
        return isToken ? String(decoding: value, as: UTF8.self) : nil
    }

    private func wrong(_ reason: String) -> Problem { Problem("csrf.wrong", .forbidden, reason: reason) }
}

/// Compares in a time that does not tell where the texts differ.
func isSame(_ a: String, _ b: String) -> Bool {
    guard a.utf8.count == b.utf8.count, !a.isEmpty else { return false }
    return zip(a.utf8, b.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
}

extension HTTPField.Name {
    // Names that the library of names lacks. Each is a constant and a valid token, so the unwrapping cannot fail.
    static let csrfToken = HTTPField.Name("X-CSRF-Token")!
    static let fetchSite = HTTPField.Name("Sec-Fetch-Site")!
    static let fetchDestination = HTTPField.Name("Sec-Fetch-Dest")!
    static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let requestID = HTTPField.Name("X-Request-ID")!
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    static let permissionsPolicy = HTTPField.Name("Permissions-Policy")!
    static let clearSiteData = HTTPField.Name("Clear-Site-Data")!
    static let openerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
}

import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import Synchronization

/// A browser without a network: it asks the server's routes directly, keeps cookies, and finds the token of the last
/// page for the forms it sends. Redirects are not followed; ``Answer/location`` says where to.
public final class Browser: Sendable {
    public struct Answer: Sendable {
        public let status: Int
        public let headers: HTTPFields
        public let bytes: [UInt8]
        public var text: String { String(decoding: bytes, as: UTF8.self) }
        public var location: String? { headers[.location] }
    }

    private struct State: Sendable { var cookies: [String: String] = [:], csrf: String? }

    private let responder: RouterResponder<TongbanContext>
    private let state = Mutex(State())

    init(responder: RouterResponder<TongbanContext>) { self.responder = responder }

    public func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
        try await send(.get, path, headers: headers)
    }

    /// Sends a form as a page of ours would, with the token of the last page.
    public func post(_ path: String, _ fields: [String: String] = [:], headers: HTTPFields = [:]) async throws -> Answer {
        var fields = fields
        if fields[CSRFGuard.field] == nil, let token = state.withLock({ $0.csrf }) { fields[CSRFGuard.field] = token }
        let body = fields.sorted { $0.key < $1.key }.map { "\(percentEncoded($0.key))=\(percentEncoded($0.value))" }.joined(separator: "&")
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await send(.post, path, headers: headers, body: Array(body.utf8))
    }

    /// Sends a form with one file as a page of ours would.
    public func upload(_ path: String, field: String, fileName: String, _ file: [UInt8],
                       _ fields: [String: String] = [:]) async throws -> Answer {
        let boundary = "----tongban\(file.count)"
        var body: [UInt8] = []
        let token = state.withLock { $0.csrf }.map { [(CSRFGuard.field, $0)] } ?? []
        for (name, value) in token + fields.sorted(by: { $0.key < $1.key }) {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
        }
        body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(fileName)\"\r\n\r\n".utf8
        body += file + "\r\n--\(boundary)--\r\n".utf8
        return try await send(.post, path, headers: [.contentType: "multipart/form-data; boundary=\(boundary)"], body: body)
    }

    public func send(_ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: [UInt8] = []) async throws -> Answer {
        var headers = headers
        let cookies = state.withLock { $0.cookies.map { "\($0.key)=\($0.value)" } }
        if !cookies.isEmpty, headers[.cookie] == nil { headers[.cookie] = cookies.sorted().joined(separator: "; ") }
        let head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers)
        let context = TongbanContext(logger: Logger(label: "browser") { _ in SwiftLogNoOpLogHandler() }, address: "127.0.0.1")
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body)))
        let response = try await responder.respond(to: request, context: context)
        let collector = BodyCollector()
        try await response.body.write(collector)
        let answer = Answer(status: response.status.code, headers: response.headers, bytes: collector.bytes.withLock { $0 })
        remember(answer)
        return answer
    }

    /// Puts a cookie into the browser: a session's token, for tests that need no sign-in page.
    public func signIn(_ token: String) {
        state.withLock { state in
            for isSecure in [false, true] { state.cookies[CookieName.full(CookieName.session, secure: isSecure)] = token }
        }
    }

    private func remember(_ answer: Answer) {
        state.withLock { state in
            for cookie in answer.headers[values: .setCookie] {
                guard let pair = cookie.split(at: ";")[0].cut(at: "=") else { continue }
                state.cookies[pair.before] = cookie.contains(bytesOf: "Max-Age=0") ? nil : pair.after
            }
            let mark = "name=\"\(CSRFGuard.field)\" value=\""
            let page = answer.text
            if let found = page.firstRange(bytesOf: mark) { state.csrf = page[found.upperBound...].split(at: "\"", pieces: 2)[0] }
        }
    }
}

/// Keeps what a response writes.
private final class BodyCollector: ResponseBodyWriter, Sendable {
    let bytes = Mutex<[UInt8]>([])

    func write(_ buffer: ByteBuffer) async throws { bytes.withLock { $0 += buffer.readableBytesView } }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

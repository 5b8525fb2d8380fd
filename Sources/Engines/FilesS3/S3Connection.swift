import AsyncHTTPClient
import Files
import Kernel
import NIOCore
import NIOHTTP1
import NIOSSL

/// Sends signed requests to one store, again when it makes sense, and makes problems of refusals.
final class S3Connection: Sendable {
    let settings: S3Settings
    let patience: Patience
    private let signer: S3Signer
    private let clock: any Kernel.Clock
    private let client: HTTPClient

    /// - Throws: `Problem` `files.trust` when the certificates can't be read.
    init(_ settings: S3Settings, patience: Patience, clock: any Kernel.Clock) throws {
        (self.settings, self.patience, self.clock, signer) = (settings, patience, clock, S3Signer(settings))
        client = HTTPClient(configuration: try Self.configuration(settings, patience))
    }

    /// The client lives on until what is under way has ended.
    deinit { client.shutdown { _ in } }

    /// The whole answer; `nil` when there is no such object or upload.
    func send(_ request: S3Request) async throws -> S3Response? {
        try await veiled { try await plain(request) }
    }

    /// As `send`, but what is wrong with the settings is said plainly, to whoever made them.
    func plain(_ request: S3Request) async throws -> S3Response? {
        try await retrying(request) { response in
            let body = try await Array(buffer: response.body.collect(upTo: Self.answerLimit))
            // A copy that takes long is answered 200 at once, and may still fail in the body.
            if response.status.code == 200, let error = S3Error(body) { throw Refusal(status: 500, error: error) }
            return S3Response(headers: response.headers, body: body)
        }
    }

    /// An object's bytes from there on, as they come; `nil` when there is no such object.
    func open(_ key: String, from offset: Int) async throws -> HTTPClientResponse.Body? {
        let request = S3Request(.get, key, headers: offset == 0 ? [] : [("range", "bytes=\(offset)-")])
        return try await veiled {
            try await retrying(request) { response in
                guard response.status == (offset == 0 ? .ok : .partialContent) else {
                    throw Refusal(status: Int(response.status.code), error: nil)
                }
                return response.body
            }
        }
    }

    /// Visitors hear only that files are unavailable; the reason is for the log.
    private func veiled<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let problem as Problem where problem.code != "file.unavailable" {
            throw Problem.filesUnavailable("\(problem)")
        }
    }

    private func retrying<Value>(_ request: S3Request, _ read: (HTTPClientResponse) async throws -> Value) async throws -> Value? {
        var failures = Failures(patience)
        while true {
            do {
                return try await read(answer(to: request))
            } catch let refusal as Refusal {
                if refusal.isMissing { return nil }
                guard refusal.isPassing, failures.mayFollow() else {
                    throw Problem.refused(refusal.status, refusal.error, request, settings)
                }
            } catch {
                // The client has errors of its own for a task that was cancelled.
                try Task.checkCancellation()
                guard failures.mayFollow() else { throw Problem.filesUnavailable("\(request.name): \(error)") }
            }
            try await Task.sleep(for: patience.pause(after: failures.count, SystemRandom()))
        }
    }

    private func answer(to request: S3Request) async throws -> HTTPClientResponse {
        let response = try await client.execute(signed(request), timeout: .milliseconds(patience.answer.milliseconds))
        if (200..<300).contains(response.status.code) { return response }
        let body = try await response.body.collect(upTo: Self.answerLimit)
        throw Refusal(status: Int(response.status.code), error: S3Error(Array(buffer: body)))
    }

    /// Signed anew for each attempt, since a signature grows old.
    private func signed(_ request: S3Request) -> HTTPClientRequest {
        let target = request.target(settings)
        var http = HTTPClientRequest(url: target.url)
        http.method = HTTPMethod(rawValue: request.method.rawValue)
        http.headers = HTTPHeaders(signer.headers(for: request, to: target, at: clock.now).map { ($0.name, $0.value) })
        if request.method == .put || request.method == .post { http.body = .bytes(ByteBuffer(bytes: request.body.bytes)) }
        return http
    }

    /// More than a listing of a thousand objects takes.
    private static let answerLimit = 8 << 20

    private static func configuration(_ settings: S3Settings, _ patience: Patience) throws -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let file = settings.caFile {
            guard let certificates = try? NIOSSLCertificate.fromPEMFile(file), !certificates.isEmpty else {
                throw Problem("files.trust", .invalid, ["file": file])
            }
            tls.additionalTrustRoots = [.certificates(certificates)]
        }
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
        configuration.timeout = .init(
            connect: .milliseconds(patience.connect.milliseconds), read: .milliseconds(patience.silence.milliseconds),
            write: .milliseconds(patience.silence.milliseconds))
        configuration.httpVersion = .http1Only
        // A connection that was refused fails at once; the client would go on trying for as long as it may take to connect.
        configuration.connectionPool.retryConnectionEstablishment = false
        // As many downloads at once; others wait for one of them to end.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        return configuration
    }
}

struct S3Response: Sendable {
    fileprivate let headers: HTTPHeaders
    fileprivate let body: [UInt8]

    /// Names in lower case or not.
    func header(_ name: String) -> String? { headers.first(name: name) }

    var answer: S3Answer { S3Answer(body) ?? S3Answer() }
}

/// An answer that is no success.
private struct Refusal: Error {
    let status: Int
    let error: S3Error?

    /// No such object, or no such upload; a missing bucket is another matter.
    var isMissing: Bool { status == 404 && error?.code != "NoSuchBucket" }

    /// Whether asking again may help.
    var isPassing: Bool {
        [429, 500, 502, 503, 504].contains(status) || ["RequestTimeout", "OperationAborted", "SlowDown"].contains(error?.code ?? "")
    }
}

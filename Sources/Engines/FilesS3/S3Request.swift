import Kernel
import Signing

/// One request to the store, before it is signed.
struct S3Request: Sendable {
    enum Method: String, Sendable { case get = "GET", head = "HEAD", put = "PUT", post = "POST", delete = "DELETE" }

    let method: Method
    /// The object's whole key; empty for the bucket itself.
    var key: String
    var query: [(name: String, value: String)] = []
    /// Lower-case names.
    var headers: [(name: String, value: String)] = []
    var body = S3Body()

    init(
        _ method: Method, _ key: String = "", query: [(name: String, value: String)] = [], headers: [(name: String, value: String)] = [],
        body: S3Body = S3Body()
    ) {
        (self.method, self.key, self.query, self.headers, self.body) = (method, key, query, headers, body)
    }

    /// For logs: keys are digests and words of ours, never what people called their files.
    var name: String { "\(method.rawValue) \(key)" }

    /// Where the request goes, in the settings' style. The key and the values are encoded as the signature wants them.
    func target(_ settings: S3Settings) -> S3Target {
        let parts = settings.endpoint.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        let scheme = parts.first ?? "", host = parts.last ?? ""
        let path = settings.pathStyle ? "/\(settings.bucket)/\(key)" : "/\(key)"
        return S3Target(
            scheme: String(scheme), host: settings.pathStyle ? String(host) : "\(settings.bucket).\(host)", path: path.uriEncoded(keeping: "/"),
            query: query.map { ($0.name.uriEncoded(), $0.value.uriEncoded()) }.sorted { $0 < $1 }.map { "\($0)=\($1)" }.joined(separator: "&"))
    }
}

/// The parts of an address, encoded.
struct S3Target: Sendable {
    /// With its colon: `https:`.
    let scheme: String
    let host: String
    let path: String
    let query: String

    var url: String { "\(scheme)//\(host)\(path)\(query.isEmpty ? "" : "?\(query)")" }
}

/// What a request carries, and its SHA-256, which the signature covers. Made once, though a request may be sent again.
struct S3Body: Sendable {
    let bytes: [UInt8]
    let hash: Digest

    /// Hashing takes some milliseconds for a large part: not for Swift's own threads.
    init(_ bytes: [UInt8] = []) { (self.bytes, hash) = (bytes, SHA256.hash(bytes)) }
}

extension String {
    /// As Signature Version 4 wants it: all but letters, digits and `-._~` as `%XX`, upper case.
    func uriEncoded(keeping kept: String = "") -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~\(kept)".utf8)
        return utf8.map { plain.contains($0) ? String(UnicodeScalar($0)) : "%\([$0].hex.uppercased())" }.joined()
    }
}

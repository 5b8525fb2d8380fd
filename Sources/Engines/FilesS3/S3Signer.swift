import Kernel
import Signing

/// Signs requests as Amazon's Signature Version 4 has it, in the `Authorization` header, with the whole payload hashed.
struct S3Signer: Sendable {
    let region: String
    let accessKey: String
    let secretKey: Secret<String>

    init(_ settings: S3Settings) { (region, accessKey, secretKey) = (settings.region, settings.accessKey, settings.secretKey) }

    /// All headers that the request is to be sent with.
    func headers(for request: S3Request, to target: S3Target, at now: Timestamp) -> [(name: String, value: String)] {
        let time = SigningTime(now)
        let headers = request.headers + [
            ("host", target.host), ("x-amz-content-sha256", request.body.hash.hex), ("x-amz-date", time.stamp),
        ]
        return headers + [("authorization", authorization(request, target, headers, time))]
    }

    private func authorization(
        _ request: S3Request, _ target: S3Target, _ headers: [(name: String, value: String)], _ time: SigningTime
    ) -> String {
        let sorted = headers.sorted { $0.name < $1.name }
        let names = sorted.map(\.name).joined(separator: ";")
        let canonical = [
            request.method.rawValue, target.path, target.query,
            sorted.map { "\($0.name):\($0.value.trimmed)\n" }.joined(), names, request.body.hash.hex,
        ].joined(separator: "\n")
        let scope = "\(time.date)/\(region)/s3/aws4_request"
        let text = ["AWS4-HMAC-SHA256", time.stamp, scope, SHA256.hash(canonical.utf8).hex].joined(separator: "\n")
        let signature = HMACSHA256.authenticate(text.utf8, key: signingKey(on: time.date)).hex
        return "AWS4-HMAC-SHA256 Credential=\(accessKey)/\(scope),SignedHeaders=\(names),Signature=\(signature)"
    }

    private func signingKey(on date: String) -> Secret<[UInt8]> {
        let start = Secret(Array("AWS4\(secretKey.reveal())".utf8))
        return [date, region, "s3", "aws4_request"].reduce(start) { key, text in
            Secret(HMACSHA256.authenticate(text.utf8, key: key).bytes)
        }
    }
}

/// An instant as signatures write it, in UTC.
struct SigningTime: Sendable {
    /// `YYYYMMDD`
    let date: String
    /// `YYYYMMDDTHHMMSSZ`
    let stamp: String

    init(_ instant: Timestamp) {
        let day: Int64 = 86_400_000
        let start = instant.milliseconds / day
        let seconds = Int((instant.milliseconds - start * day) / 1000)
        date = LocalDate(dayNumber: Int(start)).compact
        stamp = "\(date)T\(padded(seconds / 3600, 2))\(padded(seconds / 60 % 60, 2))\(padded(seconds % 60, 2))Z"
    }
}

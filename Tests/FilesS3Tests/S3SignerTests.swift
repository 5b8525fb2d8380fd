@testable import FilesS3
import Kernel
import Signing
import Testing

/// The examples that Amazon publishes for signatures in the Authorization header with the payload in a single chunk
/// ("Signature Calculations for the Authorization Header", Amazon S3 API reference).
@Suite("Signature Version 4")
struct S3SignerTests {
    private static let settings = S3Settings(
        endpoint: "https://s3.amazonaws.com", bucket: "examplebucket", accessKey: "AKIAIOSFODNN7EXAMPLE",
        secretKey: Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), pathStyle: false)
    /// 2013-05-24T00:00:00Z
    private static let instant = Timestamp(milliseconds: 1_369_353_600_000)

    static let examples: [(request: S3Request, signature: String)] = [
        (S3Request(.get, "test.txt", headers: [("range", "bytes=0-9")]), "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
        (S3Request(
            .put, "test$file.text", headers: [("date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")],
            body: S3Body(Array("Welcome to Amazon S3.".utf8))), "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
        (S3Request(.get, query: [("lifecycle", "")]), "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        (S3Request(.get, query: [("prefix", "J"), ("max-keys", "2")]), "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ]

    @Test("gives the published signatures", arguments: examples)
    func published(request: S3Request, signature: String) throws {
        let headers = S3Signer(Self.settings).headers(for: request, to: request.target(Self.settings), at: Self.instant)
        let authorization = try #require(headers.first { $0.name == "authorization" }).value
        #expect(authorization.hasSuffix("Signature=\(signature)"))
        #expect(authorization.hasPrefix("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders="))
        #expect(!headers.contains { $0.value.contains("wJalrXUtnFEMI") })
    }

    static let times: [(milliseconds: Int64, stamp: String)] = [
        (0, "19700101T000000Z"), (1_369_353_600_000, "20130524T000000Z"), (1_709_251_199_999, "20240229T235959Z"),
        (1_798_761_600_000, "20270101T000000Z"),
    ]

    @Test("writes instants in UTC", arguments: times)
    func instants(milliseconds: Int64, stamp: String) {
        #expect(SigningTime(Timestamp(milliseconds: milliseconds)).stamp == stamp)
    }

    static let targets: [(pathStyle: Bool, endpoint: String, key: String, url: String)] = [
        (true, "http://localhost:9000", "", "http://localhost:9000/examplebucket/"),
        (true, "http://localhost:9000", "a/b c+文", "http://localhost:9000/examplebucket/a/b%20c%2B%E6%96%87"),
        (false, "https://s3.cn-north-1.amazonaws.com.cn", "a~b", "https://examplebucket.s3.cn-north-1.amazonaws.com.cn/a~b"),
        (false, "https://store.example.com:8443", "", "https://examplebucket.store.example.com:8443/"),
    ]

    @Test("addresses buckets in both styles", arguments: targets)
    func styles(pathStyle: Bool, endpoint: String, key: String, url: String) {
        var settings = Self.settings
        (settings.pathStyle, settings.endpoint) = (pathStyle, endpoint)
        #expect(S3Request(.get, key).target(settings).url == url)
        let query = [("uploadId", "a+b/c="), ("list-type", "2")]
        #expect(S3Request(.get, key, query: query).target(settings).url == "\(url)?list-type=2&uploadId=a%2Bb%2Fc%3D")
    }
}

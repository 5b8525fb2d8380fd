@testable import FilesS3
import Foundation
import Kernel
import Testing

@Suite("The address of an S3 store")
struct S3SettingsTests {
    private static let keys = ["TONGBAN_S3_ACCESS_KEY": "who", "TONGBAN_S3_SECRET_KEY": "hush"]

    static let addresses: [(address: String, endpoint: String, prefix: String, region: String, pathStyle: Bool)] = [
        ("s3://files?endpoint=http://localhost:9000", "http://localhost:9000", "", "us-east-1", true),
        ("s3://files/city/kaifeng/?endpoint=https://oss.example.cn/&region=cn-north-1", "https://oss.example.cn", "city/kaifeng/",
         "cn-north-1", true),
        ("s3://files?endpoint=https://oss.example.cn&style=virtual", "https://oss.example.cn", "", "us-east-1", false),
        ("s3://files/a?region=cn-north-1", "https://s3.cn-north-1.amazonaws.com.cn", "a/", "cn-north-1", false),
        ("s3://files?region=eu-west-1&style=path", "https://s3.eu-west-1.amazonaws.com", "", "eu-west-1", true),
    ]

    @Test("is read", arguments: addresses)
    func read(address: String, endpoint: String, prefix: String, region: String, pathStyle: Bool) throws {
        let settings = try S3Settings(address, environment: Self.keys)
        #expect(settings.bucket == "files" && settings.accessKey == "who" && settings.secretKey.reveal() == "hush")
        #expect((settings.endpoint, settings.prefix, settings.region, settings.pathStyle) == (endpoint, prefix, region, pathStyle))
        #expect(!"\(settings)".contains("hush"))
    }

    @Test("leads over the network in the clear, or doesn't", arguments: [
        ("http://localhost:9000", false), ("http://[::1]:9000", false), ("https://oss.example.cn", false),
        ("http://oss.example.cn", true), ("http://192.0.2.7:9000", true), ("http://[2001:db8::7]:9000", true),
        ("http://localhost.example.cn", true),
    ])
    func plainText(endpoint: String, isPlain: Bool) throws {
        #expect(try S3Settings("s3://files?endpoint=\(endpoint)", environment: Self.keys).isPlainTextOnTheNetwork == isPlain)
    }

    static let wrong: [(address: String, part: String)] = [
        ("", "s3://bucket/prefix"), ("http://files", "s3://bucket/prefix"), ("s3://", "s3://bucket/prefix"),
        ("s3://Files", "s3://bucket/prefix"), ("s3://who:hush@files", "s3://bucket/prefix"), ("s3://files:9000", "s3://bucket/prefix"),
        ("s3://a", "s3://bucket/prefix"),
        ("s3://files?endpoint=localhost:9000", "endpoint"), ("s3://files?endpoint=ftp://localhost", "endpoint"),
        ("s3://files?endpoint=http://localhost/path", "endpoint"), ("s3://files?endpoint=", "endpoint"),
        ("s3://files?endpoint=http://who:hush@localhost", "endpoint"), ("s3://files?secret=hush", "secret"),
        ("s3://files?region=a%20b", "region"),
        ("s3://files?style=odd", "style"), ("s3://files?style=path&style=path", "style"), ("s3://files/../x", "prefix"),
        ("s3://files/a%2F..%2Fb", "prefix"), ("s3://files/a%20b", "prefix"),
    ]

    @Test("is refused with the part that is wrong", arguments: wrong)
    func refused(address: String, part: String) {
        #expect { try S3Settings(address, environment: Self.keys) } throws: { error in
            (error as? Problem)?.code == "files.address" && (error as? Problem)?.arguments["part"] == part
        }
    }

    @Test("finds its keys in the environment or in a file, and says when there are none")
    func keys() throws {
        let amazon = ["AWS_ACCESS_KEY_ID": "amazon", "AWS_SECRET_ACCESS_KEY": "s"]
        #expect(try S3Settings("s3://files", environment: amazon).accessKey == "amazon")
        #expect(try S3Settings("s3://files", environment: amazon.merging(Self.keys) { $1 }).accessKey == "who")
        let file = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID().uuidString)").path
        try Data("[default]\naws_access_key_id = filed\n aws_secret_access_key=a=b/c+\n".utf8).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let settings = try S3Settings("s3://files?keys=\(file)", environment: Self.keys)
        #expect(settings.accessKey == "filed" && settings.secretKey.reveal() == "a=b/c+")
        for (address, environment) in [
            ("s3://files", [:]), ("s3://files?keys=\(file)-none", Self.keys), ("s3://files", ["TONGBAN_S3_ACCESS_KEY": "who"]),
        ] {
            #expect(throws: Problem("files.no_keys", .invalid)) { try S3Settings(address, environment: environment) }
        }
    }

    @Test("names certificates that can't be read")
    func trust() throws {
        let settings = try S3Settings("s3://files?ca=/nowhere.pem", environment: Self.keys)
        #expect(throws: Problem("files.trust", .invalid)) { try S3FileStore(settings) }
    }
}

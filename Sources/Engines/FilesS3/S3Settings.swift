#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Kernel

/// Where an S3-compatible store is, and how it is spoken to.
public struct S3Settings: Sendable {
    /// `http` or `https`, host, and port if it isn't the usual one: `https://s3.cn-north-1.amazonaws.com.cn`.
    public var endpoint: String
    public var region: String
    public var bucket: String
    /// What all keys begin with: empty, or ending in a slash.
    public var prefix: String
    public var accessKey: String
    public var secretKey: Secret<String>
    /// The bucket as the first part of the path; otherwise as the first part of the host's name.
    public var pathStyle: Bool
    /// A file of PEM certificates that are trusted beside the system's.
    public var caFile: String?

    public init(
        endpoint: String, region: String = "us-east-1", bucket: String, prefix: String = "", accessKey: String, secretKey: Secret<String>,
        pathStyle: Bool = true, caFile: String? = nil
    ) {
        (self.endpoint, self.region, self.bucket, self.prefix) = (endpoint, region, bucket, prefix)
        (self.accessKey, self.secretKey, self.pathStyle, self.caFile) = (accessKey, secretKey, pathStyle, caFile)
    }
}

extension S3Settings {
    /// Reads an address such as `s3://bucket/prefix?endpoint=http://localhost:9000&region=cn-north-1`. Also understood are
    /// `style=path` or `style=virtual`, `ca=FILE`, and `keys=FILE`. Without an endpoint the store is Amazon's, in that region.
    /// The keys come from the file, else from `TONGBAN_S3_ACCESS_KEY` and `TONGBAN_S3_SECRET_KEY`, else from `AWS_ACCESS_KEY_ID` and
    /// `AWS_SECRET_ACCESS_KEY`; they never stand in an address, which is seen by whoever lists the processes.
    /// - Throws: `Problem` `files.address` that names the part, or `files.no_keys`.
    public init(_ address: String, environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        guard let url = URLComponents(string: address), url.scheme == "s3", url.user == nil, url.password == nil, url.port == nil,
              let bucket = url.host, Self.isBucket(bucket) else { throw Problem.address("s3://bucket/prefix") }
        let query = try Self.query(url)
        let keys = try S3Keys(file: query["keys"], environment: environment)
        let region = query["region"] ?? environment["AWS_REGION"] ?? "us-east-1"
        guard region.wholeMatch(of: /[a-zA-Z0-9-]{1,64}/) != nil else { throw Problem.address("region") }
        self.init(
            endpoint: try Self.endpoint(query["endpoint"] ?? Self.amazon(region)), region: region, bucket: bucket,
            prefix: try Self.prefix(url.path), accessKey: keys.access, secretKey: keys.secret,
            pathStyle: try Self.isPathStyle(query["style"], hasEndpoint: query["endpoint"] != nil), caFile: query["ca"])
    }

    /// Whether files would go to another machine, and everybody on the way could read them.
    public var isPlainTextOnTheNetwork: Bool {
        guard let url = URLComponents(string: endpoint), url.scheme != "https" else { return false }
        // The brackets of an IPv6 address belong to the notation of the URL.
        let host = (url.host ?? "").utf8.filter { $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "]") }
        return !NetworkAddress.isThisMachine(String(decoding: host, as: UTF8.self))
    }

    private static func isBucket(_ name: String) -> Bool { name.wholeMatch(of: /[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/) != nil }

    private static func query(_ url: URLComponents) throws -> [String: String] {
        var found: [String: String] = [:]
        for item in url.queryItems ?? [] {
            guard ["endpoint", "region", "style", "ca", "keys"].contains(item.name), let value = item.value, !value.isEmpty,
                  found.updateValue(value, forKey: item.name) == nil else { throw Problem.address(item.name) }
        }
        return found
    }

    private static func amazon(_ region: String) -> String {
        "https://s3.\(region).amazonaws.com\(region.hasPrefix("cn-") ? ".cn" : "")"
    }

    private static func endpoint(_ text: String) throws -> String {
        guard let url = URLComponents(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme), let host = url.host,
              !host.isEmpty, ["", "/"].contains(url.path), url.query == nil, url.user == nil, url.fragment == nil else {
            throw Problem.address("endpoint")
        }
        return "\(scheme)://\(host)\(url.port.map { ":\($0)" } ?? "")"
    }

    /// Only characters that stand for themselves in an address, so that no server reads a key in another way.
    private static func prefix(_ path: String) throws -> String {
        let parts = path.split(separator: "/")
        guard parts.allSatisfy({ $0.wholeMatch(of: /[A-Za-z0-9_-][A-Za-z0-9._-]*/) != nil }) else { throw Problem.address("prefix") }
        return parts.map { "\($0)/" }.joined()
    }

    private static func isPathStyle(_ style: String?, hasEndpoint: Bool) throws -> Bool {
        switch style {
        case nil: hasEndpoint
        case "path": true
        case "virtual": false
        default: throw Problem.address("style")
        }
    }
}

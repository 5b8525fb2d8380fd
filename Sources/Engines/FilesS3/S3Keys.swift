#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Kernel

/// The two keys of an S3 account.
struct S3Keys: Sendable {
    let access: String
    let secret: Secret<String>

    /// From the file if one is named, else from the environment.
    init(file: String?, environment: [String: String]) throws {
        if let file {
            guard let bytes = FileManager.default.contents(atPath: file), bytes.count < 65_536 else {
                throw Problem("files.no_keys", .invalid, reason: file)
            }
            try self.init(Self.lines(String(decoding: bytes, as: UTF8.self)), "aws_access_key_id", "aws_secret_access_key")
        } else if environment["TONGBAN_S3_ACCESS_KEY"] != nil {
            try self.init(environment, "TONGBAN_S3_ACCESS_KEY", "TONGBAN_S3_SECRET_KEY")
        } else {
            try self.init(environment, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
        }
    }

    private init(_ values: [String: String], _ accessName: String, _ secretName: String) throws {
        guard let access = values[accessName], let secret = values[secretName], !access.isEmpty, !secret.isEmpty else {
            throw Problem("files.no_keys", .invalid, reason: "\(accessName), \(secretName)")
        }
        (self.access, self.secret) = (access, Secret(secret))
    }

    /// `name = value`, a line each, as Amazon's tools keep them; the first of a name counts.
    private static func lines(_ text: String) -> [String: String] {
        let pairs = text.split(whereSeparator: \.isNewline).compactMap { line -> (String, String)? in
            let parts = line.split(separator: "=", maxSplits: 1)
            return parts.count == 2 ? (parts[0].trimmed.lowercased(), parts[1].trimmed) : nil
        }
        return Dictionary(pairs) { first, _ in first }
    }
}

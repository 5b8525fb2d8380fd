#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Kernel
import Signing

/// A receipt (可信回执): a small file that anyone may keep, and that proves without the platform's help that an act stands
/// on the ledger, unchanged, in its place.
public struct Receipt: Sendable, Hashable, Codable {
    public static let format = "tongban.receipt.1"

    public let format: String
    /// The city whose ledger it is, as people call it.
    public let city: String
    /// The act's canonical JSON, as a text, so that its bytes are exact.
    public let act: String
    public let position: Int
    /// The hashes beside the way from the act up to the head's root (RFC 6962 §2.1.1).
    public let proof: [Digest]
    public let head: SignedHead
    /// The certificate (PEM) of the key that signed the head.
    public let certificate: String

    init(city: String, act: Act, position: Int, proof: [Digest], head: SignedHead, certificate: String) {
        (format, self.city, self.position, self.proof) = (Self.format, city, position, proof)
        (self.act, self.head, self.certificate) = (String(decoding: act.canonical, as: UTF8.self), head, certificate)
    }

    /// Reads a receipt's file.
    /// - Throws: `Problem` `receipt.unreadable` with what is wrong and where, `receipt.format` for a version that is not ours,
    ///   `receipt.too_large` above 1 MiB.
    public init(json: [UInt8]) throws {
        guard json.count <= 1 << 20 else { throw Problem("receipt.too_large", .tooLarge) }
        do {
            let decoder = JSONDecoder()
            let version = try decoder.decode(Version.self, from: Data(json)).format
            guard version == Self.format else { throw Problem("receipt.format", .invalid, ["format": String(version.prefix(40))]) }
            self = try decoder.decode(Receipt.self, from: Data(json))
        } catch let error as DecodingError {
            throw Problem("receipt.unreadable", .invalid, ["place": error.place], reason: "\(error)")
        }
    }

    /// The receipt's file: JSON that people can look at.
    public func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try Array(encoder.encode(self))
    }

    private struct Version: Decodable { let format: String }
}

extension DecodingError {
    /// The field where reading stopped, such as `head.size`; empty when the text isn't JSON at all.
    fileprivate var place: String {
        switch self {
        case .keyNotFound(let key, let context): (context.codingPath + [key]).map(\.stringValue).joined(separator: ".")
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath.map(\.stringValue).joined(separator: ".")
        @unknown default: ""
        }
    }
}

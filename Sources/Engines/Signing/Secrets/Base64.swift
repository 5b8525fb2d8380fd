#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Kernel

/// Bytes as text (RFC 4648), in the two alphabets.
public enum Base64 {
    /// The usual alphabet, padded with `=`.
    public static func encode(_ bytes: some Collection<UInt8>) -> String { Data(bytes).base64EncodedString() }

    /// The alphabet that is safe in addresses and file names, without padding.
    public static func encodeURL(_ bytes: some Collection<UInt8>) -> String {
        unpadded(bytes).replacing(bytesOf: "+", with: "-").replacing(bytesOf: "/", with: "_")
    }

    /// Reads either alphabet, padded or not; `nil` when the text is neither.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let usual = text.replacing(bytesOf: "-", with: "+").replacing(bytesOf: "_", with: "/")
        let padding = usual.ends(with: "=") ? 0 : (4 - usual.utf8.count % 4) % 4
        return Data(base64Encoded: usual + String(repeating: "=", count: padding)).map(Array.init)
    }

    /// The usual alphabet without padding, as stored passwords have it.
    static func unpadded(_ bytes: some Collection<UInt8>) -> String {
        encode(bytes).split(at: "=")[0]
    }
}

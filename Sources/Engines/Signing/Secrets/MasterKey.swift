import Kernel

/// The one secret of an installation. Nobody uses it for anything: whoever needs a key gets one of his own, derived for his purpose, so that
/// what leaks or is misused in one place opens nothing in another.
///
/// A key is HMAC-SM3 of the purpose under the master key, which is uniform already: what HKDF-Expand does for one block (RFC 5869).
public struct MasterKey: Sendable {
    /// What keys are used for. A purpose's label is never changed once something is kept under its key, and never taken for another.
    public enum Purpose: String, Sendable, CaseIterable {
        /// SM4 over single fields and over private keys.
        case fieldEncryption = "field-cipher/1/encryption"
        /// The tags by which changes to those are found out.
        case fieldTag = "field-cipher/1/tag"
        /// Blind indexes over encrypted fields.
        case fieldIndex = "field-cipher/1/index"
        /// What web pages are sealed with: visitors' tokens against forgery, the names of a page's versions. Nothing is kept under it.
        case web = "web/1/mac"
    }

    private let secret: Secret<[UInt8]>

    /// Throws `signing.master_key` when there are fewer than 32 bytes.
    public init(_ secret: Secret<[UInt8]>) throws {
        guard secret.reveal().count >= 32 else { throw Problem("signing.master_key", .fault) }
        self.secret = secret
    }

    /// 32 bytes.
    public func key(for purpose: Purpose) -> Secret<[UInt8]> {
        Secret(HMACSM3.authenticate(Array(purpose.rawValue.utf8), key: secret).bytes)
    }
}

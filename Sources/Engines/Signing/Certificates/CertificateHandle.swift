internal import COpenSSL
import Kernel

/// Owns one of OpenSSL's certificates, read from its final bytes.
final class CertificateHandle {
    let pointer: OpaquePointer

    /// Throws `signing.malformed` unless the bytes are one certificate and nothing else.
    init(der: [UInt8]) throws {
        let parsed = der.withUnsafeBufferPointer { bytes -> OpaquePointer? in
            var next = bytes.baseAddress
            let parsed = d2i_X509(nil, &next, bytes.count)
            guard let parsed, next == bytes.baseAddress.map({ $0 + bytes.count }) else {
                X509_free(parsed)
                return nil
            }
            return parsed
        }
        guard let parsed else { throw Problem.malformed(Problem.openSSL("read a certificate").reason) }
        pointer = parsed
        try setSignerID()
    }

    deinit { X509_free(pointer) }

    /// SM2 hashes the signer's identifier with the message, so the certificate must carry it before it is verified.
    private func setSignerID() throws {
        let id = try made(ASN1_OCTET_STRING_new(), "make an identifier")
        guard ASN1_OCTET_STRING_set(id, KeyHandle.signerID, Int32(KeyHandle.signerID.count)) == 1 else {
            ASN1_OCTET_STRING_free(id)
            throw Problem.openSSL("set an identifier")
        }
        X509_set0_distinguishing_id(pointer, id)
    }

    func time(_ time: UnsafePointer<ASN1_TIME>?) throws -> Timestamp {
        var isReadable: Int32 = 0
        let seconds = tongban_seconds(time, &isReadable)
        guard isReadable == 1 else { throw Problem.malformed(Problem.openSSL("read a time").reason) }
        return Timestamp(milliseconds: seconds * 1000)
    }

    func serial() throws -> String {
        guard let number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(pointer), nil) else {
            throw Problem.malformed(Problem.openSSL("read a serial number").reason)
        }
        defer { BN_free(number) }
        var bytes = [UInt8](repeating: 0, count: Int(BN_num_bits(number) + 7) / 8)
        BN_bn2bin(number, &bytes)
        return bytes.hex
    }

    /// What the key may be used for: anything when the certificate does not say.
    var usage: KeyUsage { KeyUsage(rawValue: X509_get_key_usage(pointer)) }

    /// What a critical extension limits the key to; `nil` when no extension does.
    var purposes: Set<CertificatePurpose>? {
        guard tongban_has_purposes(pointer) == 1 else { return nil }
        defer { ERR_clear_error() }
        return Set(CertificatePurpose.allCases.filter { tongban_has_critical_purpose(pointer, $0.rawValue) == 1 })
    }

    /// A basic constraint says so (RFC 5280 4.2.1.9), and nothing critical in it is unknown to us.
    var isAuthority: Bool { X509_check_ca(pointer) == 1 && understandsAllCritical }

    var understandsAllCritical: Bool { X509_get_extension_flags(pointer) & (UInt32(EXFLAG_CRITICAL) | UInt32(EXFLAG_INVALID)) == 0 }

    func isIssued(by issuer: CertificateHandle, _ key: KeyHandle) -> Bool {
        defer { ERR_clear_error() }
        return X509_get_signature_nid(pointer) == NID_SM2_with_SM3
            && X509_check_issued(issuer.pointer, pointer) == X509_V_OK
            && X509_verify(pointer, key.pointer) == 1
    }
}

/// The identifier is set before anyone else sees it and nothing changes afterwards; OpenSSL guards the cache of extensions with a lock.
extension CertificateHandle: @unchecked Sendable {}

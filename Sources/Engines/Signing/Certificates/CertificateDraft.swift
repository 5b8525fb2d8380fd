internal import COpenSSL
import Kernel

/// Owns a certificate that is being written. Used in one function, then thrown away: the result is read back from its bytes.
final class CertificateDraft {
    private let pointer: OpaquePointer

    init(_ subject: DistinguishedName, _ key: SM2PublicKey, issuer: DistinguishedName, serial: [UInt8],
         from start: Timestamp, until end: Timestamp) throws {
        pointer = try made(X509_new(), "make a certificate")
        guard start < end else { throw Problem("signing.period", .invalid) }
        try done(X509_set_version(pointer, 2), "set version 3")
        try setSerial(serial)
        try subject.fill(X509_get_subject_name(pointer))
        try issuer.fill(X509_get_issuer_name(pointer))
        try set(start, X509_set1_notBefore)
        try set(end, X509_set1_notAfter)
        try done(X509_set_pubkey(pointer, key.handle.pointer), "set the key")
    }

    deinit { X509_free(pointer) }

    /// Writes the extensions; a root has no issuer but itself.
    func limit(to usage: KeyUsage, _ purpose: CertificatePurpose?, isAuthority: Bool, issuer: Certificate?) throws {
        let issuerHandle = try issuer.map { try CertificateHandle(der: $0.der) }
        var extensions = [
            (NID_basic_constraints, isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE"),
            (NID_key_usage, "critical," + usage.configuration),
            (NID_subject_key_identifier, "hash"),
            (NID_authority_key_identifier, "keyid:always"),
        ]
        if let purpose { extensions.append((NID_ext_key_usage, "critical," + purpose.rawValue)) }
        for (kind, value) in extensions {
            try done(tongban_add_extension(pointer, issuerHandle?.pointer ?? pointer, kind, value), "add the extension \(value)")
        }
    }

    func signed(by key: SM2PrivateKey) throws -> Certificate {
        let context = try SignatureContext(.signing, key.handle)
        guard X509_sign_ctx(pointer, context.pointer) > 0 else { throw Problem.openSSL("sign a certificate") }
        var output: UnsafeMutablePointer<UInt8>?
        let count = i2d_X509(pointer, &output)
        return try Certificate(der: ownedBytes(output: &output, count: count))
    }

    /// The top bit is cleared and the next one set: a serial number is positive and of one length (RFC 5280 4.1.2.2).
    private func setSerial(_ bytes: [UInt8]) throws {
        let positive = [bytes[0] & 0x3F | 0x40] + bytes.dropFirst()
        let number = try made(BN_bin2bn(positive, Int32(positive.count), nil), "make a serial number")
        defer { BN_free(number) }
        try made(BN_to_ASN1_INTEGER(number, X509_get_serialNumber(pointer)), "set the serial number")
    }

    private func set(_ instant: Timestamp, _ setter: (OpaquePointer?, UnsafePointer<ASN1_TIME>?) -> Int32) throws {
        let time = try made(ASN1_TIME_set(nil, time_t(instant.milliseconds / 1000)), "write a time")
        defer { ASN1_TIME_free(time) }
        try done(setter(pointer, time), "set a time")
    }
}

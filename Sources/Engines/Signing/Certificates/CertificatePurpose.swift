/// What a city's root certified a key for (扩展密钥用法; RFC 5280 4.2.1.12). GB/T 38540 and GM/T 0031 have the usage of a maker's key
/// checked but name no identifier for it, so these are our own, below a UUID (ITU-T X.667), which anyone may take without asking.
public enum CertificatePurpose: String, Sendable, Hashable, CaseIterable {
    /// To make seals (制章).
    case makingSeals = "2.25.85303267026121016509703944842550842264.1"
    /// To put a seal on documents (签章).
    case stamping = "2.25.85303267026121016509703944842550842264.2"
}

extension Certificate {
    /// Whether it was certified for that purpose, so that whoever doesn't understand the mark must refuse the certificate.
    public func isMarked(for purpose: CertificatePurpose) -> Bool { !isAuthority && (purposes?.contains(purpose) ?? false) }

    /// Whether it may put seals on documents. Certificates from before there were marks say nothing of purposes and still may;
    /// a maker's may not.
    var maySealDocuments: Bool { !isAuthority && (purposes == nil || isMarked(for: .stamping)) }
}

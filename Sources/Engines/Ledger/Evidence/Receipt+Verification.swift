import Kernel
import Signing

extension Receipt {
    /// Everything that must hold for the receipt to prove its act, one check each, in the order in which they build on each
    /// other. Without a trusted key the check `receipt.trusted` is left out: the receipt then only agrees with itself, and
    /// its reader must compare the certificate with the one that the city has published.
    public func verify(trusting key: SM2PublicKey? = nil) -> [Check] {
        let certificate = try? Certificate(pem: certificate)
        let leaf = Merkle.leaf(Array(act.utf8))
        var checks = [
            Check("receipt.act", Act(canonical: act) != nil),
            Check("receipt.inclusion", MerkleProof.isIncluded(leaf, at: position, in: head.root, of: head.size, proof: proof)),
            Check("receipt.certificate", certificate?.isValid(at: head.at) ?? false),
            Check("receipt.signature", certificate.map { head.isSigned(by: $0.publicKey) } ?? false),
        ]
        if let key { checks.append(Check("receipt.trusted", certificate?.publicKey == key)) }
        return checks
    }
}

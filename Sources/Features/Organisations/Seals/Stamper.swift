import Kernel
import Signing

/// What a body needs to put its seal on a document: the seal, and the certified key that may use it.
public struct Stamper: Sendable {
    public let seal: ElectronicSeal
    public let identity: SigningIdentity

    public var certificate: Certificate { identity.certificate }
    public var key: SM2PrivateKey { identity.key }
    /// The seal's number (印章编号).
    public var id: String { seal.info.id }

    public init(seal: ElectronicSeal, identity: SigningIdentity) { (self.seal, self.identity) = (seal, identity) }
}

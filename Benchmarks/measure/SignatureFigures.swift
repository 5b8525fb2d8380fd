import Kernel
import Signing

/// SM2 signatures over SM3, as seals, heads and receipts need them.
struct SignatureFigures {
    /// What `openssl speed sm2` signs in a second on this machine.
    let reference: Double?

    func print() throws {
        let key = try SM2PrivateKey.generate(), message = [UInt8](repeating: 7, count: 200)
        let signature = try key.sign(message)
        let signing = try perProcessorSecond(batch: 20) { try !key.sign(message).isEmpty }
        Figure(name: "sm2_sign", value: signing, unit: "/s of a core", reference: reference).print()
        let verifying = try perProcessorSecond(batch: 20) { key.publicKey.verify(signature, for: message) }
        Figure(name: "sm2_verify", value: verifying, unit: "/s of a core").print()
        let hashing = try perProcessorSecond(batch: 1) { SM3.hash([UInt8](repeating: 1, count: 1 << 20)).bytes.count == 32 }
        Figure(name: "sm3", value: hashing * 1.048576, unit: "MB/s of a core").print()
    }
}

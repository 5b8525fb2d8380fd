internal import COpenSSL
import Kernel

/// Keeps passwords as scrypt digests (RFC 7914), written `$scrypt$ln=15,r=8,p=1$salt$hash` with base64 parts.
///
/// Each call **blocks for a good part of a second and takes 32 MiB** at the default cost: call it on a thread pool
/// (a `WorkPool` of their own), never on Swift's cooperative threads.
public struct Password: Sendable {
    private let cost: Cost
    private let random: any RandomSource

    public init(cost: Cost = .default, random: any RandomSource = SecureRandom()) { (self.cost, self.random) = (cost, random) }

    /// The text to store for a new password, with a salt of its own.
    public func hash(_ password: Secret<String>) throws -> String {
        let salt = random.bytes(16)
        return StoredPassword(cost: cost, salt: salt, hash: try derive(password, salt, cost)).text
    }

    /// The same beside passwords that must be told apart at one go (``match(_:among:)``): with the salt, and the cost, of one of them, or
    /// with this salt while there is none.
    public func hash(_ password: Secret<String>, beside stored: String?, salt: [UInt8]) throws -> String {
        let like = stored.flatMap(StoredPassword.init)
        let (cost, salt) = (like?.cost ?? cost, like?.salt ?? salt)
        return StoredPassword(cost: cost, salt: salt, hash: try derive(password, salt, cost)).text
    }

    /// The first of several stored passwords that this is, by the work of one, however many there are: those count that have the salt and
    /// the cost of the first. Without any the answer is `nil` after the same work.
    public func match(_ password: Secret<String>, among stored: [String]) throws -> [Int] {
        let known = stored.map(StoredPassword.init)
        guard let first = known.first ?? nil else {
            _ = try derive(password, random.bytes(16), cost)
            return []
        }
        let hash = try derive(password, first.salt, first.cost)
        return known.indices.filter { place in
            known[place].map { $0.salt == first.salt && $0.cost == first.cost && equalInConstantTime(hash, $0.hash) } ?? false
        }
    }

    /// Whether the password is the one stored. Without a stored one (no such account) the answer is no after the same
    /// work, so that the time taken does not tell which accounts exist.
    public func verify(_ password: Secret<String>, against stored: String?) throws -> Bool {
        guard let stored = stored.flatMap(StoredPassword.init) else {
            _ = try derive(password, random.bytes(16), cost)
            return false
        }
        return equalInConstantTime(try derive(password, stored.salt, stored.cost), stored.hash)
    }

    /// Whether a stored password should be hashed anew at the next sign-in, since the cost has changed or it cannot be read.
    public func needsRehash(_ stored: String) -> Bool { StoredPassword(stored)?.cost != cost }

    private func derive(_ password: Secret<String>, _ salt: [UInt8], _ cost: Cost) throws -> [UInt8] {
        let text = password.reveal()
        var key = [UInt8](repeating: 0, count: 32)
        let answer = text.withCString { bytes in
            EVP_PBE_scrypt(bytes, text.utf8.count, salt, salt.count, cost.rounds, cost.blockSize, cost.lanes, cost.memory, &key, key.count)
        }
        try done(answer, "scrypt")
        return key
    }
}

extension Password {
    /// How dear one guess is: 2^`logarithm` rounds over blocks of 128 · `blockSize` bytes, `lanes` times.
    public struct Cost: Sendable, Hashable {
        let logarithm: UInt64, blockSize: UInt64, lanes: UInt64

        /// N = 2^15, r = 8, p = 1: about 0.1 s and 32 MiB.
        public static let `default` = Cost(trustedLogarithm: 15, blockSize: 8, lanes: 1)
        /// N = 2^4: for tests only.
        public static let trifling = Cost(trustedLogarithm: 4, blockSize: 8, lanes: 1)

        /// `nil` outside of what is sensible, so that a forged record cannot claim all the memory.
        public init?(logarithm: Int, blockSize: Int = 8, lanes: Int = 1) {
            guard (1...20).contains(logarithm), (1...32).contains(blockSize), (1...16).contains(lanes) else { return nil }
            self.init(trustedLogarithm: UInt64(logarithm), blockSize: UInt64(blockSize), lanes: UInt64(lanes))
        }

        private init(trustedLogarithm logarithm: UInt64, blockSize: UInt64, lanes: UInt64) {
            (self.logarithm, self.blockSize, self.lanes) = (logarithm, blockSize, lanes)
        }

        var rounds: UInt64 { 1 << logarithm }
        /// The most OpenSSL may use; its own limit of 32 MiB is just below what the default cost needs.
        var memory: UInt64 { 128 * blockSize * (rounds + lanes + 4) }
    }
}

/// The stored text, taken apart.
private struct StoredPassword {
    let cost: Password.Cost
    let salt: [UInt8], hash: [UInt8]

    init(cost: Password.Cost, salt: [UInt8], hash: [UInt8]) { (self.cost, self.salt, self.hash) = (cost, salt, hash) }

    init?(_ text: String) {
        let parts = text.split(at: "$")
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
              let cost = Self.cost(parts[2]), let salt = Base64.decode(parts[3]), let hash = Base64.decode(parts[4]),
              hash.count == 32 else { return nil }
        self.init(cost: cost, salt: salt, hash: hash)
    }

    var text: String {
        "$scrypt$ln=\(cost.logarithm),r=\(cost.blockSize),p=\(cost.lanes)$\(Base64.unpadded(salt))$\(Base64.unpadded(hash))"
    }

    private static func cost(_ text: String) -> Password.Cost? {
        let parts = text.split(at: ",").map { $0.split(at: "=") }
        guard parts.map(\.first) == ["ln", "r", "p"], parts.allSatisfy({ $0.count == 2 }) else { return nil }
        let numbers = parts.compactMap { Int($0[1]) }
        guard numbers.count == 3 else { return nil }
        return Password.Cost(logarithm: numbers[0], blockSize: numbers[1], lanes: numbers[2])
    }
}

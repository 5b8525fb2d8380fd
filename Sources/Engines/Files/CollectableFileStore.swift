import Kernel
import Signing

/// A store from which files can be taken away in two steps, so that taking away can be undone: a file is first set
/// aside, and what was set aside is removed much later. Reading and renewing a file that was set aside bring it back.
public protocol CollectableFileStore: FileStore {
    /// Sets a file aside, if it is there. At every moment the file is in its place, or aside, or both.
    func setAside(_ digest: Digest, at now: Timestamp) async throws

    /// The next files that were set aside, in the order of their names. One digest may stand there more than once.
    func listAside(after: AsideFile?, limit: Int) async throws -> [AsideFile]

    /// Removes one that was set aside, for good; the file in its place is left alone.
    func remove(_ file: AsideFile) async throws

    /// Removes what uploads left behind that broke off before that instant. An upload that goes on is left alone.
    func removeBrokenOff(before: Timestamp) async throws
}

/// A file that was set aside. Each time one is set aside it gets a name of its own, so that removing an earlier one
/// never touches a later one.
public struct AsideFile: Sendable, Hashable {
    public let digest: Digest
    /// When, by the clock of whoever set it aside: it stands in the name, since not every store tells the time of a copy.
    public let at: Timestamp
    /// What tells apart those that were set aside in the same millisecond.
    public let chance: String
    /// In bytes.
    public let size: Int

    public init(_ digest: Digest, at: Timestamp, chance: String = SystemRandom().bytes(8).hex, size: Int = 0) {
        (self.digest, self.at, self.chance, self.size) = (digest, at, chance, size)
    }

    /// `DIGEST.MILLISECONDS.CHANCE`: sorted as text, the earlier comes first.
    public var name: String { "\(digest.hex).\(padded(max(0, at.milliseconds), 15)).\(chance)" }

    public init?(name: some StringProtocol, size: Int) {
        let parts = name.split(at: ".")
        guard parts.count == 3, let digest = Digest(hex: parts[0]), let time = Int64(parts[1]),
              [UInt8](hex: parts[2])?.count == 8 else { return nil }
        self.init(digest, at: Timestamp(milliseconds: time), chance: parts[2], size: size)
    }
}

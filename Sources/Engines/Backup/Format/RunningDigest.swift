import Signing

/// SM3 over a backup as it is written or read: of each entry its path, its size (both with a line end) and its bytes. Of a stored file
/// the bytes are left out, since its path is their digest. A piece of rows ends in the digest up to there, so that damage is
/// noticed before its rows are used.
struct RunningDigest: Sendable {
    private var hasher = SM3.Hasher()

    mutating func begin(_ name: EntryName, size: Int) { hasher.update("\(name.path)\n\(size)\n".utf8) }

    mutating func take(_ bytes: some Collection<UInt8>) { hasher.update(bytes) }

    /// Of everything so far.
    var value: Digest { hasher.finalize() }
}

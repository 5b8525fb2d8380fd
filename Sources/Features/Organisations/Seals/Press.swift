import Drawing
import Kernel
import Signing

/// A printed and sealed document as it is kept: the digests of its two files.
public struct Printed: Sendable, Hashable {
    /// The OFD with the electronic seal: the original (正本).
    public let ofd: Digest
    /// For printing.
    public let pdf: Digest
}

/// 制文盖章
public final class Press: Sendable {
    public func print(_ sheet: Sheet, sealedBy body: String, at centre: Point, metadata: [String: String]) async throws -> Printed {
        throw Problem("press.missing", .fault)
    }
}

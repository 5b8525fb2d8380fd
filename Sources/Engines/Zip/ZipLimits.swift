/// How much a container may hold. A bomb promises little and gives much, so what comes out is counted, not what is told.
public struct ZipLimits: Sendable {
    /// Bytes of the container.
    public var container: Int
    public var entries: Int
    /// Bytes of all files together, unpacked.
    public var unpacked: Int
    /// Bytes out for each byte in; files under a megabyte are not asked.
    public var ratio: Int

    public init(container: Int, entries: Int, unpacked: Int, ratio: Int) {
        (self.container, self.entries, self.unpacked, self.ratio) = (container, entries, unpacked, ratio)
    }

    public static let standard = ZipLimits(container: 64 << 20, entries: 1000, unpacked: 256 << 20, ratio: 200)
}

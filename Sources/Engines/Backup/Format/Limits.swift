/// How much of a backup may be in memory at once, in bytes.
enum Limits {
    /// `backup.json` and `end.json`.
    static let description = 16 << 20
    /// A small file of the data directory, and how many of them there may be.
    static let own = 1 << 20, ownCount = 64
    /// Rows are gathered until they are so many bytes.
    static let piece = 1 << 20
    /// One row: more than any engine of ours would be given.
    static let row = 256 << 20
    /// What a manifest may claim: that many tables, that many rows in each.
    static let tables = 4096, rows = 1 << 48
    /// What is read of a stored file at once.
    static let step = 256 << 10
}

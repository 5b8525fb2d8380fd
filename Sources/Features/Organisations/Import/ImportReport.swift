import Kernel

/// What became of an upload, row by row: good rows stay, bad ones are named with their reason and change nothing.
public struct ImportReport: Sendable, Equatable {
    public struct Refusal: Sendable, Equatable {
        /// As a spreadsheet counts it: the heading is row 1. Rows of a JSON list count from 1.
        public let row: Int
        /// What the row calls itself, usually its code.
        public let key: String
        public let reason: Problem

        public init(row: Int, key: String, reason: Problem) { (self.row, self.key, self.reason) = (row, key, reason) }
    }

    public var added = 0
    public var changed = 0
    /// Rows that say what we knew already. Sending the same file again gives only these.
    public var unchanged = 0
    /// In the order of the rows.
    public private(set) var refused: [Refusal] = []

    public init() {}

    public var accepted: Int { added + changed + unchanged }
    /// Whether anything is to be kept.
    public var changesAnything: Bool { added + changed > 0 }

    /// Adds what became of a further stretch of the same upload.
    public mutating func merge(_ more: ImportReport) {
        added += more.added
        changed += more.changed
        unchanged += more.unchanged
        for refusal in more.refused { refuse(refusal.row, refusal.key, refusal.reason) }
    }

    public mutating func refuse(_ row: Int, _ key: String, _ reason: Problem) {
        let place = refused.firstIndex { $0.row > row } ?? refused.endIndex
        refused.insert(Refusal(row: row, key: key, reason: reason), at: place)
    }
}

/// A row with its number, or with the reason why it could not even be read.
struct ImportRow<Content: Sendable>: Sendable {
    let number: Int
    let key: String
    let content: Result<Content, Problem>
}

import Storage

/// The statements that the server has prepared for one connection, by their text and the types of their values. Bounded: the one that was
/// not used for longest makes room.
struct StatementCache {
    struct Key: Hashable {
        let text: String
        let types: [UInt32]
    }

    final class Entry {
        let key: Key
        let name: String
        /// The names of the answer's columns, once it has answered.
        var columns: [String]?
        fileprivate var lastUse: Int

        fileprivate init(_ key: Key, _ name: String, _ use: Int) { (self.key, self.name, lastUse) = (key, name, use) }
    }

    private let bound: Int
    private var entries: [Key: Entry] = [:]
    private var uses = 0

    init(bound: Int) { self.bound = bound }

    mutating func find(_ key: Key) -> Entry? {
        uses += 1
        let entry = entries[key]
        entry?.lastUse = uses
        return entry
    }

    /// A new name for a statement that isn't there, and the entry that made room for it.
    mutating func add(_ key: Key) -> (new: Entry, gone: Entry?) {
        uses += 1
        let gone = entries.count < bound ? nil : entries.values.min { $0.lastUse < $1.lastUse }
        if let gone { entries[gone.key] = nil }
        let entry = Entry(key, "s\(uses)", uses)
        entries[key] = entry
        return (entry, gone)
    }

    /// The server didn't come to prepare it.
    mutating func forget(_ entry: Entry) {
        if entries[entry.key] === entry { entries[entry.key] = nil }
    }
}

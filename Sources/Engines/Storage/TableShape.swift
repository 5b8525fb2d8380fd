/// One table as it stands in the database: what a copy into another engine needs to know.
public struct TableShape: Sendable, Hashable {
    public enum Kind: String, Sendable { case integer, real, text, bytes }

    public struct Column: Sendable, Hashable {
        public let name: String
        public let kind: Kind
        public init(_ name: String, _ kind: Kind) { (self.name, self.kind) = (name, kind) }
    }

    public let name: String
    public let columns: [Column]
    /// The columns of its primary key, in order of the key.
    public let key: [String]
    /// The tables that its foreign keys refer to.
    public let references: Set<String>
    /// About how many rows it has; 0 when nobody counted.
    public let rows: Int

    public init(name: String, columns: [Column], key: [String], references: Set<String>, rows: Int) {
        (self.name, self.columns, self.key, self.references, self.rows) = (name, columns, key, references, rows)
    }
}

extension [TableShape] {
    /// Each after those it refers to, otherwise by name. Tables that refer to each other in a ring keep their order by name.
    public func inOrderOfReference() -> [TableShape] {
        var waiting = sorted { $0.name < $1.name }, done: [TableShape] = []
        while !waiting.isEmpty {
            let names = Set(waiting.map(\.name))
            let place = waiting.firstIndex { $0.references.subtracting([$0.name]).isDisjoint(with: names) } ?? 0
            done.append(waiting.remove(at: place))
        }
        return done
    }
}

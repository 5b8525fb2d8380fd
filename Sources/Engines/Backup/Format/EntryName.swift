import Signing

/// What lies where in a backup's tar. Other names are not accepted.
enum EntryName: Hashable {
    case manifest
    /// A small file of the data directory: `tongban.json`, `keys/master.key`.
    case own(String)
    /// Rows of a table; its pieces are numbered from 1.
    case piece(table: String, number: Int)
    case file(Digest)
    case end

    var path: String {
        switch self {
        case .manifest: "backup.json"
        case .own(let name): name
        case .piece(let table, let number): "tables/\(table)/\(String(repeating: "0", count: max(0, 8 - "\(number)".count)))\(number)"
        case .file(let digest): "files/\(digest.hex)"
        case .end: "end.json"
        }
    }

    init?(path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        switch (parts.first, parts.count) {
        case ("backup.json", 1): self = .manifest
        case ("end.json", 1): self = .end
        case ("files", 2):
            guard let digest = Digest(hex: parts[1]) else { return nil }
            self = .file(digest)
        case ("tables", 3):
            guard Self.isTable(String(parts[1])), let number = Int(parts[2]) else { return nil }
            self = .piece(table: String(parts[1]), number: number)
        default:
            guard Self.isOwn(path) else { return nil }
            self = .own(path)
        }
        guard self.path == path else { return nil }
    }

    /// A name of plain letters, perhaps below `keys`: nothing that could lead elsewhere.
    static func isOwn(_ name: String) -> Bool { name.wholeMatch(of: /(keys\/)?[A-Za-z0-9_][A-Za-z0-9_.\-]*/) != nil }

    static func isTable(_ name: String) -> Bool { name.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil }
}

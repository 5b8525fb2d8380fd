import Kernel
import Standards

/// A region as an upload writes it, before anything is believed. The same form in JSON and in CSV.
struct RegionRow: Sendable, Decodable {
    var code: String?, name: String?, level: String?, parent: String?, type: String?
    var edition: String?, status: String?, ministryCode: String?

    /// - Throws: `region.level`, `region.code`, `import.name`, `region.status`, `region.parent`.
    func region() throws -> Region {
        guard let level = level.flatMap(Region.Level.init) else { throw Problem("region.level", .invalid, ["level": level ?? ""]) }
        guard let code, code.count == 12, RegionCode(code)?.level == level.standard else {
            throw Problem("region.code", .invalid, ["code": code ?? ""])
        }
        guard let status = Region.Status(rawValue: status ?? "current") else {
            throw Problem("region.status", .invalid, ["status": status ?? ""])
        }
        guard level == .city || parent != nil else { throw Problem("region.parent", .invalid, ["parent": ""]) }
        return Region(code: code, name: try importedName(name), level: level, parent: level == .city ? nil : parent, type: type ?? "",
                      edition: edition ?? "", status: status, ministryCode: ministryCode)
    }
}

extension RegionRow {
    /// The columns that must be there; `edition`, `status` and `mca2025_code` may be.
    static let columns = ["code", "name", "level", "parent_code", "type"]

    init(_ row: CSVTable.Row, of table: CSVTable) {
        let field = { table.field($0, of: row) }
        self.init(code: field("code"), name: field("name"), level: field("level"), parent: field("parent_code"), type: field("type"),
                  edition: field("edition"), status: field("status"), ministryCode: field("mca2025_code"))
    }
}

extension ImportJudge<RegionRow, Region> {
    /// Takes parents before children, whatever their order in the file. A village's parent need not share its digits: towns
    /// were merged and renamed since the villages were numbered.
    static func regions(_ rows: [ImportRow<RegionRow>], known: [Region]) -> ImportJudge {
        var judge = ImportJudge(rows, known: known) { try $0.region() }
        for level in Region.Level.allCases {
            judge.settle { region, _ in region.level == level } check: { region, known in
                guard let parent = region.parent else { return }
                guard let above = known[parent], above.level.depth == level.depth - 1 else {
                    throw Problem("region.parent", .invalid, ["parent": parent])
                }
            }
        }
        return judge
    }
}

extension Region.Level {
    fileprivate var standard: RegionCode.Level {
        switch self {
        case .city: .city
        case .county: .county
        case .town: .town
        case .village: .village
        }
    }
}

/// - Throws: `import.name` when the name is empty or longer than any real one.
func importedName(_ name: String?) throws -> String {
    guard let name = name?.trimmed, !name.isEmpty, name.count <= 80 else { throw Problem("import.name", .invalid) }
    return name
}

import Kernel
import Organisations

/// A row of an import with its number, or with the reason why it could not be read.
public struct ItemRow: Sendable {
    public let number: Int
    public let key: String
    public let content: Result<ServiceItem, Problem>

    public init(number: Int, key: String, content: Result<ServiceItem, Problem>) {
        (self.number, self.key, self.content) = (number, key, content)
    }
}

/// Reads a file of items: a list, or an object with a list under `items`. A row is either an item in full (our own form) or an
/// outline as open data gives it (`ItemOutline`).
public enum ItemFile {
    /// - Throws: `import.not_json` or `import.no_items` when there is no list to read.
    public static func rows(_ bytes: [UInt8], directory: OrganisationDirectory) throws -> [ItemRow] {
        guard let root = try? JSON(parsing: bytes) else { throw Problem("import.not_json", .invalid) }
        guard let list = root.array ?? root.object?["items"]?.array ?? root.object.flatMap({ $0["slug"] == nil ? nil : [root] }) else {
            throw Problem("import.no_items", .invalid)
        }
        let outlines = OutlineReader(directory: directory)
        return list.enumerated().map { place, row in
            let fields = row.object ?? [:]
            let key = fields["slug"]?.string ?? fields["id"]?.string ?? fields["name"]?.string ?? ""
            return ItemRow(number: place + 1, key: key, content: fields["slug"] == nil ? outlines.item(row) : full(row))
        }
    }

    private static func full(_ row: JSON) -> Result<ServiceItem, Problem> {
        do {
            return .success(try JSONText.decode(from: JSONText.encode(row)))
        } catch let error as DecodingError {
            return .failure(Problem("import.field", .invalid, ["field": error.path]))
        } catch {
            return .failure(Problem("import.row", .invalid))
        }
    }
}

extension DecodingError {
    /// Where in the row it went wrong: `materials.3.need`.
    var path: String {
        switch self {
        case .keyNotFound(let key, let context): (context.codingPath + [key]).map(name).joined(separator: ".")
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath.map(name).joined(separator: ".")
        @unknown default: ""
        }
    }

    private func name(_ key: any CodingKey) -> String { key.intValue.map { "\($0 + 1)" } ?? key.stringValue }
}

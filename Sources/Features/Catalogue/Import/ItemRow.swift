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
/// outline as open data gives it (`ItemOutline`). An item in full may name files beside its own for what has a standard and editors
/// of its own: `"form": "food-operation-permit/form.json"`, `"rules": "….yml"` or `.dmn`, `"procedure": "….bpmn"`. A procedure may be a
/// plain list of stages instead: `"procedure": {"stages": [{"key": "accept", "name": "受理", "role": "window", "days": 0}, …]}`.
public enum ItemFile {
    /// Gives a file that lies beside the items' own, by the name that an item calls it.
    public typealias Beside = (_ name: String) -> [UInt8]?

    /// - Throws: `import.not_json` or `import.no_items` when there is no list to read.
    public static func rows(
        _ bytes: [UInt8], directory: OrganisationDirectory, correctionDays: Int, beside: Beside = { _ in nil }
    ) throws -> [ItemRow] {
        guard let root = try? JSON(parsing: bytes) else { throw Problem("import.not_json", .invalid) }
        guard let list = root.array ?? root.object?["items"]?.array ?? root.object.flatMap({ $0["slug"] == nil ? nil : [root] }) else {
            throw Problem("import.no_items", .invalid)
        }
        let outlines = OutlineReader(directory: directory, correctionDays: correctionDays)
        return list.enumerated().map { place, row in
            let fields = row.object ?? [:]
            let key = fields["slug"]?.string ?? fields["id"]?.string ?? fields["name"]?.string ?? ""
            let content = fields["slug"] == nil ? outlines.item(row) : item(fields, correctionDays: correctionDays, beside: beside)
            return ItemRow(number: place + 1, key: key, content: content)
        }
    }

    /// An item in full, with the files that it names.
    public static func item(_ fields: [String: JSON], correctionDays: Int, beside: Beside) -> Result<ServiceItem, Problem> {
        do {
            let whole = try planned(whole(fields, beside: beside), correctionDays)
            return .success(try JSONText.decode(from: JSONText.encode(JSON.object(whole))))
        } catch let problem as Problem {
            let isOfProcedure = problem.code.hasPrefix("workflow.")
            return .failure(isOfProcedure ? .fields([FieldProblem("procedure", problem.code, problem.arguments)]) : problem)
        } catch let error as DecodingError {
            return .failure(Problem("import.field", .invalid, ["field": error.path]))
        } catch {
            return .failure(Problem("import.row", .invalid))
        }
    }
}

extension ItemFile {
    /// The row with the files that it names in their places: JSON as what it is, anything else as a text.
    /// - Throws: `import.no_file_beside`, `import.not_json`.
    public static func whole(_ fields: [String: JSON], beside: Beside) throws(Problem) -> [String: JSON] {
        var fields = fields
        for key in ["form", "rules", "procedure"] {
            guard let name = fields[key]?.string, isFileName(name) else { continue }
            guard let bytes = beside(name) else { throw Problem("import.no_file_beside", .invalid, ["file": name]) }
            guard name.hasSuffix(".json") else {
                fields[key] = .string(String(decoding: bytes, as: UTF8.self))
                continue
            }
            guard let json = try? JSON(parsing: bytes) else { throw Problem("import.not_json", .invalid, ["file": name]) }
            fields[key] = json
        }
        return fields
    }

    /// The row with its list of stages, where it has one, made into the procedure that it stands for.
    /// - Throws: `workflow.stages` under the field's name; an error of decoding when the list isn't one.
    private static func planned(_ fields: [String: JSON], _ correctionDays: Int) throws -> [String: JSON] {
        guard let list = fields["procedure"], list.object != nil else { return fields }
        let written = try list.decode(PlainProcedure.Written.self), name = fields["name"]?.string ?? ""
        var planned = fields
        planned["procedure"] = .string(try PlainProcedure.text(written, named: name, correctionDays: correctionDays))
        return planned
    }

    /// A text that is a model or a procedure itself has lines.
    private static func isFileName(_ text: String) -> Bool {
        text.utf8.count <= 200 && !text.contains("\n") && [".json", ".yml", ".dmn", ".bpmn"].contains { text.hasSuffix($0) }
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

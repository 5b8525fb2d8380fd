import Kernel
import Storage

extension Row {
    /// The case of an enumeration that a column names.
    package func get<Case: RawRepresentable<String>>(_ column: String, as type: Case.Type = Case.self) throws -> Case {
        guard let value = Case(rawValue: try get(column, as: String.self)) else { throw Problem("storage.value", .fault, reason: column) }
        return value
    }
}

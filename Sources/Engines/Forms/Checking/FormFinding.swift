import Kernel

/// Something about a form's definition that should be put right, or looked at.
public struct FormFinding: Sendable, Hashable {
    public enum Weight: String, Sendable {
        /// The form would not do what it says.
        case fault
        /// It would work, but somebody will stumble.
        case remark
    }

    public let weight: Weight
    /// The field's path, the page's key, or a pointer into the schema.
    public let place: String
    /// The key of the message, and what it needs: `lint.field_unknown`.
    public let code: String
    public let arguments: [String: String]

    init(_ weight: Weight, _ place: String, _ code: String, _ arguments: [String: String] = [:]) {
        (self.weight, self.place, self.code) = (weight, place, code)
        self.arguments = arguments.merging(["place": place]) { first, _ in first }
    }
}

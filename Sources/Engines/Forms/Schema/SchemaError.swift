import Kernel

/// One thing that is wrong with a value: a line of what JSON Schema calls the "basic" output (Core §12.4.2).
public struct SchemaError: Hashable, Sendable {
    /// Where in the value, as a JSON pointer: `/shareholders/0/name`. For a member that is missing, the object it is missing from.
    public let instancePath: String
    /// What asserts it: `required`, `maxLength`.
    public let keyword: String
    /// How the schema was walked to the keyword, references included: `/properties/site/$ref/required`.
    public let schemaPath: String
    /// The key of the message and what it needs: `answer.max_length`, `limit`.
    public let code: String
    public let arguments: [String: String]
    /// The field beside which the message belongs: ``instancePath``, or the member that is missing.
    public let fieldPath: String
}

/// What is wrong with a schema itself, and where: it is refused before anything is checked by it.
public struct SchemaFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The key of the message: `schema.reference`.
    public let code: String
    /// Where in the schema, as a JSON pointer, with the address of the document before it when that is another one.
    public let place: String
    public let arguments: [String: String]

    init(_ code: String, at place: String, _ arguments: [String: String] = [:]) {
        (self.code, self.place, self.arguments) = (code, place, arguments)
    }

    /// The same, as an error that can be shown.
    public var problem: Problem { Problem(code, .invalid, arguments.merging(["place": place]) { first, _ in first }, reason: description) }

    public var description: String {
        let details = arguments.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        return "\(code) at \(place.isEmpty ? "the root" : place)" + (details.isEmpty ? "" : " (\(details))")
    }
}

/// What went wrong, in a form that can be shown: a stable code that is also the key of its message, the values the
/// message needs, and the fields it concerns. The private reason goes to the log, never to a visitor.
public struct Problem: Error, Sendable {
    public enum Kind: Sendable { case invalid, unauthenticated, forbidden, notFound, conflict, tooLarge, tooMany, unavailable, fault }

    public let code: String
    public let kind: Kind
    public let arguments: [String: String]
    public let fields: [FieldProblem]
    public let reason: String

    /// `code` is a message key such as `case.already_accepted`.
    public init(_ code: String, _ kind: Kind, _ arguments: [String: String] = [:], fields: [FieldProblem] = [], reason: String = "") {
        (self.code, self.kind, self.arguments, self.fields, self.reason) = (code, kind, arguments, fields, reason)
    }

    /// Fields that must be mended before the form can be taken.
    public static func fields(_ fields: [FieldProblem]) -> Problem { Problem("input.fields", .invalid, fields: fields) }
}

/// One thing wrong with one field of a form, or one column of a row.
public struct FieldProblem: Hashable, Sendable {
    /// The field's path, as the form names it: `site.area`.
    public let field: String
    /// The key of the message: `field.required`.
    public let code: String
    public let arguments: [String: String]

    public init(_ field: String, _ code: String, _ arguments: [String: String] = [:]) {
        (self.field, self.code, self.arguments) = (field, code, arguments)
    }
}

extension Problem: Equatable {
    /// Tests and callers care what went wrong, not how it was said.
    public static func == (a: Self, b: Self) -> Bool { a.code == b.code && a.fields == b.fields }
}

extension Problem: CustomStringConvertible {
    public var description: String { reason.isEmpty ? code : "\(code): \(reason)" }
}

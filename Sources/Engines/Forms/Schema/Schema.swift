import Kernel

/// A JSON Schema (draft 2020-12), compiled: a value that says whether another value is right, and what is wrong with it.
///
/// ```swift
/// let schema = try Schema(JSON(parsing: bytes))
/// schema.isValid(answers)            // fast: stops at the first fault
/// schema.errors(in: answers)         // everything that is wrong, each with its place and a message
/// ```
///
/// References are followed within the schema and into ``SchemaDocuments``, never over a network. Validation always ends: a schema
/// that refers to itself in a circle, or branches without end, is stopped by ``SchemaLimits`` and takes nothing.
public struct Schema: Sendable {
    let nodes: [Node]
    let root: Int
    /// Where each `$dynamicAnchor` of each schema resource stands; empty when nothing refers to one.
    let dynamicAnchors: [DynamicAnchor: Int]
    let limits: SchemaLimits

    /// Compiles. Throws ``SchemaFault`` with the place of what isn't JSON Schema, can't be found, or can't be run.
    public init(_ json: JSON, documents: SchemaDocuments = .none, options: SchemaOptions = SchemaOptions()) throws(SchemaFault) {
        let compiler = Compiler(documents: documents, options: options)
        root = try compiler.compile(json, retrievedFrom: "")
        nodes = compiler.nodes
        dynamicAnchors = compiler.hasDynamicReferences ? compiler.dynamicAnchors : [:]
        limits = options.limits
    }

    /// Whether the value is right. `today` is for formats that speak of the past, such as a number with a date of birth.
    public func isValid(_ instance: JSON, today: LocalDate? = nil) -> Bool {
        var run = Run(self, wantsErrors: false, today: today)
        return run.whole(instance)
    }

    /// Everything that is wrong with the value, in the order of the schema; nothing when it is right.
    public func errors(in instance: JSON, today: LocalDate? = nil) -> [SchemaError] {
        var run = Run(self, wantsErrors: true, today: today)
        _ = run.whole(instance)
        return run.errors
    }
}

/// How a schema is read.
public struct SchemaOptions: Sendable {
    /// Whether `format` is asserted. The standard leaves it an annotation unless a dialect asserts it (Validation §7.2); forms want it.
    public var assertsFormats = true
    public var limits = SchemaLimits()

    public init(assertsFormats: Bool = true, limits: SchemaLimits = SchemaLimits()) {
        (self.assertsFormats, self.limits) = (assertsFormats, limits)
    }
}

/// What one validation may cost, and how large a schema may be.
public struct SchemaLimits: Sendable {
    /// Schemas entered within each other; schemas entered in all; errors collected.
    public var depth = 1000, steps = 1_000_000, errors = 1000
    /// Subschemas of all documents that one schema draws in.
    public var subschemas = 100_000

    public init() {}
}

/// Other documents that a schema may refer to, by their absolute address. Nothing is fetched: who has no document gives `nil`.
public struct SchemaDocuments: Sendable {
    let find: @Sendable (String) -> JSON?

    public init(_ find: @escaping @Sendable (String) -> JSON?) { self.find = find }
    public init(_ documents: [String: JSON]) { find = { documents[$0] } }

    public static let none = SchemaDocuments { _ in nil }
}

import Kernel

/// What somebody does without who knows what he risks. Nothing is waived by itself; each has a flag with an ugly name. Waived when a
/// directory is made, it is kept there; else it holds for one run.
public struct Waivers: OptionSet, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// A database server that forgets what it has confirmed when its machine falls (`fsync`, `full_page_writes`).
    public static let losingData = Waivers(rawValue: 1)
    /// Personal data that everybody on the way can read: to a database, an object store or browsers without TLS.
    public static let plainText = Waivers(rawValue: 2)

    private static let names: [(waiver: Waivers, name: String)] = [(.losingData, "losing-data"), (.plainText, "plain-text")]

    /// As a directory keeps them: a name a line.
    init(text: String) {
        let lines = Set(text.split(whereSeparator: \.isNewline).map { String($0).trimmed })
        self = Self.names.reduce([]) { lines.contains($1.name) ? $0.union($1.waiver) : $0 }
    }

    var text: String { Self.names.filter { contains($0.waiver) }.map { "\($0.name)\n" }.joined() }
}

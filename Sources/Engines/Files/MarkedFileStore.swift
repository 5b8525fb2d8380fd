/// A store that can be marked with names, which say whose files it has: they tell two stores apart that are mistaken for one another.
public protocol MarkedFileStore: Sendable {
    /// Sets a mark, which stays. When this returns, whoever asks finds it.
    /// - Parameter name: letters, digits and nothing else.
    func mark(_ name: String) async throws

    func hasMark(_ name: String) async throws -> Bool

    /// Whether there is any.
    func isMarked() async throws -> Bool
}

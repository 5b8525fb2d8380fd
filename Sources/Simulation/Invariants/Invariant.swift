import Kernel

/// Something that is true of the books on every day, whatever people do. Pure: it is told the books and names what contradicts them.
public struct Invariant: Sendable {
    /// What is true, as a sentence.
    public let name: String
    /// Each contradiction in a few words; never personal data.
    public let contradictions: @Sendable (Books) -> [String]

    init(_ name: String, _ contradictions: @escaping @Sendable (Books) -> [String]) {
        (self.name, self.contradictions) = (name, contradictions)
    }

    /// All of them, the plainest first: what breaks one often breaks those below.
    public static let all = [acts, states, deadlines, attention, workLists, lights, figures, licences, numbers, ledger, jobs, privacy]
}

/// An invariant that was found broken.
public struct Broken: Error, Sendable, CustomStringConvertible {
    public let invariant: String
    public let day: LocalDate
    public let contradictions: [String]

    public var description: String {
        let shown = contradictions.prefix(5).map { "  \($0)" }, more = contradictions.count - shown.count
        return (["\(day): not true: \(invariant)"] + shown + (more > 0 ? ["  and \(more) more"] : [])).joined(separator: "\n")
    }
}

extension Books {
    /// - Throws: `Broken` naming the first invariant that doesn't hold.
    public func check(_ invariants: [Invariant] = Invariant.all) throws(Broken) {
        for invariant in invariants {
            let found = invariant.contradictions(self)
            guard found.isEmpty else { throw Broken(invariant: invariant.name, day: today, contradictions: found) }
        }
    }
}

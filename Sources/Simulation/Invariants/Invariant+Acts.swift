import Cases
import Catalogue
import Kernel

extension Invariant {
    /// 没有账外办件
    static let acts = Invariant("every case has acts, and every act on a case has its case") { books in
        let known = Set(books.cases.map(\.id)), acts = books.actsOfCases
        let silent = books.cases.filter { acts[$0.id]?.first?.kind != "case.submitted" }
            .map { "case \($0.id) does not begin with its submission" }
        return silent + acts.keys.filter { !known.contains($0) }.sorted().map { "acts speak of a case \($0) that is not there" }
    }

    /// The acts of a case, replayed by the pure procedure, come to where its row says it stands.
    static let states = Invariant("a case stands where its acts lead") { books in
        let acts = books.actsOfCases
        return books.cases.flatMap { entry -> [String] in
            guard let own = acts[entry.id], let item = books.item(of: entry) else { return ["case \(entry.id) has no acts or no item"] }
            return Replay(item, own).contradictions(with: entry, steps: books.steps[entry.id] ?? 0)
        }
    }
}

/// A case as its acts tell it.
struct Replay {
    private let procedure: Procedure
    private(set) var standing: Standing
    private(set) var result: String?
    private(set) var steps = 0
    private var faults: [String] = []
    private let last: ActEntry?

    init(_ item: ServiceItem, _ acts: [ActEntry]) {
        procedure = Procedure(item)
        standing = procedure.start
        last = acts.last
        for act in acts {
            if let event = CaseEvent(act: act.kind) { step(event, act) }
            if act.facts["phase"] != standing.phase.rawValue || act.facts["stage"] != standing.stage {
                faults.append("the act \(act.position) says \(act.facts["phase"] ?? "")/\(act.facts["stage"] ?? "")")
            }
        }
    }

    private mutating func step(_ event: CaseEvent, _ act: ActEntry) {
        steps += 1
        guard let (next, effects) = try? procedure.step(standing, event) else {
            return faults.append("\(act.kind) at \(act.position) is no step from \(standing.phase.rawValue)")
        }
        standing = next
        for case .close(let closed) in effects { result = closed.rawValue }
    }

    func contradictions(with entry: CaseEntry, steps noted: Int) -> [String] {
        let pairs: [(String, String, String)] = [
            ("phase", standing.phase.rawValue, entry.phase), ("stage", standing.stage, entry.stage),
            ("result", result ?? "", entry.result ?? ""), ("revision", "\(steps)", "\(entry.revision)"), ("steps", "\(steps)", "\(noted)"),
            ("day due", last?.facts["dueOn"] ?? "", "\(entry.dueOn)"),
            ("day of acceptance", last?.facts["acceptedOn"] ?? "", entry.acceptedOn?.description ?? ""),
            ("waits for", waitsFor, entry.waitsFor),
        ]
        let differing = pairs.filter { $0.1 != $0.2 }.map { "\($0.0) is \($0.1) by the acts and \($0.2) in the row" }
        return (faults + differing).map { "case \(entry.id): \($0)" }
    }

    /// Whose turn it is: empty when it is closed.
    var waitsFor: String {
        switch standing.phase {
        case .closed: ""
        case .correcting: "applicant"
        case .received, .running, .suspended: procedure.role(of: standing.stage)
        }
    }
}

extension CaseEvent {
    /// The event that an act records; `nil` for acts that move nothing.
    init?(act kind: String) {
        let events: [String: CaseEvent] = [
            "case.accepted": .accept, "case.correction_requested": .requestCorrection, "case.correction_supplied": .supplyCorrection,
            "case.not_accepted": .declineToAccept, "case.passed": .pass, "case.granted": .grant, "case.refused": .refuse,
            "case.suspended": .suspend, "case.resumed": .resume, "case.withdrawn": .withdraw, "case.lapsed": .lapse,
        ]
        guard let event = events[kind] else { return nil }
        self = event
    }
}

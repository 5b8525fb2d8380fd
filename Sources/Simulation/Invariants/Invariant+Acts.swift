import Cases
import Catalogue
import Kernel
import Workflow

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
    private let procedure: Procedure?
    private let version: Int
    private var course: Course?
    private(set) var result: String?
    private(set) var steps = 0
    private var faults: [String] = []
    private let last: ActEntry?

    private var standing: Standing { course?.standing ?? Standing(phase: .closed, stage: "") }

    init(_ item: PublishedItem, _ acts: [ActEntry]) {
        (procedure, version, last) = (try? Procedure(item), item.version, acts.last)
        for act in acts {
            if act.kind == "case.submitted" { course = try? procedure?.start(version: version, Opinions(), now: act.at).course }
            if let event = CaseEvent(act: act.kind, act.facts) { step(event, act) }
            if act.facts["phase"] != standing.phase.rawValue || act.facts["stage"] != standing.stage {
                faults.append("the act \(act.position) says \(act.facts["phase"] ?? "")/\(act.facts["stage"] ?? "")")
            }
        }
    }

    private mutating func step(_ event: CaseEvent, _ act: ActEntry) {
        steps += 1
        let work = act.facts["work"].flatMap { Int($0) }
        let step = try? course.flatMap { try procedure?.step($0, event, work: work, by: act.actorID, Opinions(), now: act.at) }
        guard let step else {
            return faults.append("\(act.kind) at \(act.position) is no step from \(standing.phase.rawValue)")
        }
        course = step.course
        for case .close(let closed) in step.effects { result = closed.rawValue }
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
    var waitsFor: String { standing.phase == .correcting ? "applicant" : roles.joined(separator: " ") }

    /// The roles that have something to do, one for each open work item.
    var roles: [String] { course.flatMap { procedure?.tasks($0) }.map { $0.map(\.role) } ?? [] }
}

/// The acts know no answers: the city's procedures ask for opinions alone.
private struct Opinions: CaseFacts {
    private let feel = FEELExpressions()

    func evaluate(_ text: String, _ variables: [String: JSON]) throws -> JSON { try feel.evaluate(text, variables) }
    func fault(in text: String) -> String? { feel.fault(in: text) }
    func decide(_ decision: String) throws -> JSON { .null }
}

extension CaseEvent {
    /// The event that an act records; `nil` for acts that move nothing.
    init?(act kind: String, _ facts: [String: String]) {
        let events: [String: CaseEvent] = [
            "case.accepted": .accept, "case.correction_requested": .requestCorrection, "case.correction_supplied": .supplyCorrection,
            "case.not_accepted": .declineToAccept, "case.passed": .complete(facts["outcome"] ?? "pass"),
            "case.granted": .grant, "case.refused": .refuse,
            "case.suspended": .suspend, "case.resumed": .resume, "case.withdrawn": .withdraw, "case.lapsed": .timer(facts["timer"] ?? ""),
            "case.timed_out": .timer(facts["timer"] ?? ""), "case.returned": .sendBack(to: facts["to"] ?? ""),
        ]
        guard let event = events[kind] else { return nil }
        self = event
    }
}

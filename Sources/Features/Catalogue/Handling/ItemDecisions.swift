import Kernel
import Logging
import Rules

/// What an item's rules decide of a situation (情形): which questions are asked, and what follows from the answers.
///
/// The rules are decisions with fixed names; `docs/extend/rules.md` tells which, and ``ItemCheck`` holds items to it. Without rules
/// everything is asked for. So it is where they can't be worked out, and then nobody is refused because of them.
public struct ItemDecisions: Sendable {
    let item: ServiceItem
    private let model: DecisionModel?
    /// The names of what it decides.
    private let decided: Set<String>
    /// 表单字段 that the rules look at: what depends on them can't be said before the form is filled.
    let formInputs: [String]
    private let rulings = Memo<Ruling>(bound: 1000)
    private let questions = Memo<Set<String>>(bound: 1000)

    init(_ item: ServiceItem, _ rules: Result<DecisionModel?, Problem>) {
        self.item = item
        switch rules {
        case .success(let model): self.model = model
        case .failure(let problem):
            model = nil
            Self.logger.error("rules can't be read", metadata: ["item": "\(item.slug)", "problem": "\(problem.code)"])
        }
        decided = Set(model?.decisions ?? [])
        let keys = Set((item.situations?.questions ?? []).map(\.key))
        formInputs = model?.inputs.filter { !keys.contains($0) } ?? []
    }

    /// What follows from these answers, and from the form as far as it is filled. Of one situation it is worked out once.
    public func ruling(_ answers: [String: String], form: [String: JSON] = [:]) -> Ruling {
        guard let model else { return Ruling(of: item) }
        let make = {
            let ruling = Ruling(of: item, by: Inquiry(model, answers, form))
            if formInputs.allSatisfy({ form[$0] ?? .null != .null }) { log(ruling.warnings) }
            return ruling
        }
        return formInputs.isEmpty ? rulings.value(Self.key(answers), make: make) : make()
    }

    /// Whether the promised time may differ from situation to situation.
    public var limitsDiffer: Bool { decided.contains(DecisionName.limit.rawValue) }

    /// The questions that these answers leave open or have answered, in order.
    public func asked(_ answers: [String: String]) -> [SituationQuestion] {
        let all = item.situations?.questions ?? []
        guard let model, decided.contains(DecisionName.questions.rawValue) else { return all }
        let keys = questions.value(Self.key(answers)) {
            guard let decided = Inquiry(model, answers, [:]).decided(.questions) else { return Set(all.map(\.key)) }
            log(decided.warnings)
            return decided.isSound ? Set(decided.rows.compactMap { $0["question"].string }) : Set(all.map(\.key))
        }
        return all.filter { keys.contains($0.key) }
    }

    private func log(_ warnings: [String]) {
        guard !warnings.isEmpty else { return }
        Self.logger.warning("rules could not be worked out", metadata: ["item": "\(item.slug)", "warnings": "\(warnings.sorted())"])
    }

    private static let logger = Logger(label: "catalogue.rules")

    private static func key(_ answers: [String: String]) -> String {
        answers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
    }
}

extension ItemDecisions {
    /// Only answers to questions that are asked, and only values that are offered: whatever else came in is dropped.
    public func cleaned(_ answers: [String: String]) -> [String: String] {
        var kept: [String: String] = [:]
        for question in item.situations?.questions ?? [] {
            guard let value = answers[question.key], question.options.contains(where: { $0.value == value }),
                  asked(kept).contains(question) else { continue }
            kept[question.key] = value
        }
        return kept
    }

    public func isComplete(_ answers: [String: String]) -> Bool { asked(answers).allSatisfy { answers[$0.key] != nil } }

    /// Every situation that may come of these answers, each with all that is asked; `nil` when there are too many to look at.
    public func completions(of answers: [String: String], limit: Int = 512) -> [[String: String]]? {
        var open = [answers], complete: [[String: String]] = []
        while let next = open.popLast() {
            guard let question = asked(next).first(where: { next[$0.key] == nil }) else {
                complete.append(next)
                continue
            }
            open += question.options.reversed().map { next.merging([question.key: $0.value]) { $1 } }
            guard open.count + complete.count <= limit else { return nil }
        }
        return complete
    }
}

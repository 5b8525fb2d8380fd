/// A decision table (决策表): rules that are tried on inputs (DMN 1.5, 8).
struct DecisionTable: Sendable {
    let hitPolicy: HitPolicy
    let inputs: [Input]
    let outputs: [Output]
    let rules: [Rule]
    let annotations: [String]

    struct Input: Sendable {
        let label: String
        let expression: BoxedExpression
        let allowed: UnaryTests?
    }

    struct Output: Sendable {
        /// Empty when there is only one and nobody named it.
        let name: String
        let type: FEELType
        /// The values in the order of their priority, the highest first.
        let priorities: [Expression]
        let defaultValue: BoxedExpression?
    }

    struct Rule: Sendable {
        let id: String
        /// For each input; `nil` could not be read, and the rule never holds.
        let tests: [UnaryTests?]
        /// As they were written, for explanations.
        let written: [String]
        let outputs: [BoxedExpression]
        let annotations: [String]
    }
}

/// What counts when several rules hold (命中策略; DMN 1.5, 8.2.8).
public enum HitPolicy: String, Sendable, Codable, CaseIterable {
    /// No more than one may hold.
    case unique = "UNIQUE"
    /// Several may, with the same outputs.
    case any = "ANY"
    /// The one with the output that stands first among the output values.
    case priority = "PRIORITY"
    case first = "FIRST"
    /// All, in the order of the rules.
    case ruleOrder = "RULE ORDER"
    /// All, in the order of the output values.
    case outputOrder = "OUTPUT ORDER"
    /// All, in any order; ours is that of the rules.
    case collect = "COLLECT"
    case sum = "COLLECT SUM"
    case minimum = "COLLECT MIN"
    case maximum = "COLLECT MAX"
    case count = "COLLECT COUNT"

    /// By the letters that stand in a table's corner.
    public init?(letters: String) {
        switch letters.uppercased() {
        case "U": self = .unique
        case "A": self = .any
        case "P": self = .priority
        case "F": self = .first
        case "R": self = .ruleOrder
        case "O": self = .outputOrder
        case "C": self = .collect
        case "C+": self = .sum
        case "C<": self = .minimum
        case "C>": self = .maximum
        case "C#": self = .count
        default: self.init(rawValue: letters.uppercased())
        }
    }
}

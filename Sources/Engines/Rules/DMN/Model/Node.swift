/// An element of a model, by the model's namespace and its own id.
struct NodeID: Sendable, Hashable {
    let namespace: String
    let id: String
}

/// What a decision may rest on (DMN 1.5, 6.3).
enum Node: Sendable {
    case input(InputData)
    case decision(Decision)
    case knowledge(KnowledgeModel)
    case service(DecisionService)

    var name: String {
        switch self {
        case .input(let input): input.name
        case .decision(let decision): decision.name
        case .knowledge(let model): model.name
        case .service(let service): service.name
        }
    }

    /// Which of several with one name is meant when it is asked: the least.
    var precedence: Int {
        switch self {
        case .decision: 0
        case .service: 1
        case .knowledge: 2
        case .input: 3
        }
    }

    /// Input data are given from outside, and a decision may be, so that it need not be worked out.
    var isGivable: Bool {
        switch self {
        case .input, .decision: true
        case .knowledge, .service: false
        }
    }
}

/// What is given from outside (输入数据).
struct InputData: Sendable {
    let name: String
    let type: FEELType
}

/// A question with the logic that answers it (决策).
struct Decision: Sendable {
    let name: String
    let type: FEELType
    let requirements: [NodeID]
    let logic: BoxedExpression?
}

/// A function that decisions share (业务知识模型).
struct KnowledgeModel: Sendable {
    let name: String
    let result: FEELType
    let parameters: [Function.Parameter]
    let requirements: [NodeID]
    /// `nil` when it is not of FEEL.
    let logic: BoxedExpression?
}

/// Decisions that are asked together, as a function of what they need (决策服务).
struct DecisionService: Sendable {
    let name: String
    let result: FEELType
    let outputs: [NodeID]
    /// Input data and input decisions in the order of the function's parameters.
    let inputs: [NodeID]
}

/// A function as a value: built in, written in FEEL with the names around it, or kept by a model.
public final class Function: Sendable {
    public struct Parameter: Sendable {
        public let name: String
        public let type: FEELType
    }

    enum Body: Sendable {
        case builtin(Builtin)
        case closure(Expression, Scope)
        case boxed(BoxedExpression, Scope)
        /// A business knowledge model or a decision service.
        case model(@Sendable ([Value], Evaluation) -> Value)
        /// Of Java or PMML: it is named, and refused when it is called.
        case external
    }

    public let name: String
    public let parameters: [Parameter]
    public let result: FEELType
    let body: Body

    init(_ name: String, _ parameters: [Parameter], result: FEELType = .any, _ body: Body) {
        (self.name, self.parameters, self.result, self.body) = (name, parameters, result, body)
    }
}

extension Value {
    /// A function without a name takes that of the entry it stands in, so that it can call itself.
    func named(_ name: String) -> Value {
        guard case .function(let function) = self, function.name.isEmpty else { return self }
        return .function(Function(name, function.parameters, result: function.result, function.body))
    }
}

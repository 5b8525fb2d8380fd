/// An expression in one of the shapes that DMN draws as boxes (DMN 1.5, 7.2 and 10.2.1).
struct BoxedExpression: Sendable {
    /// The id of the element that says it, or the nearest outside with one.
    let element: String
    /// What its value must be.
    let type: FEELType
    let form: Form

    indirect enum Form: Sendable {
        case literal(Expression)
        case table(DecisionTable)
        /// The last, without a name, is the result.
        case context([Entry], result: BoxedExpression?)
        case list([BoxedExpression])
        case relation(columns: [String], rows: [[BoxedExpression]])
        case invocation(BoxedExpression, [(name: String, value: BoxedExpression)])
        case function([Function.Parameter], BoxedExpression)
        case externalFunction([Function.Parameter])
        case conditional(BoxedExpression, then: BoxedExpression, else: BoxedExpression)
        case iteration(String, in: BoxedExpression, BoxedExpression)
        case quantified(Expression.Quantifier, String, in: BoxedExpression, BoxedExpression)
        case filter(BoxedExpression, BoxedExpression)
        /// Could not be read: the model's problems say why.
        case unreadable
    }

    struct Entry: Sendable {
        let name: String
        let type: FEELType
        let value: BoxedExpression
    }
}

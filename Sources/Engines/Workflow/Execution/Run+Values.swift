import Kernel

/// What is known where, and what is written in FEEL.
extension Run {
    /// The variables that can be seen from a scope: those of the instance, over them those of each repetition it is in, and the
    /// latest `outcome`.
    func variables(_ scope: Int, outcome: String? = nil, local: [String: JSON]? = nil) -> [String: JSON] {
        var layers: [[String: JSON]] = local.map { [$0] } ?? []
        var holder = instance.token(scope)
        while let token = holder {
            if let local = token.local { layers.append(local) }
            holder = instance.token(token.scope)
        }
        var variables = instance.variables
        for layer in layers.reversed() { variables.merge(layer) { $1 } }
        variables["outcome"] = outcome.map(JSON.string) ?? .null
        return variables
    }

    func evaluate(_ text: String, _ variables: [String: JSON], at node: FlowNode) throws -> JSON {
        do {
            return try expressions.evaluate(text, variables)
        } catch {
            throw problem("expression", node, .invalid, reason: "\(error)")
        }
    }

    /// A text that is FEEL when it begins with `=`.
    func worked(_ text: String?, of token: Token?, at node: FlowNode) throws -> String? {
        guard let text, text.hasPrefix("=") else { return text }
        let known = variables(token?.scope ?? 0, outcome: token?.outcome, local: token?.local)
        let value = try evaluate(String(text.dropFirst()), known, at: node)
        return value.isBlank ? nil : value.text
    }

    /// What was answered belongs to the one of several that answered, else to the whole.
    mutating func keep(_ answers: [String: JSON], scope: Int, token: Int? = nil) {
        guard !answers.isEmpty else { return }
        var holder = instance.tokens.firstIndex { $0.id == token ?? scope }
        while let place = holder {
            if instance.tokens[place].local != nil {
                instance.tokens[place].local?.merge(answers) { $1 }
                return
            }
            let scope = instance.tokens[place].scope
            holder = instance.tokens.firstIndex { $0.id == scope }
        }
        instance.variables.merge(answers) { $1 }
    }
}

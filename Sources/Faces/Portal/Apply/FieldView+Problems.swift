import Kernel
import Web

extension [FieldView] {
    /// The fields with what a check found wrong with them, in words beside each.
    func rejecting(_ problems: [FieldProblem], _ context: TongbanContext) -> [FieldView] {
        map { field in
            guard let problem = problems.first(where: { $0.field == field.name }) else { return field }
            // What is chosen isn't "filled in".
            let isChosen = [.choice, .radio, .checkboxes].contains(field.kind)
            let code = problem.code == "field.required" && isChosen ? "field.choose" : problem.code
            return field.with { $0.error = context.text(code, problem.arguments) }
        }
    }
}

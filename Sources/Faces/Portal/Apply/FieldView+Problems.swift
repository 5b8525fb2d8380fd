import Kernel
import Web

extension [FieldView] {
    /// The fields with what a check found wrong with them, in words beside each.
    func rejecting(_ problems: [FieldProblem], _ context: TongbanContext) -> [FieldView] {
        map { field in
            guard let problem = problems.first(where: { $0.field == field.name }) else { return field }
            return field.with { $0.error = context.text(problem.code, problem.arguments) }
        }
    }
}

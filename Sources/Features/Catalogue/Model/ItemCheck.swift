import Forms
import Kernel
import Organisations
import Rules
import Standards
import Workflow

/// What keeps an item from being published: each point names its field and says why.
public enum ItemCheck {
    /// - Parameter calendar: By which limits of different units are compared.
    public static func problems(in item: ServiceItem, bodies: Set<String>, calendar: WorkingCalendar) -> [FieldProblem] {
        codes(item, bodies) + limits(item, calendar) + procedure(item, calendar) + materials(item) + form(item) + rules(item, calendar)
    }

    private static func codes(_ item: ServiceItem, _ bodies: Set<String>) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        if item.name.trimmed.isEmpty { problems.append(FieldProblem("name", "item.name_missing")) }
        if item.slug.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) == nil || item.slug.utf8.count > 80 {
            problems.append(FieldProblem("slug", "item.slug", ["value": item.slug]))
        }
        if BasicCode(item.basicCode) == nil { problems.append(FieldProblem("basicCode", "item.basic_code", ["value": item.basicCode])) }
        if !bodies.contains(item.body) { problems.append(FieldProblem("body", "item.body_unknown", ["value": item.body])) }
        if ImplementationCode(item.code) == nil { problems.append(FieldProblem("level", "item.code", ["value": item.code])) }
        if !["1", "2"].contains(item.projectType) {
            problems.append(FieldProblem("projectType", "item.project_type", ["value": item.projectType]))
        }
        return problems
    }

    private static func limits(_ item: ServiceItem, _ calendar: WorkingCalendar) -> [FieldProblem] {
        guard let day = calendar.dayOfEnding(item.promised, after: item.statutory) else { return [] }
        let limits = ["promised": "\(item.promised.count)", "statutory": "\(item.statutory.count)", "date": "\(day)"]
        let code = item.promised.unit == item.statutory.unit ? "item.promise_over_statutory"
            : item.promised.unit == .workingDay ? "item.promise_ends_later" : "item.promise_ends_later_calendar"
        return [FieldProblem("promised", code, limits)]
    }

    /// The engine's own check, and what cases need of a procedure.
    private static func procedure(_ item: ServiceItem, _ calendar: WorkingCalendar) -> [FieldProblem] {
        do throws(Problem) {
            let decisions = Set(item.rules.flatMap { try? ItemHandling.model($0) }?.decisions ?? [])
            // Steps are counted in working days; a promise in days of the calendar holds fewest of them round a long holiday.
            let promise = item.isImmediate ? nil : max(calendar.fewestWorkingDays(in: item.promised), 1)
            let procedure = try ProcessDefinition(reading: Array(item.procedure.utf8))
            return ProcedureContract.problems(in: procedure, promise: promise, decisions: decisions)
        } catch {
            return [FieldProblem("procedure", error.code, error.arguments)]
        }
    }

    private static func materials(_ item: ServiceItem) -> [FieldProblem] {
        var seen: Set<String> = []
        return item.materials.filter { !seen.insert($0.key).inserted }
            .map { FieldProblem("materials", "item.material_twice", ["value": $0.key]) }
    }

    /// What would keep people from filling the form, or it from meaning what it says.
    private static func form(_ item: ServiceItem) -> [FieldProblem] {
        guard let form = item.form else { return [] }
        return FormLint.findings(in: form).filter { $0.weight == .fault }.map { FieldProblem("form", $0.code, $0.arguments) }
    }
}

import Kernel
import Organisations
import Rules
import Standards

/// What keeps an item from being published: each point names its field and says why.
public enum ItemCheck {
    public static func problems(in item: ServiceItem, bodies: Set<String>) -> [FieldProblem] {
        codes(item, bodies) + limits(item) + procedure(item) + references(item)
    }

    private static func codes(_ item: ServiceItem, _ bodies: Set<String>) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        if item.name.trimmed.isEmpty { problems.append(FieldProblem("name", "item.name_missing")) }
        if !Pattern.matches(item.slug, "^[a-z0-9]+(-[a-z0-9]+)*$") || item.slug.utf8.count > 80 {
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

    private static func limits(_ item: ServiceItem) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        if item.promised.unit == item.statutory.unit, item.promised.count > item.statutory.count {
            let limits = ["promised": "\(item.promised.count)", "statutory": "\(item.statutory.count)"]
            problems.append(FieldProblem("promised", "item.promise_over_statutory", limits))
        }
        return problems
    }

    /// The engine's own check, and what cases need of a procedure.
    private static func procedure(_ item: ServiceItem) -> [FieldProblem] {
        let published = PublishedItem(item: item, version: 0, publishedAt: Timestamp(milliseconds: 0))
        do {
            let isPromised = !item.isImmediate && item.promised.unit == .workingDay
            let decisions = Set((try? published.rules)?.decisions ?? [])
            let promise = isPromised ? max(item.promised.count, 1) : nil
            return ProcedureContract.problems(in: try published.procedure, promise: promise, decisions: decisions)
        } catch {
            return [FieldProblem("procedure", error.code, error.arguments)]
        }
    }

    private static func references(_ item: ServiceItem) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        var seen: Set<String> = []
        for material in item.materials where !seen.insert(material.key).inserted {
            problems.append(FieldProblem("materials", "item.material_twice", ["value": material.key]))
        }
        for section in item.sections ?? [] {
            for field in section.fields where item.form?.properties[field] == nil {
                problems.append(FieldProblem("sections", "item.section_field_unknown", ["value": "\(section.key).\(field)"]))
            }
        }
        if let form = item.form, let sections = item.sections {
            let shown = Set(sections.flatMap(\.fields))
            for key in form.properties.keys.sorted() where !shown.contains(key) {
                problems.append(FieldProblem("form", "item.field_in_no_section", ["value": key]))
            }
            for (key, field) in form.properties where field.pattern.map({ !Pattern.isValid($0) }) ?? false {
                problems.append(FieldProblem("form", "item.pattern", ["value": key]))
            }
        }
        return problems
    }
}

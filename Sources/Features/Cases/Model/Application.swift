import Catalogue
import Forms
import Kernel

/// What somebody hands in (申请): checked against the item before it becomes a case. In whose name it is, the ``Applicant`` says.
public struct Application: Sendable {
    public var situation: [String: String]
    public var values: [String: JSON]
    public var materials: [CaseMaterial]
    /// Keys of materials for which a promise is signed (告知承诺) or which follow later (容缺).
    public var promised: [String]
    /// 申请人承诺: that all of it is true. Without it nothing is taken.
    public var declared: Bool

    public init(
        situation: [String: String], values: [String: JSON], materials: [CaseMaterial], promised: [String],
        declared: Bool
    ) {
        (self.situation, self.values) = (situation, values)
        (self.materials, self.promised, self.declared) = (materials, promised, declared)
    }
}

extension Application {
    /// The content as it will be kept, and everything that is wrong with it. Fields are named as the pages name them:
    /// `situation.kind`, `form.area`, `material.floor-plan`, `declared`.
    /// - Throws: when the item's form can't be read any more.
    public func checked(
        against published: PublishedItem, for holder: CaseHolder, today: LocalDate
    ) throws -> (content: CaseContent, materials: [CaseMaterial], problems: [FieldProblem]) {
        let answers = published.decisions.cleaned(situation)
        var problems = published.decisions.asked(answers)
            .filter { answers[$0.key] == nil }
            .map { FieldProblem("situation.\($0.key)", "situation.unanswered", ["question": $0.text]) }
        let settled = Admission.settle(values, try published.form, for: holder)
        let form = try published.form.check(settled.values, facts: .of(answers), today: today)
        problems += settled.problems + form.problems.onPage
        let ruling = published.decisions.ruling(answers, form: form.values)
        problems += ruling.obstacles.map { $0.problem(english: false) }
        let wanted = ruling.materials
        problems += wanted.compactMap(missing)
        if !declared { problems.append(FieldProblem("declared", "case.not_declared")) }
        let keys = Set(wanted.map(\.key))
        let kept = CaseContent(holder: holder, situation: answers, values: form.values, promised: promised.filter(keys.contains))
        return (kept, materials.filter { keys.contains($0.key) }.numbered(), problems)
    }

    private func missing(_ material: Material) -> FieldProblem? {
        let given = materials.contains { $0.key == material.key }
        switch material.how {
        case .exempt: return nil
        case .commit:
            let isPromised = given || promised.contains(material.key)
            return isPromised ? nil : FieldProblem("material.\(material.key)", "material.promise", ["material": material.name])
        case .upload:
            let excused = material.need == .optional || (material.need == .deferrable && promised.contains(material.key))
            return given || excused ? nil : FieldProblem("material.\(material.key)", "material.missing", ["material": material.name])
        }
    }
}

extension [FieldProblem] {
    /// What is wrong with a form's answers, named as the pages name its fields.
    var onPage: [FieldProblem] { map { FieldProblem(FieldProblem.formPrefix + $0.field, $0.code, $0.arguments) } }
}

extension Form {
    /// The answers that name a region, in the form's order.
    public func regions(in values: [String: JSON]) -> [(field: String, code: String)] {
        each(of: values).compactMap { answer in
            guard answer.field.limits.format == "region-code", let code = answer.value.string else { return nil }
            return ("\(FieldProblem.formPrefix)\(answer.path)", code)
        }
    }
}

extension Ruling.Obstacle {
    /// The obstacle beside the answer from which it comes.
    public func problem(english: Bool) -> FieldProblem {
        FieldProblem(field ?? "situation", "case.not_eligible", ["reason": reason(english: english)])
    }
}

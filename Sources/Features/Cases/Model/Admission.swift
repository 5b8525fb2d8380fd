import Catalogue
import Forms
import Identity
import Kernel
import Organisations
import Standards

/// 准入: who may begin what for whom, and what of an application is vouched for. Pure, and the same for every door: portal, API and window.
public enum Admission {
    /// Why somebody can't apply for an item in the name in which he acts.
    public enum Barrier: String, Sendable, CaseIterable {
        /// 实名等级 is too low.
        case assurance
        case onlyPersons = "only_persons"
        case onlyLegal = "only_legal"
        /// The mandate isn't for this item, or not for applying.
        case mandate
    }

    public static func barrier(_ applicant: Applicant, to item: ServiceItem) -> Barrier? {
        if applicant.assurance.rawValue < item.assurance { return .assurance }
        switch applicant.holder.kind {
        case .person: return item.servesPersons ? nil : .onlyLegal
        case .legal:
            guard item.servesLegalPersons else { return .onlyPersons }
            let mandate = applicant.mandate
            return mandate.map { $0.scope.allows(.apply) && $0.covers(item.code) } ?? (applicant.door == .window) ? nil : .mandate
        }
    }

    /// - Throws: `case.assurance`, `case.mandate`; `Problem.fields`: `holder` `case.only_legal` or `case.only_persons`.
    public static func check(_ applicant: Applicant, to item: ServiceItem) throws(Problem) {
        guard let barrier = barrier(applicant, to: item) else { return }
        switch barrier {
        case .assurance: throw Problem("case.assurance", .forbidden, ["level": "\(item.assurance)"])
        case .mandate: throw Problem("case.mandate", .forbidden)
        case .onlyLegal, .onlyPersons: throw Problem.fields([FieldProblem("holder", "case.\(barrier.rawValue)")])
        }
    }
}

// MARK: - What is vouched for

extension Admission {
    /// The answers that aren't the applicant's to give, by their fields: the name and the code of a legal person as its register has them, and those of
    /// a person who is known for certain.
    public static func vouched(_ form: Form, for holder: CaseHolder) -> [String: JSON] {
        form.fields.reduce(into: [:]) { values, field in
            switch field.prefill?.account {
            case "holder.name": values[field.key] = field.normalised(.string(holder.name))
            case "holder.code", "holder.number": values[field.key] = field.normalised(.string(holder.code))
            case "legal.name" where holder.kind == .legal: values[field.key] = field.normalised(.string(holder.name))
            case "legal.code" where holder.kind == .legal: values[field.key] = field.normalised(.string(holder.code))
            default: break
            }
        }
    }

    /// The answers with what is vouched for, and where something else was typed in its place.
    static func settle(
        _ values: [String: JSON], _ form: Form, for holder: CaseHolder
    ) -> (values: [String: JSON], problems: [FieldProblem]) {
        let vouched = vouched(form, for: holder)
        let contrary = vouched.filter { key, value in
            values[key].map { !$0.isBlank && form.fields.first { $0.key == key }?.normalised($0) != value } ?? false
        }
        return (values.merging(vouched) { $1 }, contrary.keys.sorted().map { FieldProblem($0, "case.not_vouched") }.onPage)
    }

    /// A case goes to those who serve its region, so that must be one the city has, and no wider than a town or street: nobody could find the place.
    public static func problems(of regions: [(field: String, code: String)], _ directory: OrganisationDirectory) -> [FieldProblem] {
        regions.filter { region in directory.region(region.code).map { $0.level < .town } ?? true }
            .map { FieldProblem($0.field, "field.region") }
    }
}

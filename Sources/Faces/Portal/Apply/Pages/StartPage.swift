import Cases
import Catalogue
import Identity
import Kernel
import Web

/// Before the form: in whose name, in which situation, and what stands in the way.
struct StartPage: Sendable {
    struct Capacity: Sendable { let code: String, name: String, about: String, isCurrent: Bool }
    struct Barrier: Sendable { let title: String, detail: String, path: String, label: String }

    let crumbs: [LinkView]
    let name: String
    let plain: String
    let capacities: [Capacity]
    let hasCapacities: Bool
    let holder: String
    /// Where the switch of capacity leads back to.
    let back: String
    let barrier: Barrier?
    let form: FormView?
    let hasQuestions: Bool
    /// When a draft was begun before: since when it lies there.
    let begunAt: String?

    init(
        _ published: PublishedItem, _ answers: [String: String], _ problems: [FieldProblem], _ citizen: Citizen, _ mandates: [Agency],
        _ barrier: Admission.Barrier?, _ begun: Draft?, _ context: TongbanContext
    ) {
        let item = published.item, path = "/apply/\(item.slug)"
        name = item.name(english: context.isEnglish)
        plain = item.plain(english: context.isEnglish)
        crumbs = [LinkView(name, "/guide/\(item.slug)"), LinkView(context.text("apply.start.crumb"))]
        holder = citizen.holder.name
        let own = Capacity(code: "", name: citizen.holder.account.name, about: context.text("apply.start.oneself"),
                           isCurrent: citizen.holder.kind == .person)
        capacities = [own] + mandates.map { mandate in
            Capacity(code: mandate.legalPerson.code, name: mandate.legalPerson.name, about: mandate.legalPerson.code,
                     isCurrent: citizen.holder.number == mandate.legalPerson.code)
        }
        hasCapacities = !mandates.isEmpty
        back = context.isReading ? context.location : path
        self.barrier = barrier.map { Barrier($0, item, canSwitch: !mandates.isEmpty, context) }
        let questions = ApplicationForm(published, language: context.language).questions(answers).rejecting(problems, context)
        hasQuestions = !questions.isEmpty
        let submit = context.text(begun == nil ? "apply.start.begin" : "apply.start.goOn")
        form = self.barrier == nil ? FormView(path, submit: submit, questions) : nil
        begunAt = begun.map { context.words($0.updatedAt) }
    }
}

extension StartPage.Barrier {
    fileprivate init(_ barrier: Admission.Barrier, _ item: ServiceItem, canSwitch: Bool, _ context: TongbanContext) {
        let text = { (part: String) in context.text("apply.barrier.\(barrier.rawValue).\(part)", ["level": "\(item.assurance)"]) }
        (title, detail) = (text("title"), text(canSwitch || barrier == .assurance ? "detail" : "detail.none"))
        (path, label) = ("/me/account", context.text("apply.barrier.account"))
    }
}

import Catalogue
import Hummingbird
import Ledger
import Organisations
import Web
import Workflow

/// One step of the way from the application to the result.
struct GuideStep: Sendable {
    let name: String
    /// `nil` where nobody of the city acts.
    let who: String?
    let note: String
    let basis: String?

    /// The stages in order; special procedures stand before the decision, where they are used.
    static func all(of published: PublishedItem, body: Body?, _ context: TongbanContext) -> [GuideStep] {
        let item = published.item, procedure = try? published.procedure
        let text = { (key: String, arguments: [String: String]) in context.text("portal.step.\(key)", arguments) }
        let own = body?.name(english: context.isEnglish) ?? ""
        let start = item.online ? "apply" : "counter"
        let first = GuideStep(name: text(start, [:]), who: text("you", [:]), note: text("\(start).note", [:]), basis: nil)
        let stages = (procedure?.steps ?? []).map { stage in
            let who = stage.role == "window" ? text("window", [:]) : own
            return GuideStep(name: context.name(of: stage, in: procedure), who: who, note: stage.note(context), basis: nil)
        }
        let special = item.specialProcedures.map { special in
            GuideStep(name: context.isEnglish ? context.text("portal.special.\(special.kind)", otherwise: special.name) : special.name,
                      who: own, note: text("special", ["days": "\(special.days)"]), basis: special.basis)
        }
        let kind = item.result.licenceType == nil ? "other" : "licence"
        let note = text("result.note.\(kind)", ["result": item.result.name])
        let last = GuideStep(name: text("result", [:]), who: nil, note: note, basis: nil)
        return [first] + stages.dropLast() + special + stages.suffix(1) + [last]
    }
}

extension TongbanContext {
    /// The data name stages in Chinese; in English the usual ones have a word of ours.
    func name(of step: ProcedureStage, in procedure: ProcessDefinition?) -> String {
        // A stage of several steps has one word; each of them is called as the procedure calls it.
        let isAlone = Set((procedure?.people ?? []).filter { $0.key == step.key }.map(\.name)).count == 1
        return isEnglish && isAlone ? text("portal.stage.\(step.key)", otherwise: step.name) : step.name
    }

    /// The step that an act speaks of: by its element, or as acts of earlier releases do, by its stage.
    func stepName(of act: Act, in procedure: ProcessDefinition?) -> String {
        let steps = procedure?.people ?? []
        let step = steps.first { $0.element == act.facts["step"] } ?? steps.first { $0.key == act.facts["from"] }
        return step.map { name(of: $0, in: procedure) } ?? act.facts["step"].flatMap { procedure?.node($0)?.title } ?? ""
    }
}

extension ProcedureStage {
    /// Its share of the promise; the window looks at an application on the spot.
    fileprivate func note(_ context: TongbanContext) -> String {
        if isSpecial { return context.text("portal.step.special", ["days": "\(days)"]) }
        if days > 0 { return context.text("portal.step.days", ["days": "\(days)"]) }
        return context.text(role == "window" ? "portal.step.accept.note" : "portal.step.at_once")
    }
}

import Catalogue
import Hummingbird
import Organisations
import Web

/// One step of the way from the application to the result.
struct GuideStep: Sendable {
    let name: String
    /// `nil` where nobody of the city acts.
    let who: String?
    let note: String
    let basis: String?

    /// The stages in order; special procedures stand before the decision, where they are used.
    static func all(of item: ServiceItem, body: Body?, _ context: TongbanContext) -> [GuideStep] {
        let text = { (key: String, arguments: [String: String]) in context.text("portal.step.\(key)", arguments) }
        let own = body?.name(english: context.isEnglish) ?? ""
        let start = item.online ? "apply" : "counter"
        let first = GuideStep(name: text(start, [:]), who: text("you", [:]), note: text("\(start).note", [:]), basis: nil)
        let stages = item.stages.map { stage in
            let who = stage.role == "window" ? text("window", [:]) : own
            return GuideStep(name: context.stageName(stage), who: who, note: stage.note(context), basis: nil)
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
    func stageName(_ stage: Stage) -> String { isEnglish ? text("portal.stage.\(stage.key)", otherwise: stage.name) : stage.name }
}

extension Stage {
    /// Its share of the promise; the window looks at an application on the spot.
    fileprivate func note(_ context: TongbanContext) -> String {
        if days > 0 { return context.text("portal.step.days", ["days": "\(days)"]) }
        return context.text(role == "window" ? "portal.step.accept.note" : "portal.step.at_once")
    }
}

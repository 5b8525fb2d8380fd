import Cases
import Catalogue
import Kernel
import Ledger
import Organisations
import Web

/// Who has looked at the applicant's papers and data, when and why: the staff were told that he can see it.
struct CaseLook: Sendable {
    let when: String, who: String, what: String, why: String

    private static let kinds: Set<String> = ["case.revealed", "case.material_opened", "case.document_opened"]

    /// The latest first.
    static func all(of story: MyCase, _ parts: PortalParts, _ context: TongbanContext) -> [CaseLook] {
        story.acts.map(\.act).filter { kinds.contains($0.kind) && $0.actor.kind == .staff }.reversed().map { act in
            let body = act.actor.body.map { parts.organisations.directory.name(ofBody: $0, english: context.isEnglish) } ?? ""
            let why = act.facts["reason"].flatMap(RevealReason.init).map { context.text("mine.looks.reason.\($0.rawValue)") } ?? ""
            return CaseLook(when: context.words(act.at), who: "\(body) \(act.actor.name)", what: what(act, story, context), why: why)
        }
    }

    private static func what(_ act: Act, _ story: MyCase, _ context: TongbanContext) -> String {
        switch act.kind {
        case "case.material_opened":
            let material = story.item.materials.first { $0.key == act.facts["material"] }
            return context.text("mine.looks.material", ["name": material?.name(english: context.isEnglish) ?? act.facts["material"] ?? ""])
        case "case.document_opened":
            let name = act.facts["document"].map { context.text("portal.document.\($0)") } ?? ""
            return context.text("mine.looks.document", ["name": name])
        default: return context.text("mine.looks.revealed")
        }
    }
}

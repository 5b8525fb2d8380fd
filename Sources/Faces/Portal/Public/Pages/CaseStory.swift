import Cases
import Catalogue
import Hummingbird
import Kernel
import Ledger
import Organisations
import Web
import Workflow

/// A case's way so far in plain words, made from its acts on the ledger: who did what, when, after how long. Nothing of the
/// case's content is in it.
struct CaseStory: Sendable {
    struct Step: Sendable {
        let title: String
        let who: String
        let at: String
        let took: String?
    }

    private let acts: [Act]
    private let procedure: ProcessDefinition
    private let directory: OrganisationDirectory

    init(_ acts: [Act], procedure: ProcessDefinition, _ directory: OrganisationDirectory) {
        (self.acts, self.procedure, self.directory) = (acts, procedure, directory)
    }

    /// The newest first. Acts that are the office's own business have no words and are left out.
    func steps(_ context: TongbanContext) -> [Step] {
        let told = acts.compactMap { act in title(of: act, context).map { (act: act, title: $0) } }
        let before = [nil] + told.map(\.act.at)
        return zip(told, before).map { told, before in
            let took = before.map { context.words(told.act.at - $0) }
            return Step(title: told.title, who: who(told.act, context), at: context.words(told.act.at), took: took)
        }.reversed()
    }

    private func title(of act: Act, _ context: TongbanContext) -> String? {
        let key = "portal.act.\(act.kind)"
        let stage = context.stepName(of: act, in: procedure)
        let document = act.facts["document"].map { context.text("portal.document.\($0)", otherwise: $0) } ?? ""
        let text = context.text(key, ["stage": stage, "document": document, "licence": act.facts["typeName"] ?? ""])
        return text == key ? nil : text
    }

    /// Persons act for themselves; staff are named by their body; the rest is the platform's own doing.
    private func who(_ act: Act, _ context: TongbanContext) -> String {
        switch act.actor.kind {
        case .person: context.text("portal.who.holder")
        case .staff: directory.name(ofBody: act.actor.body ?? act.facts["body"] ?? "", english: context.isEnglish)
        case .system, .anonymous: context.text("portal.who.platform")
        }
    }
}

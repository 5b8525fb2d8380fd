import Cases
import Catalogue
import Forms
import Hummingbird
import Identity
import Kernel
import Organisations
import Web

/// A draft on its writer's table: with the item it is for, in the version it was begun with.
struct OpenDraft: Sendable {
    let draft: Draft
    let published: PublishedItem
    let form: Form
    let citizen: Citizen
    /// What the item's rules say of its situation.
    let ruling: Ruling
    /// Everything that still keeps it from being handed in, but for the signature.
    let problems: [FieldProblem]

    /// - Throws: when the item's form can't be read any more.
    init(_ draft: Draft, _ published: PublishedItem, _ citizen: Citizen, _ directory: OrganisationDirectory, today: LocalDate) throws {
        (self.draft, self.published, self.citizen, form) = (draft, published, citizen, try published.form)
        let holder = draft.content.holder
        let checked = try draft.application(declared: true).checked(against: published, for: holder, today: today)
        ruling = published.decisions.ruling(checked.content.situation, form: checked.content.values)
        problems = checked.problems + Admission.problems(of: form.regions(in: checked.content.values), directory)
    }

    var item: ServiceItem { published.item }

    var path: String { "/me/drafts/\(draft.id)" }

    /// Names the draft as it was read, so that a page can say what its reader has seen.
    var reading: String { "\(draft.updatedAt.milliseconds)" }

    var answers: [String: String] { draft.content.situation }
    var sections: [PageDefinition] { form.pages(for: facts) }
    var materials: [Material] { ruling.materials }

    /// Whether it was begun in another capacity than the one its writer acts in now.
    var isInOtherName: Bool { draft.content.holder.code != citizen.holder.number }

    /// What the platform knows of whom it is for, by the names that forms give their sources.
    var known: [String: String] { isInOtherName ? [:] : citizen.holder.known }

    func files(of key: String) -> [CaseMaterial] { draft.materials.filter { $0.key == key } }

    func isOpen(_ material: Material) -> Bool { problems.contains { $0.field == "material.\(material.key)" } }
}

extension PortalParts {
    /// Hands the draft named in the path to `body`. One that was handed in already, by a second click or on a page that is past,
    /// leads to its case.
    /// - Throws: `draft.not_found`.
    func withDraft(_ context: TongbanContext, _ body: (OpenDraft) async throws -> Response) async throws -> Response {
        let citizen = try await citizen(context), id = try context.id(of: Draft.self)
        do {
            let draft = try await cases.draft(id, of: citizen.account)
            guard !draft.isCorrection else { throw Problem("draft.not_found", .notFound) }
            let current = try await cases.upToDate(draft)
            let item = try await catalogue.item(current.itemCode, version: current.itemVersion)
            return try await body(OpenDraft(current, item, citizen, organisations.directory, today: clock.today))
        } catch let problem as Problem where problem.code == "draft.not_found" {
            guard let id = try await cases.submitted(id, by: citizen.session.actor) else { throw problem }
            return context.redirect(to: "/me/cases/\(id)")
        }
    }
}

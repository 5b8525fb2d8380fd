import Cases
import Catalogue
import Kernel
import Organisations
import Web

/// At which desk a page is worked on: both desks have lists of cases and the page of a case, with the same pieces.
enum Station: String, Sendable, CaseIterable {
    case window, office

    var path: String { "/\(rawValue)" }

    /// Whose work it is.
    var roles: [StaffMember.Role] { self == .window ? [.window] : [.officer, .chief] }

    /// The tab on which its list of waiting cases stands.
    var todoTab: String { self == .window ? "window.cases" : "office.todo" }
    var todoPath: String { self == .window ? "/window/cases" : "/office" }
    var doneTab: String { "\(rawValue).done" }
    var donePath: String { "\(path)/done" }

    /// The count beside the tab of waiting cases; none is not worth a number.
    func badges(waiting count: Int) -> [String: String] { count > 0 ? [todoTab: "\(count)"] : [:] }

    func path(of id: ID<Case>) -> String { "\(path)/cases/\(id)" }

    /// Those of the actor's roles whose work lists stand on this desk.
    func roles(of actor: CaseActor) -> [String] { roles.filter(actor.roles.contains).map(\.rawValue) }
}

extension DeskParts {
    /// The member of staff who asks, if he works at this desk.
    /// - Throws: `auth.required`, `auth.forbidden`.
    func actor(_ station: Station, _ context: TongbanContext) throws -> CaseActor {
        let session = try context.requireSession()
        guard station.roles.contains(where: { session.roles.contains($0.rawValue) }) else { throw Problem("auth.forbidden", .forbidden) }
        let actor = try cases.actor(staff: session)
        // Whoever also has a post that sees the whole region works in the office for his own body only.
        guard station == .office, let body = session.actor.body else { return actor }
        return CaseActor(actor.actor, roles: actor.roles, scope: .body(body))
    }
}

extension CaseScope {
    /// Whether cases of the item are within this sight: a department's own window takes in for its own body alone.
    func serves(_ item: ServiceItem) -> Bool {
        if case .body(let body) = self { item.body == body } else { true }
    }
}

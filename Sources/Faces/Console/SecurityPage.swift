import Cases
import Identity
import Kernel
import Web

/// What was chosen above the list, as the address has it.
struct SecurityQuery {
    let kind: SecurityEvent.Kind?
    let day: LocalDate?
    /// Whatever was typed: an account's key, or a name by which somebody signs in.
    let party: String

    init(_ query: FormInput) {
        (kind, day) = (SecurityEvent.Kind(rawValue: query["kind"]), LocalDate(query["day"]))
        let typed = query["who"].trimmed
        party = typed.utf8.count <= 200 ? typed : ""
    }

    func filter(_ identity: Identity) async throws -> SecurityFilter {
        SecurityFilter(kind: kind, day: day, party: party.isEmpty ? nil : try await identity.securityParty(party))
    }

    /// The address of a page with the same choice.
    func path(_ page: String) -> String {
        let parts = [("kind", kind?.rawValue ?? ""), ("day", day?.description ?? ""), ("who", party)].filter { !$0.1.isEmpty }
        return parts.isEmpty ? page : "\(page)?" + parts.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&")
    }

    var isEmpty: Bool { kind == nil && day == nil && party.isEmpty }
}

/// The security log, a stretch of it.
struct SecurityPage {
    struct Choice { let value: String, label: String, isChosen: Bool }

    let title: String
    let rows: [SecurityRow]
    let hasRows: Bool, isFiltered: Bool
    let kinds: [Choice]
    let day: String, party: String
    let path = "/console/security"
    let exportPath: String
    let pager: PagerView

    init(_ page: Page<SecurityEvent>, _ query: SecurityQuery, _ after: ID<SecurityEvent>?, _ context: TongbanContext) {
        title = context.text("console.security.title")
        rows = page.elements.map { SecurityRow($0, context) }
        (hasRows, isFiltered) = (!rows.isEmpty, !query.isEmpty)
        kinds = SecurityEvent.Kind.allCases.map { kind in
            Choice(value: kind.rawValue, label: context.text("console.security.kind.\(kind.rawValue)"), isChosen: kind == query.kind)
        }
        (day, party) = (query.day?.description ?? "", query.party)
        exportPath = query.path("/console/security/export.csv")
        pager = PagerView(query.path(path), after: after?.text, next: page.next)
    }
}

/// One line of it.
struct SecurityRow {
    let at: String, kind: String, times: String, who: String
    let actor: String?, account: String?
    /// The account that it is about, where that isn't the actor's own.
    let other: String?
    /// The beginning of a blind index: equal ones came from one place.
    let source: String
    let route: String?, request: String?
    let details: [String]
    let isRepeated: Bool
}

extension SecurityRow {
    init(_ event: SecurityEvent, _ context: TongbanContext) {
        let named = event.details.sorted { $0.key < $1.key }.map { name, value in
            "\(context.text(firstOf: "console.security.fact.\(name)", "console.security.fact")) \(Self.word(value, of: name, context))"
        }
        self.init(
            at: context.longMoment(event.at), kind: context.text("console.security.kind.\(event.kind.rawValue)"), times: "\(event.times)",
            who: event.name.isEmpty ? context.text("console.security.visitor") : event.name,
            actor: event.actor, account: event.account, other: event.account == event.actor ? nil : event.account,
            source: event.address?.prefix(4).hex ?? "", route: event.route.isEmpty ? nil : event.route,
            request: event.request.isEmpty ? nil : event.request, details: named, isRepeated: event.times > 1)
    }

    /// A kind that was asked for has a word; a code stays one.
    private static func word(_ value: String, of name: String, _ context: TongbanContext) -> String {
        name == "kind" ? context.text("console.security.kind.\(value)") : value
    }

    /// For a spreadsheet.
    var cells: [String] {
        [at, kind, times, who, actor ?? "", account ?? "", source, route ?? "", request ?? "", details.joined(separator: "; ")]
    }
}

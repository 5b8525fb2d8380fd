import Hummingbird
import Identity
import Kernel
import Organisations
import Web

/// `/console/security`: the security log, for auditors alone; and the same as a table to download. Each look is a line in it.
struct SecurityController: Sendable {
    let identity: Identity

    private static let stretch = 50
    /// So that a download can't hold the server up.
    private static let exportLimit = 10_000

    func add(to router: Router<TongbanContext>) {
        router.get("/console/security", use: show)
        router.get("/console/security/export.csv", use: export)
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let auditor = try context.auditor(), query = SecurityQuery(context.query)
        let after = ID<SecurityEvent>(context.query["after"])
        let reading = try await identity.readSecurityLog(query.filter(identity), by: auditor)
        let page = SecurityPage(try await reading.page(before: after, limit: Self.stretch), query, after, context)
        return try context.page("console/security", title: page.title, page, layout: .staff, at: "audit.security")
    }

    @Sendable private func export(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let auditor = try context.auditor(), query = SecurityQuery(context.query)
        let reading = try await identity.readSecurityLog(query.filter(identity), by: auditor, taking: true)
        var rows: [[String]] = [], before: ID<SecurityEvent>?
        repeat {
            let page = try await reading.page(before: before, limit: 1000)
            rows += page.elements.map { SecurityRow($0, context).cells }
            before = page.next.flatMap { ID($0) }
        } while before != nil && rows.count < Self.exportLimit
        let header = ["at", "kind", "times", "who", "actor", "account", "source", "route", "request", "details"]
            .map { context.text("console.security.column.\($0)") }
        return context.csv("\(context.text("console.security.title"))-\(identity.today.compact).csv", header: header, rows: rows)
    }
}

extension TongbanContext {
    /// The auditor (审计员) who asks. Whoever else has the run of the house, administrators above all, is not among those who see what
    /// is written about him.
    /// - Throws: `auth.required`; and `page.not_found` for everybody else, to whom the log isn't there.
    func auditor() throws -> Actor {
        let session = try requireSession()
        guard session.roles.contains(StaffMember.Role.auditor.rawValue) else { throw Problem("page.not_found", .notFound) }
        return session.actor
    }
}

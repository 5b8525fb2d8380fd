import Cases
import Catalogue
import Identity
import Kernel
import Organisations
import Platform
import Signing
import Standards
import Web

/// The cast: people and staff of `demo.json` by their logins, whom every test knows.
extension TestCity {
    /// Signs somebody in and gives the session as pages see it.
    public func session(_ login: String) async throws -> SessionView {
        let token = try await token(login)
        guard let session = try await platform.identity.session(for: token) else { throw Problem("auth.required", .unauthenticated) }
        return session
    }

    /// The token of a fresh session: for `Browser.signIn`.
    public func token(_ login: String) async throws -> String {
        try await platform.identity.signIn(login, password: Secret(password), from: "127.0.0.1").token.reveal()
    }

    /// A browser in which somebody has signed in; without a login, a visitor's.
    public func browser(_ login: String? = nil) async throws -> Browser {
        let browser = platform.web.browser()
        if let login { browser.signIn(try await token(login)) }
        return browser
    }

    /// Staff as they act on cases: `window01`, `scjg-officer`, `scjg-chief` ...
    public func staff(_ login: String) async throws -> CaseActor { try platform.cases.actor(staff: try await session(login)) }

    /// Takes somebody on, with the password that the cast has.
    public func appoint(_ appointment: Appointment) async throws -> StaffMember {
        try await platform.identity.appoint(appointment, password: Secret(password), by: .system("test"))
    }

    /// A person as he applies for himself.
    public func applicant(_ login: String) async throws -> Applicant { try await platform.identity.applicant(of: session(login)) }

    /// A person whom a clerk has before him with his card.
    public func visit(_ login: String, to clerk: String = "window01") async throws -> Visit {
        let holder = try await platform.identity.holder(of: session(login)), clerk = try await session(clerk).actor
        guard let number = holder.idNumber.flatMap({ CitizenID($0) }) else { throw Problem("identity.no_account", .notFound) }
        let card = try SeenCard(number: number, name: holder.name, isSeen: true)
        return try await platform.identity.receive(card, mobile: MobileNumber(holder.mobile), seenBy: clerk)
    }

    /// A person as he acts on his own cases.
    public func person(_ login: String) async throws -> CaseActor {
        let session = try await session(login)
        return platform.cases.actor(try await platform.identity.holder(of: session), session.actor)
    }
}

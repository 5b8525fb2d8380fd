import Kernel
import Ledger
import Organisations
import Signing
import Storage
import Threads
import Web

/// Who people are and how they prove it (统一身份认证): accounts, mandates, posts of staff, sessions.
///
/// Read on in `Commands/`: signing in, registering, walk-ins at a window, mandates, posts, unmasking.
public struct Identity: Sendable {
    /// Whether the data directory is a demonstration's: only there do demo accounts exist and show on the sign-in page.
    public let isDemo: Bool

    let directory: OrganisationDirectory
    let ledger: Ledger
    let database: any Database
    let accounts: AccountStore
    let sessions: SessionBook
    let security: SecurityLog
    let passwords: Password
    /// Where passwords are hashed: scrypt takes a tenth of a second of a processor.
    let threads: WorkPool
    let limits: RateLimits
    let clock: any Kernel.Clock
    let random: any RandomSource

    /// - Parameter database: the ledger's own; sessions and attempts to sign in change no official state and are written past it.
    public init(
        ledger: Ledger, database: any Database, organisations: Organisations, cipher: FieldCipher, passwords: Password = Password(),
        isDemo: Bool = false, limits: RateLimits? = nil, clock: any Kernel.Clock, random: any RandomSource = SecureRandom(),
        threads: WorkPool = .single("passwords")
    ) {
        (self.ledger, self.database, directory) = (ledger, database, organisations.directory)
        (self.passwords, self.isDemo, self.clock, self.random) = (passwords, isDemo, clock, random)
        (self.limits, self.threads) = (limits ?? RateLimits(clock: clock), threads)
        accounts = AccountStore(cipher: PersonCipher(cipher: cipher))
        security = SecurityLog(database: database, clock: clock, random: random)
        sessions = SessionBook(database: database, accounts: accounts, clock: clock, random: random)
    }
}

// MARK: - Queries

extension Identity {
    public func account(_ id: ID<Account>) async throws -> Account? { try await ledger.read { [accounts] in try accounts.find(id, $0) } }

    /// The mandates of an account that are valid now.
    public func mandates(of id: ID<Account>) async throws -> [Agency] {
        let now = clock.now
        return try await ledger.read { try MandateStore.mandates(of: id, $0).filter { $0.isValid(at: now) } }
    }

    public func legalPerson(_ code: String) async throws -> LegalPerson? {
        try await ledger.read { try MandateStore.legalPerson(code, $0) }
    }

    /// In whose name this actor applies: himself, or the legal person he is an agent of.
    /// - Throws: `auth.required` for one who is no signed-in person; `identity.no_mandate` when his mandate is over.
    public func holder(of actor: Actor) async throws -> Holder {
        guard [.person, .staff].contains(actor.kind), let id = ID<Account>(actor.id) else {
            throw Problem("auth.required", .unauthenticated)
        }
        let now = clock.now
        return try await ledger.read { [accounts] tx in
            guard let account = try accounts.find(id, tx) else { throw Problem("auth.required", .unauthenticated) }
            guard actor.kind == .person, let code = actor.body else { return Holder(account) }
            guard let mandate = try MandateStore.mandate(of: id, for: code, at: now, tx) else {
                throw Problem("identity.no_mandate", .forbidden)
            }
            return Holder(account, actingFor: mandate.legalPerson)
        }
    }

    /// The same, of the session of a request: from what the session remembers, if that still agrees.
    public func holder(of session: SessionView) async throws -> Holder {
        if session.actor.kind == .person, let held = try await self.session(session), held.actingFor?.code == session.actor.body {
            return held.holder
        }
        return try await holder(of: session.actor)
    }

    /// The post of a staff account; `nil` for others.
    public func staff(_ id: String) async throws -> StaffMember? {
        guard let id = ID<Account>(id) else { return nil }
        return try await ledger.read { [accounts] tx in try accounts.find(id, tx).flatMap { try StaffStore.post(of: $0, tx) } }
    }

    /// The staff of a body, in the order of their numbers.
    public func staff(of body: String) async throws -> [StaffMember] {
        try await ledger.read { [accounts] tx in
            try StaffStore.accounts(of: body, tx).compactMap { try accounts.find($0, tx) }.compactMap { try StaffStore.post(of: $0, tx) }
        }
    }
}

// MARK: - Sessions

extension Identity: Authenticator {
    /// The session of a token, as pages see it.
    public func session(for token: String) async throws -> SessionView? { try await sessions.find(SessionToken(token))?.view(directory) }

    /// The whole of a session that a page knows; `nil` when it is over.
    public func session(_ view: SessionView) async throws -> Session? { try await sessions.find(csrf: view.csrf) }

    /// Closes the session, here and, within seconds, on every node.
    /// Hears of sessions that were changed on other nodes. Runs until its task is cancelled.
    public func listen() async { await sessions.listen() }

    public func signOut(_ view: SessionView) async throws { try await sessions.close(csrf: view.csrf) }
}

// MARK: - For the commands and pages

extension Identity {
    public var today: LocalDate { clock.today }
}

extension Identity {
    func view(_ signedIn: SignedIn) -> SessionView { signedIn.session.view(directory) }

    func act(_ kind: String, of account: ID<Account>, by actor: Actor, at now: Timestamp, _ facts: [String: String] = [:]) -> Act {
        Act(random.key(at: now), kind, of: Subject("account", account), by: actor, at: now, facts: facts)
    }

    /// Scrypt takes a tenth of a second: off the threads that serve requests.
    func hash(_ password: Secret<String>) async throws -> String {
        try await threads.run { [passwords] in try passwords.hash(password) }
    }

    /// The password of one of perhaps several accounts with that mobile.
    func hash(_ password: Secret<String>, beside stored: String?, mobile: String) async throws -> String {
        let salt = accounts.cipher.salt(ofMobile: mobile)
        return try await threads.run { [passwords] in try passwords.hash(password, beside: stored, salt: salt) }
    }
}

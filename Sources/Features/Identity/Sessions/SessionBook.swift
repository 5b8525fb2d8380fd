import Kernel
import Signing
import Storage
import Synchronization

/// Opens, finds and closes sessions. What was found is remembered for a few seconds, so that an authenticated request usually
/// costs no query. When a session changes, a bell tells every node to forget what it remembers.
final class SessionBook: Sendable {
    private struct Remembered { let session: Session, until: Timestamp }

    private static let memory = Duration.seconds(5), most = 4096
    /// A use is written down once a minute at most.
    private static let touching = Duration.minutes(1)

    private let database: any Database
    private let accounts: AccountStore
    private let clock: any Kernel.Clock
    private let random: any RandomSource
    private let changed: Bell
    private let remembered = Mutex<[Digest: Remembered]>([:])

    init(database: any Database, accounts: AccountStore, clock: any Kernel.Clock, random: any RandomSource) {
        (self.database, self.accounts, self.clock, self.random) = (database, accounts, clock, random)
        changed = database.bell("identity.sessions")
    }

    func newToken() -> SessionToken { SessionToken(Base64.encodeURL(random.bytes(32))) }

    func find(_ token: SessionToken) async throws -> Session? { try await find(csrf: token.csrf) }

    /// By the token of its forms, which pages know while they don't know the session's own.
    func find(csrf: String) async throws -> Session? {
        let digest = SessionToken.digest(csrf: csrf), now = clock.now
        if let hit = remembered.withLock({ $0[digest] }), now < hit.until, hit.session.isOpen(at: now) { return hit.session }
        guard let session = try await read(digest, csrf: csrf) else { return nil }
        guard session.isOpen(at: now) else {
            try await close(digest)
            return nil
        }
        if now - session.seenAt >= Self.touching { try await database.write { try SessionStore.touch(digest, at: now, $0) } }
        remember(session, at: now)
        return session
    }

    func close(csrf: String) async throws { try await close(SessionToken.digest(csrf: csrf)) }

    /// Makes the next request read the session anew.
    func forget(_ digest: Digest) {
        remembered.withLock { _ = $0.removeValue(forKey: digest) }
        changed.ring()
    }

    /// Makes every session of the account be read anew.
    func forget(_ account: ID<Account>) {
        remembered.withLock { held in held = held.filter { $0.value.session.account.id != account } }
        changed.ring()
    }

    /// Makes every session be read anew.
    func forgetAll() {
        remembered.withLock { $0.removeAll() }
        changed.ring()
    }

    /// Forgets everything whenever a session has changed on any node. Runs until its task is cancelled.
    func listen() async {
        for await _ in changed.listen() { remembered.withLock { $0.removeAll() } }
    }

    private func close(_ digest: Digest) async throws {
        try await database.write { try SessionStore.remove(digest, $0) }
        forget(digest)
    }

    private func read(_ digest: Digest, csrf: String) async throws -> Session? {
        try await database.read { [accounts, now = clock.now] tx in
            guard let kept = try SessionStore.find(digest, tx), let account = try accounts.find(kept.account, tx) else { return nil }
            let post = try StaffStore.post(of: account, tx)
            return Session(
                account: account, staff: account.hasGivenPassword ? post?.withoutRoles : post,
                actingFor: try kept.actingFor.flatMap { try MandateStore.mandate(of: account.id, for: $0, at: now, tx)?.legalPerson },
                openedAt: kept.openedAt, seenAt: kept.seenAt, digest: digest, csrf: csrf)
        }
    }

    private func remember(_ session: Session, at now: Timestamp) {
        remembered.withLock { held in
            if held.count >= Self.most { held = held.filter { now < $0.value.until } }
            if held.count >= Self.most { held.removeAll() }
            held[session.digest] = Remembered(session: session, until: now + Self.memory)
        }
    }
}

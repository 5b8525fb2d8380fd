import Kernel
import Ledger
import Storage
import Web

extension Identity {
    /// What follows acts into the security log.
    public var readers: [any LedgerReader] { [SecurityReader()] }

    /// The log as somebody looks at it, or takes it away. That he does is written down first.
    public func readSecurityLog(_ filter: SecurityFilter, by auditor: Actor, taking: Bool = false) async throws -> SecurityReading {
        try await security.write([
            SecurityEvent(
                security.newID(), taking ? .exported : .read, actor: auditor.id, name: auditor.name, details: filter.details),
        ])
        return SecurityReading(filter: filter, log: security, database: database)
    }

    /// Whom an auditor means who types an account's key or any name by which people sign in.
    public func securityParty(_ text: String) async throws -> SecurityParty {
        let name = SignInName(text)
        return try await database.read { [accounts] tx in
            let byKey = try ID<Account>(text).flatMap { try accounts.find($0, tx) }
            let found = try byKey ?? name.find(accounts, tx)
            return found.map { .account($0.id.text) } ?? .typed(accounts.cipher.attemptKey("typed \(name.counted)"))
        }
    }

    /// Throws out what is older than that.
    public func forgetSecurityEvents(before instant: Timestamp) async throws {
        try await database.write { try SecurityStore.remove(before: instant, $0) }
    }

    /// Writes down what is noted, once a second, until its task is cancelled.
    /// - Parameter complain: told when it can't be written.
    public func keepSecurityLog(complain: @Sendable (any Error) -> Void) async { await security.run(complain: complain) }
}

/// A look at the security log that was written down there.
public struct SecurityReading: Sendable {
    let filter: SecurityFilter
    let log: SecurityLog
    let database: any Database

    /// The newest first, from before that one on. What this node has noted until now is among it.
    public func page(before: ID<SecurityEvent>?, limit: Int) async throws -> Page<SecurityEvent> {
        try await log.flush()
        let found = try await database.read { [filter] in try SecurityStore.list(filter, before: before, limit: limit + 1, $0) }
        return Page(found, limit: limit) { $0.id.text }
    }
}

extension SecurityFilter {
    /// As the log tells of it: whom it is about by key only.
    fileprivate var details: [String: String] {
        var details: [String: String] = [:]
        details["kind"] = kind?.rawValue
        details["day"] = day?.description
        switch party {
        case .account(let id): details["account"] = id
        case .typed: details["account"] = "?"
        case nil: break
        }
        return details
    }
}

// MARK: - What is noted

extension Identity {
    /// A failure to sign in, or an attempt that came too early.
    func note(_ kind: SecurityEvent.Kind, of account: Account?, as name: SignInName, from address: String) {
        security.note(SecurityEvent(
            security.newID(), kind, account: account?.id.text, name: account?.maskedName ?? name.masked,
            typed: accounts.cipher.attemptKey("typed \(name.counted)"), address: addressIndex(address)))
    }

    private func addressIndex(_ address: String) -> [UInt8] {
        accounts.cipher.attemptKey("from \(NetworkAddress.subscriber(of: address))")
    }
}

extension Identity: RefusalWatch {
    /// Somebody asked for what he may not.
    public func refused(_ refusal: Refusal) {
        let actor = refusal.actor
        security.note(SecurityEvent(
            security.newID(), .refused, actor: actor.id.isEmpty ? nil : actor.id, name: actor.name, address: addressIndex(refusal.address),
            route: refusal.route, request: refusal.request, details: ["code": refusal.code]))
    }
}

import Kernel
import Ledger
import Signing
import Storage

/// 停用, 吊销: what is no longer to be believed. Documents from before stay good; from that moment on nothing sealed so is.
extension SealBook {
    /// Every seal there ever was, those of one body together, the newest first.
    public func records() async throws -> [SealRecord] { try await ledger.read { try SealRegister.records($0) } }

    /// Withdraws a seal: in force or replaced, it counts for nothing from now on. The body has no seal then until one is made for it.
    /// - Throws: `seal.reason_missing`; `seal.unknown`; `seal.already_withdrawn`.
    public func withdraw(_ id: String, reason: String, by actor: Actor) async throws {
        let reason = try Self.given(reason), now = clock.now
        guard let record = try await records().first(where: { $0.id == id }) else { throw Problem("seal.unknown", .notFound, ["seal": id]) }
        let act = act("seal.withdrawn", of: Subject("seal", id), by: actor, at: now, ["body": record.body, "reason": reason])
        try await ledger.command { tx -> Acted<Void> in
            guard try SealRegister.withdraw(id, at: now, by: actor, reason, tx) else {
                throw Problem("seal.already_withdrawn", .conflict, ["seal": id])
            }
            return Acted(recording: act)
        }
    }

    /// Makes another seal for a body whose seal was withdrawn; gives its number.
    /// - Throws: `seal.in_force` when there is one; `body.unknown`; `seal.no_authority`.
    public func makeAnew(for body: String, by actor: Actor) async throws -> String {
        if case .inForce = try await ledger.read({ try SealRegister.standing(of: body, $0) }) {
            throw Problem("seal.in_force", .conflict, ["body": directory.name(ofBody: body)])
        }
        return try await make(for: body, by: actor).id
    }

    /// Revokes a certificate of a body or of a maker of seals, by its serial number. A body's seal is withdrawn with it; after a maker's,
    /// another maker takes over and the seals in force are made anew.
    /// - Throws: `seal.reason_missing`; `certificate.unknown`; `certificate.already_revoked`.
    public func revoke(certificate serial: String, reason: String, by actor: Actor) async throws {
        let reason = try Self.given(reason), now = clock.now
        let (known, records) = try await ledger.read { (try SealRegister.certificates($0), try SealRegister.records($0)) }
        guard let certificate = known.first(where: { $0.serial == serial }) else {
            throw Problem("certificate.unknown", .notFound, ["serial": serial])
        }
        let facts = ["certificate": SM3.hash(certificate.der).hex, "reason": reason]
        let revoked = act("certificate.revoked", of: Subject("certificate", serial), by: actor, at: now, facts)
        let withdrawals = records.filter { $0.certificate == serial }.map { record in
            (record.id, act("seal.withdrawn", of: Subject("seal", record.id), by: actor, at: now, ["body": record.body, "reason": reason]))
        }
        do {
            try await ledger.command { tx in
                try SealRegister.revoke(certificate, at: now, by: actor, reason, tx)
                let withdrawn = try withdrawals.filter { try SealRegister.withdraw($0.0, at: now, by: actor, reason, tx) }
                return try Acted((), [revoked] + withdrawn.map(\.1))
            }
        } catch is StorageConflict {
            throw Problem("certificate.already_revoked", .conflict, ["serial": serial])
        }
        if withdrawals.isEmpty { _ = try await renewEnding(by: actor) }
    }

    /// A reason in words that somebody can read later.
    private static func given(_ reason: String) throws -> String {
        let reason = reason.trimmed
        guard !reason.isEmpty, reason.unicodeScalars.count <= 200 else { throw Problem("seal.reason_missing", .invalid) }
        return reason
    }
}

import Kernel
import Ledger
import Signing
import Storage

/// 换发: seals and their makers are replaced in good time, so that no document ever waits for a seal.
extension SealBook {
    /// Replaces every seal that ends within ninety days or whose maker was taken back, and the maker before that if need be; tells
    /// how many seals. For the nightly upkeep: what was done is not done again.
    public func renewEnding(by actor: Actor = .system("seals")) async throws -> Int {
        let now = clock.now
        guard let maker = try await ledger.read({ [store] in try store.maker($0) }) else { return 0 }
        if try await mustBeSucceeded(maker, at: now) { try await succeed(maker, by: actor) }
        let (records, disowned) = try await ledger.read { (try SealRegister.records($0), try Self.disowned($0)) }
        var count = 0
        for record in records where record.isInForce && directory.body(record.body) != nil {
            guard disowned.contains(record.id) || SealTerm.isSealDue(record.validUntil, at: now) else { continue }
            let end = disowned.contains(record.id) ? nil : record.validUntil
            if try await replace(record.id, of: record.body, ending: end, by: actor) { count += 1 }
        }
        return count
    }

    /// Puts a new seal in the place of one in force; whether it was still in force.
    /// - Parameter end: of the old one; nothing is done when the new one wouldn't end later. `nil` when it must go whatever its end.
    @discardableResult
    func replace(_ id: String, of body: String, ending end: Timestamp?, by actor: Actor) async throws -> Bool {
        let now = clock.now, stamper = try await draw(for: body, at: now)
        if let end, stamper.seal.info.property.validUntil <= end { return false }
        var facts = facts(of: stamper, body: body)
        facts["replaces"] = id
        let act = act("seal.renewed", of: Subject("seal", stamper.id), by: actor, at: now, facts)
        return try await ledger.commandOnce { [store] tx -> Once<Bool> in
            guard try SealRegister.replace(id, at: now, tx) else { return .already(false) }
            try store.add(stamper, of: body, at: now, tx)
            return .now(Acted(true, act))
        }
    }

    /// Another maker takes over under the same root. The seals of the former one stay good.
    func succeed(_ maker: SealMaker, by actor: Actor) async throws {
        let now = clock.now, former = maker.maker.certificate, next = try maker.successor(at: now).maker
        let act = act("seal_authority.maker_succeeded", of: Subject("certificate", next.certificate.serial), by: actor, at: now, [
            "maker": SM3.hash(next.certificate.der).hex, "former": SM3.hash(former.der).hex, "former_serial": former.serial,
        ])
        try await ledger.commandOnce { [store] tx -> Once<Void> in
            try tx.lock("seal_authority")
            // Another node may have done it in this moment.
            guard try SealRegister.authorities(tx)?.maker == former else { return .already(()) }
            try store.replace(former, by: next, at: now, tx)
            return .now(Acted(recording: act))
        }
    }

    private func mustBeSucceeded(_ maker: SealMaker, at now: Timestamp) async throws -> Bool {
        let certificate = maker.maker.certificate
        if try await trust().isRevoked(certificate, at: now) { return true }
        let rootEnd = maker.root.identity.certificate.validUntil
        return SealTerm.isMakerDue(certificate.validUntil, at: now) && certificate.validUntil < rootEnd
    }

    /// The seals in force whose maker was taken back.
    private static func disowned(_ tx: any Reading) throws -> Set<String> {
        let trust = try SealRegister.trust(tx), makers = try SealRegister.makersInForce(tx)
        return Set(makers.filter { trust.revocation(of: $0.maker) != nil }.map(\.seal))
    }
}

import Kernel
import Ledger
import Signing
import Storage
import Synchronization
import Threads

/// The city's seals (电子印章): makes one for a body when it is first needed, keeps the keys encrypted, and has those in use at hand.
public final class SealBook: Sendable {
    private let city: City
    private let directory: OrganisationDirectory
    private let ledger: Ledger
    private let store: SealStore
    private let clock: any Kernel.Clock
    private let random: any RandomSource
    private let threads: WorkPool
    private let held = Mutex(Held())

    private struct Held {
        var maker: SealMaker?
        var stampers: [String: Stamper] = [:]
    }

    init(
        city: City, directory: OrganisationDirectory, ledger: Ledger, cipher: FieldCipher, clock: any Kernel.Clock, random: any RandomSource,
        threads: WorkPool
    ) {
        (self.city, self.directory, self.ledger) = (city, directory, ledger)
        (store, self.clock, self.random) = (SealStore(cipher: cipher), clock, random)
        self.threads = threads
    }

    func load() async throws {
        let maker = try await ledger.read { [store] in try store.maker($0) }
        held.withLock { $0.maker = maker }
    }
}

extension SealBook {
    /// The root certificates that the city's seals and stamps lead to; none before `establish`.
    public var trustRoots: [Certificate] { held.withLock { $0.maker.map { [$0.root.identity.certificate] } ?? [] } }

    /// Whom to believe when a stamp of this city is checked.
    public var trust: Trust { Trust(roots: trustRoots) }

    /// The seal of a body and the key that may use it, made now if it has none. In memory after the first time.
    /// - Throws: `body.unknown`; `seal.no_authority` before `establish`; `seal.expired` when the seal's period is over.
    public func stamper(for body: String) async throws -> Stamper {
        let stamper = if let known = held.withLock({ $0.stampers[body] }) { known } else { try await fetch(body) }
        guard stamper.seal.info.property.isValid(at: clock.now), stamper.certificate.isValid(at: clock.now) else {
            throw Problem("seal.expired", .conflict, ["body": directory.name(ofBody: body)])
        }
        return stamper
    }

    /// Founds the city's root authority and its seal maker, once. Afterwards it does nothing.
    public func establish(by actor: Actor) async throws {
        try await load()
        guard held.withLock({ $0.maker == nil }) else { return }
        let maker = try SealMaker.found(for: city, at: clock.now)
        let root = maker.root.identity.certificate
        let facts = ["root": SM3.hash(root.der).hex, "serial": root.serial]
        let act = act("seal_authority.founded", of: Subject("city", city.code), by: actor, facts)
        do {
            try await ledger.command { [store, now = clock.now] tx -> Acted<Void> in
                try store.add(maker, at: now, tx)
                return Acted(recording: act)
            }
        } catch is StorageConflict {}  // another process founded it in this moment: its authority counts
        try await load()
    }

    /// Makes the seals that are missing, for every body; tells how many there are now.
    public func makeAll(by actor: Actor) async throws -> Int {
        for body in directory.bodies { _ = try await fetch(body.code, by: actor) }
        return directory.bodies.count
    }

    private func fetch(_ body: String, by actor: Actor = .system("seals")) async throws -> Stamper {
        let stored = try await ledger.read { [store] in try store.stamper(of: body, $0) }
        let stamper = if let stored { stored } else { try await make(body, by: actor) }
        held.withLock { $0.stampers[body] = stamper }
        return stamper
    }

    private func make(_ code: String, by actor: Actor) async throws -> Stamper {
        guard let body = directory.body(code) else { throw Problem("body.unknown", .notFound, ["body": code]) }
        guard let maker = held.withLock({ $0.maker }) else { throw Problem("seal.no_authority", .unavailable) }
        let now = clock.now, id = random.key(Stamper.self, at: now).text
        let stamper = try await threads.run { try maker.seal(for: body, id: id, at: now) }
        let act = act("seal.made", of: Subject("seal", id), by: actor, [
            "body": code, "name": body.sealName, "certificate": stamper.certificate.serial, "seal": SM3.hash(stamper.seal.der).hex,
        ])
        do {
            return try await ledger.command { [store] tx in
                try store.add(stamper, of: code, at: now, tx)
                return Acted(stamper, act)
            }
        } catch let conflict as StorageConflict {
            // Another task made it in this moment: its seal counts.
            guard let other = try await ledger.read({ [store] in try store.stamper(of: code, $0) }) else { throw conflict }
            return other
        }
    }

    private func act(_ kind: String, of subject: Subject, by actor: Actor, _ facts: [String: String]) -> Act {
        Act(random.key(at: clock.now), kind, of: subject, by: actor, at: clock.now, facts: facts)
    }
}

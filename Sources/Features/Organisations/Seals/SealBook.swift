import Kernel
import Ledger
import Signing
import Storage
import Synchronization
import Threads

/// The city's seals (电子印章): makes one for a body when it is first needed, keeps the keys encrypted, and has those in use at hand.
/// What may be used and believed is read anew each time, so that a withdrawal counts at once on every node.
public final class SealBook: Sendable {
    let directory: OrganisationDirectory
    let ledger: Ledger
    let store: SealStore
    let clock: any Kernel.Clock
    private let city: City
    private let random: any RandomSource
    private let threads: WorkPool
    /// By the seal's number: what that stands for never changes.
    private let opened = Mutex<[String: Stamper]>([:])

    init(
        city: City, directory: OrganisationDirectory, ledger: Ledger, cipher: FieldCipher, clock: any Kernel.Clock,
        random: any RandomSource, threads: WorkPool
    ) {
        (self.city, self.directory, self.ledger) = (city, directory, ledger)
        (store, self.clock, self.random) = (SealStore(cipher: cipher), clock, random)
        self.threads = threads
    }

    /// Confirms that the keys can be opened, and brings what an earlier release founded up to date.
    func load() async throws {
        guard let maker = try await ledger.read({ [store] in try store.maker($0) }) else { return }
        if !maker.maker.certificate.isMarked(for: .makingSeals) { try await succeed(maker, by: .system("seals")) }
    }
}

extension SealBook {
    /// Whom to believe when a stamp of this city is checked; nobody before `establish`.
    public func trust() async throws -> Trust { try await ledger.read { try SealRegister.trust($0) } }

    /// The seal of a body and the key that may use it: made now if it has never had one, and anew if its time is over.
    /// - Throws: `body.unknown`; `seal.no_authority` before `establish`; `seal.withdrawn` when it was withdrawn and no other was made;
    ///   `seal.expired` when its period is over and none can be made.
    public func stamper(for body: String) async throws -> Stamper {
        let now = clock.now
        switch try await ledger.read({ try SealRegister.standing(of: body, $0) }) {
        case .none: return try await make(for: body, by: .system("seals"))
        case .withdrawn: throw Problem("seal.withdrawn", .conflict, ["body": directory.name(ofBody: body)])
        case .inForce(let id, let end) where end < now: try await replace(id, of: body, ending: end, by: .system("seals"))
        case .inForce(let id, _): return try await open(id)
        }
        guard case .inForce(let id, let end) = try await ledger.read({ try SealRegister.standing(of: body, $0) }), end >= now else {
            throw Problem("seal.expired", .conflict, ["body": directory.name(ofBody: body)])
        }
        return try await open(id)
    }

    /// Founds the city's root authority and its seal maker, once. Afterwards it does nothing.
    public func establish(by actor: Actor) async throws {
        guard try await ledger.read({ [store] in try store.maker($0) }) == nil else { return }
        let now = clock.now, maker = try SealMaker.found(for: city, at: now)
        let root = maker.root.identity.certificate
        let facts = ["root": SM3.hash(root.der).hex, "serial": root.serial]
        let act = act("seal_authority.founded", of: Subject("city", city.code), by: actor, at: now, facts)
        do {
            try await ledger.command { [store] tx -> Acted<Void> in
                try store.add(maker, at: now, tx)
                return Acted(recording: act)
            }
        } catch is StorageConflict {}  // another process founded it in this moment: its authority counts
    }

    /// Makes the first seals of all bodies that have none; tells how many bodies there are.
    public func makeAll(by actor: Actor) async throws -> Int {
        for body in directory.bodies where try await ledger.read({ try SealRegister.standing(of: body.code, $0) }) == .none {
            _ = try await make(for: body.code, by: actor)
        }
        return directory.bodies.count
    }

    /// Makes a seal for a body that has none in force. When another task made one in this moment, that counts.
    @discardableResult
    func make(for code: String, by actor: Actor) async throws -> Stamper {
        let now = clock.now
        guard let stamper = try await draw(for: code, at: now, outlasting: now) else {
            throw Problem("seal.expired", .conflict, ["body": directory.name(ofBody: code)])
        }
        let act = act("seal.made", of: Subject("seal", stamper.id), by: actor, at: now, facts(of: stamper, body: code))
        do {
            try await ledger.command { [store] tx in
                try store.add(stamper, of: code, at: now, tx)
                return Acted(recording: act)
            }
        } catch let conflict as StorageConflict {
            guard case .inForce(let id, _) = try await ledger.read({ try SealRegister.standing(of: code, $0) }) else { throw conflict }
            return try await open(id)
        }
        opened.withLock { $0[stamper.id] = stamper }
        return stamper
    }

    /// A new seal, not yet on record; `nil` when it would end no later than that, since its maker does.
    func draw(for code: String, at now: Timestamp, outlasting end: Timestamp) async throws -> Stamper? {
        guard let body = directory.body(code) else { throw Problem("body.unknown", .notFound, ["body": code]) }
        guard let maker = try await ledger.read({ [store] in try store.maker($0) }) else {
            throw Problem("seal.no_authority", .unavailable)
        }
        guard maker.end(forSealOf: code, madeAt: now) > max(end, now) else { return nil }
        let id = random.key(Stamper.self, at: now).text
        return try await threads.run { try maker.seal(for: body, id: id, at: now) }
    }

    private func open(_ id: String) async throws -> Stamper {
        if let known = opened.withLock({ $0[id] }) { return known }
        guard let stamper = try await ledger.read({ [store] in try store.stamper(id, $0) }) else {
            throw Problem("seal.unknown", .notFound, ["seal": id])
        }
        opened.withLock { $0[id] = stamper }
        return stamper
    }

    func facts(of stamper: Stamper, body: String) -> [String: String] {
        let seal = stamper.seal
        return ["body": body, "name": seal.info.property.name, "certificate": stamper.certificate.serial, "seal": SM3.hash(seal.der).hex]
    }

    func act(_ kind: String, of subject: Subject, by actor: Actor, at now: Timestamp, _ facts: [String: String]) -> Act {
        Act(random.key(at: now), kind, of: subject, by: actor, at: now, facts: facts)
    }
}

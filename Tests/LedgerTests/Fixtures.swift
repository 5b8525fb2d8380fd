import Kernel
import Ledger
import Signing
import Storage
import TestKit

/// A ledger of its own in a temporary database, with a key and a clock that stands still.
struct Fixture {
    let database: any Database
    let ledger: Ledger
    let identity: SigningIdentity
    let clock = StandingClock(start)

    static let start = Timestamp(milliseconds: 1_790_000_000_000)

    init() async throws {
        let things = Migration(name: "0002_things", script: "CREATE TABLE thing (name TEXT NOT NULL PRIMARY KEY);")
        database = try await TestDatabase.with("Engines/Ledger/Migrations/0001_ledger", also: [things])
        ledger = Ledger(database, city: "开封市")
        identity = try Self.newIdentity()
    }

    static func newIdentity() throws -> SigningIdentity {
        let name = DistinguishedName(commonName: "开封市办理账本")
        let authority = try CertificateAuthority.root(name, key: .generate(), from: start - .days(1), until: start + .days(3650))
        let key = try SM2PrivateKey.generate()
        let certificate = try authority.issue(to: name, for: key.publicKey, from: start - .days(1), until: start + .days(365))
        return try SigningIdentity(certificate: certificate, key: key)
    }

    func sequencer(_ readers: [any LedgerReader] = [], batch: Int = 2000, readerBatch: Int = 200) -> Sequencer {
        Sequencer(ledger, signing: identity, clock: clock, readers: readers, batch: batch, readerBatch: readerBatch)
    }

    /// Commits that many acts on one subject, one command each.
    func commit(_ count: Int, on subject: Subject = Subject("case", "A")) async throws {
        for number in 0..<count {
            try await ledger.command { _ in Acted(recording: act("case.noted", of: subject, facts: ["number": "\(number)"])) }
        }
    }

    func audit(_ signatures: LedgerAudit.Signatures = .every) async throws -> AuditReport {
        try await LedgerAudit(signatures: signatures, trusting: identity.certificate.publicKey, expecting: Self.start).run(database)
    }

    /// Changes the rows behind the ledger's back, as an intruder would.
    func tamper(_ sql: SQL) async throws { try await database.write { _ = try $0.execute(sql) } }
}

func act(
    _ kind: String = "case.accepted", of subject: Subject = Subject("case", "A"), related: Subject? = nil,
    at: Timestamp = Fixture.start, facts: [String: String] = [:]
) -> Act {
    let clerk = Actor(kind: .staff, id: "42", name: "王芳", capacity: "window", body: "11410200005451234X")
    return Act(ID(at: at, SystemRandom()), kind, of: subject, related: related, by: clerk, at: at, facts: facts)
}

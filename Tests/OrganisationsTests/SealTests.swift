import Kernel
import Ledger
import Organisations
import Signing
import Storage
import Testing

@Suite("The city's seals")
struct SealTests {
    private let bureau = "11410200MBKF00019K"

    @Test("a body's seal is made on first need, once, and stamps that verify lead to the city's root")
    func stamps() async throws {
        let town = try await Town.filled(), seals = town.organisations.seals
        try await seals.establish(by: clerk)
        try await seals.establish(by: clerk)
        async let one = seals.stamper(for: bureau)
        async let other = seals.stamper(for: bureau)
        let stamper = try await one
        #expect(try await other.id == stamper.id)
        #expect(try await town.acts("seal.made").count == 1)
        #expect(try await town.acts("seal_authority.founded").count == 1)
        let hash = SM3.hash(Array("原文".utf8)), trust = try await seals.trust()
        let stamp = try SealSignature.make(
            seal: stamper.seal, signer: stamper.identity, dataHash: hash, propertyInfo: "/Doc_0/Signs/Sign_0/Signature.xml",
            at: town.clock.now, trusting: trust)
        #expect(stamp.verify(dataHash: hash, trusting: trust).allPassed)
        #expect(stamper.seal.info.picture.type == "PNG" && stamper.seal.info.picture.width == 42)
    }

    @Test("after a restart it is the same seal")
    func restart() async throws {
        let town = try await Town.filled()
        try await town.organisations.seals.establish(by: clerk)
        let made = try await town.organisations.seals.stamper(for: bureau)
        let restarted = try Town.organisations(town.ledger, town.cipher, town.clock)
        try await restarted.load()
        #expect(try await restarted.seals.stamper(for: bureau).seal == made.seal)
        #expect(try await restarted.seals.trust().roots == town.organisations.seals.trust().roots)
    }

    @Test("keys are not readable where they are kept, and not openable with another master key")
    func encrypted() async throws {
        let town = try await Town.filled()
        try await town.organisations.seals.establish(by: clerk)
        let stamper = try await town.organisations.seals.stamper(for: bureau)
        let key = try stamper.key.exported().reveal()
        let kept: [[UInt8]] = try await town.ledger.read { tx in
            try tx.rows("SELECT private_key FROM seal").map { try $0.get("private_key") }
        }
        #expect(kept.count == 1 && kept[0] != key && kept[0].firstRange(of: key.suffix(32)) == nil)
        let thief = try Town.organisations(town.ledger, FieldCipher(MasterKey(Secret(Array(repeating: 8, count: 32)))), town.clock)
        await #expect(throws: Problem("signing.refused", .invalid)) { try await thief.load() }
    }

    @Test("no seal without an authority, for a body that is not there, or after the root's time")
    func refusals() async throws {
        let town = try await Town.filled(), seals = town.organisations.seals
        await #expect(throws: Problem("seal.no_authority", .unavailable)) { try await seals.stamper(for: bureau) }
        try await seals.establish(by: clerk)
        await #expect(throws: Problem("body.unknown", .notFound)) { try await seals.stamper(for: "91410200MA0000015G") }
        _ = try await seals.stamper(for: bureau)
        town.clock.advance(.days(31 * 365))
        await #expect(throws: Problem("seal.expired", .conflict)) { try await seals.stamper(for: bureau) }
    }
}

import Kernel
import Ledger
@testable import Organisations
import Signing
import Storage
import TestKit
import Testing

/// 换发: no document ever waits because a seal's time is over.
@Suite("Seals are renewed") struct SealRenewalTests {
    private let bureau = "11410200MBKF00019K"

    private func founded() async throws -> (Town, SealBook) {
        let town = try await Town.filled(), seals = town.organisations.seals
        try await seals.establish(by: clerk)
        return (town, seals)
    }

    @Test("seals made on one day don't end in one week, and none is good for less than four years or more than five")
    func spread() async throws {
        let (town, seals) = try await founded(), count = try await seals.makeAll(by: clerk)
        let days = try await seals.records().map { Int(($0.validUntil - town.clock.now) / .days(1)) }
        #expect(days.count == count && count > 60)
        #expect(days.allSatisfy { (4 * 365...5 * 366).contains($0) })
        let weeks = Dictionary(grouping: days) { $0 / 7 }.values.map(\.count)
        #expect((weeks.max() ?? count) <= count / 8)
    }

    @Test("a seal is replaced ninety days before its end; what it sealed stays good, and it is replaced once")
    func replaced() async throws {
        let (town, seals) = try await founded(), first = try await seals.stamper(for: bureau), hash = SM3.hash(Array("原文".utf8))
        let stamp = try SealSignature.make(
            seal: first.seal, signer: first.identity, dataHash: hash, propertyInfo: "/S.xml", at: town.clock.now,
            trusting: try await seals.trust())
        let end = first.seal.info.property.validUntil
        town.clock.advance(end - town.clock.now - .days(91))
        #expect(try await seals.renewEnding() == 0)
        town.clock.advance(.days(2))
        #expect(try await seals.renewEnding() == 1)
        #expect(try await seals.renewEnding() == 0)
        let second = try await seals.stamper(for: bureau)
        #expect(second.id != first.id && second.seal.info.property.validUntil > end + .days(3 * 365))
        let renewed = try #require(try await town.acts("seal.renewed").first)
        #expect(try renewed.get("facts", as: String.self).contains(first.id))
        town.clock.advance(.days(1000))
        #expect(stamp.verify(dataHash: hash, trusting: try await seals.trust()).allPassed)
        #expect(try await seals.records().first { $0.id == first.id }?.state == .replaced(at: end - .days(89)))
    }

    @Test("with the nightly upkeep no body is without a valid seal in forty years of a root of thirty, but for the root's end")
    func decades() async throws {
        let (town, seals) = try await founded()
        let bodies = [bureau, "12410200MBKF00027B"].filter { town.organisations.directory.body($0) != nil }
        let root = try #require(try await seals.trust().roots.first)
        for body in bodies { _ = try await seals.stamper(for: body) }
        while town.clock.now < root.validUntil - .days(30) {
            for body in bodies {
                let stamper = try await seals.stamper(for: body)
                #expect(try await stamper.seal.verify(at: town.clock.now, trusting: seals.trust()).allPassed, "\(town.clock.today)")
            }
            town.clock.advance(.days(29))
            _ = try await seals.renewEnding()
        }
        // Another root is for people to found; until then it is said.
        #expect(try await seals.health().endings.contains { $0.thing == .root })
        #expect(try await town.acts("seal_authority.maker_succeeded").count == 1)
        #expect(try await seals.renewEnding() == 0)
    }

    @Test("a seal that ended while nobody renewed it is replaced when it is needed, and until then it is said")
    func late() async throws {
        let (town, seals) = try await founded(), first = try await seals.stamper(for: bureau)
        let name = town.organisations.directory.name(ofBody: bureau), end = first.seal.info.property.validUntil
        #expect(try await seals.health().endings.isEmpty)
        town.clock.advance(end - town.clock.now - .days(59))
        #expect(try await seals.health().endings == [.init(thing: .seal(of: name), at: end)])
        town.clock.advance(.days(60))
        #expect(try await seals.health().endings.count == 1)
        #expect(try await seals.stamper(for: bureau).id != first.id)
        #expect(try await seals.health().endings.isEmpty)
    }

    @Test("a maker of an earlier release, whose certificate bears no mark, is succeeded once; his seals stay good and nobody follows him")
    func upgraded() async throws {
        let town = try await Town.filled(), seals = town.organisations.seals, now = town.clock.now
        // As earlier releases founded a city: one kind of certificate for makers and bodies.
        let until = now + .days(20 * 365)
        let root = try CertificateAuthority.root(DistinguishedName(commonName: "根"), key: .generate(), from: now - .days(1), until: until)
        let identity = { (name: String) in
            let key = try SM2PrivateKey.generate()
            return try SigningIdentity(certificate: root.issue(
                to: DistinguishedName(commonName: name), for: key.publicKey, from: now - .days(1), until: until), key: key)
        }
        let old = SealMaker(root: root, maker: try identity("制章"))
        try await town.ledger.command { tx in
            try SealStore(cipher: town.cipher).add(old, at: now, tx)
            return Acted(recording: Act(ID(at: now, SeededRandom(seed: 1)), "test", of: Subject("test", "1"), by: clerk, at: now))
        }
        #expect(!(try await seals.trust().mayMakeSeals(old.maker.certificate, at: now)))

        town.clock.advance(.hours(1))
        let (one, other) = (try Town.organisations(town.ledger, town.cipher, town.clock), town.organisations)
        try await one.load()
        try await other.load()
        #expect(try await town.acts("seal_authority.maker_succeeded").count == 1)
        let trust = try await seals.trust()
        #expect(trust.mayMakeSeals(old.maker.certificate, at: town.clock.now))
        #expect(!trust.mayMakeSeals(old.maker.certificate, at: town.clock.now + .seconds(1)))
        #expect(!trust.mayMakeSeals(try identity("某局").certificate, at: now))
        let made = try await seals.stamper(for: bureau)
        #expect(made.seal.makerCertificate.isMarked(for: .makingSeals) && made.certificate.isMarked(for: .stamping))
        #expect(made.seal.makerCertificate.verify(issuedBy: root.identity.certificate))
    }
}

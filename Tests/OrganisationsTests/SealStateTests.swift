import Kernel
import Ledger
@testable import Organisations
import Signing
import Storage
import TestKit
import Testing

/// 停用, 吊销: from that moment on nothing sealed so counts, on every node; what was sealed before stays good.
@Suite("Withdrawn seals and revoked certificates") struct SealStateTests {
    private let bureau = "11410200MBKF00019K"
    private let hash = SM3.hash(Array("原文".utf8))

    private func town() async throws -> (Town, SealBook) {
        let town = try await Town.filled(), seals = town.organisations.seals
        try await seals.establish(by: clerk)
        return (town, seals)
    }

    private func stamp(_ town: Town, _ stamper: Stamper, trusting trust: Trust? = nil) async throws -> SealSignature {
        var believed = trust
        if believed == nil { believed = try await town.organisations.seals.trust() }
        return try SealSignature.make(
            seal: stamper.seal, signer: stamper.identity, dataHash: hash, propertyInfo: "/Doc_0/Signs/Sign_0/Signature.xml",
            at: town.clock.now, trusting: #require(believed))
    }

    private func failures(_ stamp: SealSignature, _ seals: SealBook) async throws -> [String] {
        stamp.verify(dataHash: hash, trusting: try await seals.trust()).filter { !$0.passed }.map(\.name)
    }

    @Test("a seal that is withdrawn stamps no more on any node, until another is made for the body")
    func withdrawn() async throws {
        let (town, seals) = try await town(), first = try await seals.stamper(for: bureau)
        let elsewhere = try Town.organisations(town.ledger, town.cipher, town.clock)
        try await elsewhere.load()
        #expect(try await elsewhere.seals.stamper(for: bureau).id == first.id)

        try await seals.withdraw(first.id, reason: "  印章遗失  ", by: clerk)
        let name = town.organisations.directory.name(ofBody: bureau)
        for book in [seals, elsewhere.seals] {
            await #expect(throws: Problem("seal.withdrawn", .conflict)) { try await book.stamper(for: bureau) }
            #expect(try await book.health().without == [name] || book === elsewhere.seals)
        }
        let record = try #require(try await seals.records().first { $0.id == first.id })
        #expect(record.state == .withdrawn(.init(at: town.clock.now, by: clerk.name, reason: "印章遗失")))
        #expect(try await town.acts("seal.withdrawn").count == 1)

        let second = try await seals.makeAnew(for: bureau, by: clerk)
        #expect(second != first.id)
        #expect(try await elsewhere.seals.stamper(for: bureau).id == second)
        #expect(try await seals.health().without.isEmpty)
        await #expect(throws: Problem("seal.in_force", .conflict)) { try await seals.makeAnew(for: bureau, by: clerk) }
    }

    @Test("what was sealed before the withdrawal stays good; what was sealed from then on fails, whoever still has the key")
    func moment() async throws {
        let (town, seals) = try await town(), stamper = try await seals.stamper(for: bureau), before = try await seals.trust()
        let early = try await stamp(town, stamper)
        town.clock.advance(.days(1))
        try await seals.withdraw(stamper.id, reason: "机构撤并", by: clerk)
        let late = try await stamp(town, stamper, trusting: before)
        #expect(try await failures(early, seals).isEmpty)
        #expect(try await failures(late, seals) == ["seal.withdrawal"])
        #expect(try await seals.trust().withdrawal(of: stamper.seal) == town.clock.now)
        await #expect(throws: Problem("check.seal.withdrawal.failed", .conflict)) { try await stamp(town, stamper) }
    }

    @Test("a withdrawal says why, is of a seal that there is, and is done once", arguments: ["", "  \n", String(repeating: "长", count: 201)])
    func refused(reason: String) async throws {
        let (_, seals) = try await town(), stamper = try await seals.stamper(for: bureau)
        await #expect(throws: Problem("seal.reason_missing", .invalid)) { try await seals.withdraw(stamper.id, reason: reason, by: clerk) }
        await #expect(throws: Problem("seal.unknown", .notFound)) { try await seals.withdraw("no-such", reason: "遗失", by: clerk) }
        try await seals.withdraw(stamper.id, reason: "遗失", by: clerk)
        await #expect(throws: Problem("seal.already_withdrawn", .conflict)) {
            try await seals.withdraw(stamper.id, reason: "遗失", by: clerk)
        }
    }

    @Test("a body's certificate that is revoked takes its seal along")
    func revoked() async throws {
        let (town, seals) = try await town(), stamper = try await seals.stamper(for: bureau), before = try await seals.trust()
        let early = try await stamp(town, stamper)
        town.clock.advance(.days(1))
        try await seals.revoke(certificate: stamper.certificate.serial, reason: "密钥泄露", by: clerk)
        let late = try await stamp(town, stamper, trusting: before)
        #expect(try await failures(early, seals).isEmpty)
        #expect(try await failures(late, seals) == ["signer.revocation", "seal.withdrawal"])
        await #expect(throws: Problem("seal.withdrawn", .conflict)) { try await seals.stamper(for: bureau) }
        await #expect(throws: Problem("certificate.already_revoked", .conflict)) {
            try await seals.revoke(certificate: stamper.certificate.serial, reason: "密钥泄露", by: clerk)
        }
        await #expect(throws: Problem("certificate.unknown", .notFound)) {
            try await seals.revoke(certificate: "00", reason: "密钥泄露", by: clerk)
        }
        #expect(try await town.acts("certificate.revoked").count == 1)
    }

    @Test("a maker's certificate that is revoked has a successor at once, and the seals are made anew")
    func maker() async throws {
        let (town, seals) = try await town(), first = try await seals.stamper(for: bureau), before = try await seals.trust()
        let early = try await stamp(town, first)
        town.clock.advance(.days(1))
        try await seals.revoke(certificate: first.seal.makerCertificate.serial, reason: "制章密钥泄露", by: clerk)
        let second = try await seals.stamper(for: bureau)
        #expect(second.id != first.id && second.seal.makerCertificate != first.seal.makerCertificate)
        #expect(try await failures(early, seals).isEmpty)
        #expect(try await failures(stamp(town, first, trusting: before), seals) == ["maker.revocation"])
        #expect(try await failures(stamp(town, second), seals).isEmpty)
        #expect(try await seals.renewEnding() == 0)
    }
}

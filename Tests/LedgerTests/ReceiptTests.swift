import Kernel
import Signing
import Storage
import Testing
import Ledger

@Suite("Receipts")
struct ReceiptTests {
    @Test("a receipt proves its act to anyone who knows the ledger's key", arguments: [1, 2, 5, 300])
    func proves(_ size: Int) async throws {
        let (city, receipt) = try await issued(at: size - 1, of: size)
        let checks = receipt.verify(trusting: city.identity.certificate.publicKey)
        #expect(checks.allPassed)
        #expect(checks.map(\.name) == ["receipt.act", "receipt.inclusion", "receipt.certificate", "receipt.signature", "receipt.trusted"])
        #expect(receipt.verify().count == 4)
        #expect(Act(canonical: receipt.act)?.facts == ["number": "\(size - 1)"])
    }

    @Test("a receipt survives its file")
    func file() async throws {
        let (_, receipt) = try await issued(at: 3, of: 10)
        let read = try Receipt(json: receipt.json())
        #expect(read == receipt)
        #expect(read.verify().allPassed)
        #expect(read.city == "开封市")
    }

    @Test("a changed receipt fails the check that it should", arguments: [
        ("case.noted", "case.closed", "receipt.inclusion"),
        ("\"position\" : 3", "\"position\" : 4", "receipt.inclusion"),
        ("\"size\" : 10", "\"size\" : 3", "receipt.inclusion"),
        ("\"size\" : 10", "\"size\" : 9", "receipt.signature"),
        ("\"at\" : 1790000000000", "\"at\" : 1790000000001", "receipt.signature"),
        ("-----BEGIN", "-----BEGUN", "receipt.certificate"),
        ("\\\"at\\\"", " \\\"at\\\"", "receipt.act"),
    ])
    func changed(_ old: String, _ new: String, _ check: String) async throws {
        let (_, receipt) = try await issued(at: 3, of: 10)
        let text = String(decoding: try receipt.json(), as: UTF8.self)
        #expect(text.contains(old))
        let forged = try Receipt(json: Array(text.replacing(old, with: new).utf8))
        #expect(forged.verify().firstFailed?.name == check)
    }

    @Test("a receipt of another ledger is not trusted")
    func foreign() async throws {
        let (_, receipt) = try await issued(at: 0, of: 1)
        let other = try Fixture.newIdentity().certificate.publicKey
        #expect(receipt.verify(trusting: other).firstFailed?.name == "receipt.trusted")
    }

    @Test("a damaged file is told from a good one, with the place of the damage", arguments: [
        ("", "receipt.unreadable", ""), ("{", "receipt.unreadable", ""), ("[]", "receipt.unreadable", ""),
        ("{}", "receipt.unreadable", "format"),
        ("{\"format\":\"tongban.receipt.1\"}", "receipt.unreadable", "city"),
        ("{\"format\":\"tongban.receipt.9\"}", "receipt.format", nil),
        (String(repeating: "[", count: 100_000), "receipt.unreadable", ""),
        (String(repeating: " ", count: 1 << 21), "receipt.too_large", nil),
    ] as [(String, String, String?)])
    func damaged(_ text: String, _ code: String, _ place: String?) throws {
        let problem = try #require(throws: Problem.self) { try Receipt(json: Array(text.utf8)) }
        #expect(problem.code == code)
        #expect(problem.arguments["place"] == place)
    }

    @Test("the field that is wrong is named", arguments: [
        ("\"root\" : \"", "\"root\" : \"x", "head.root"), ("\"signature\" : \"", "\"signature\" : \"*", "head.signature"),
    ])
    func wrongField(_ old: String, _ new: String, _ place: String) async throws {
        let (_, receipt) = try await issued(at: 0, of: 1)
        let text = String(decoding: try receipt.json(), as: UTF8.self).replacing(old, with: new)
        let problem = try #require(throws: Problem.self) { try Receipt(json: Array(text.utf8)) }
        #expect(problem.arguments["place"] == place)
    }

    @Test("there is no receipt before the sequencer has passed, nor for an act that is not there")
    func early() async throws {
        let city = try await Fixture()
        let early = act()
        try await city.ledger.command { _ in Acted(recording: early) }
        await #expect(throws: Problem("ledger.not_sequenced", .unavailable)) { try await city.ledger.receipt(for: early.id) }
        try await city.sequencer().settle()
        #expect(try await city.ledger.receipt(for: early.id)?.position == 0)
        #expect(try await city.ledger.receipt(for: act().id) == nil)
    }

    @Test("old and new heads are consistent, whatever the batches")
    func consistent() async throws {
        let city = try await Fixture()
        var heads: [SignedHead] = []
        for count in [1, 4, 9, 2, 300] {
            try await city.commit(count)
            try await city.sequencer().settle()
            heads.append(try #require(try await city.ledger.head()))
        }
        for old in heads {
            for new in heads where old.size <= new.size {
                let proof = try await city.ledger.read { try LedgerView($0).consistencyProof(from: old.size, to: new.size) }
                #expect(MerkleProof.isConsistent(old.root, of: old.size, with: new.root, of: new.size, proof: proof))
            }
        }
        await #expect(throws: Problem("ledger.out_of_range", .notFound)) {
            try await city.ledger.read { try LedgerView($0).consistencyProof(from: 0, to: 317) }
        }
        await #expect(throws: Problem("ledger.out_of_range", .notFound)) {
            try await city.ledger.read { try LedgerView($0).inclusionProof(of: -1, in: 10) }
        }
    }

    private func issued(at position: Int, of size: Int) async throws -> (Fixture, Receipt) {
        let city = try await Fixture()
        try await city.ledger.command { _ in try Acted((), (0..<size).map { act("case.noted", facts: ["number": "\($0)"]) }) }
        try await city.sequencer().settle()
        let chosen = try #require(try await city.ledger.read { try LedgerView($0).act(at: position) })
        return (city, try #require(try await city.ledger.receipt(for: chosen.act.id)))
    }
}

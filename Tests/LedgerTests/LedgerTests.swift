import Kernel
import Signing
import Storage
import Testing
import Ledger

@Suite("Commands and the sequencer")
struct LedgerTests {
    @Test("a command's rows and acts are kept together")
    func command() async throws {
        let city = try await Fixture()
        let name = try await city.ledger.command { tx in
            try tx.execute("INSERT INTO thing (name) VALUES ('one')")
            return Acted("one", act("thing.made"), act("thing.named"))
        }
        #expect(name == "one")
        let kinds = try await city.ledger.acts(of: Subject("case", "A")).elements.map(\.act.kind)
        #expect(kinds == ["thing.made", "thing.named"])
    }

    @Test("a command that fails leaves neither rows nor acts")
    func failure() async throws {
        let city = try await Fixture()
        await #expect(throws: Problem("ledger.no_act", .fault)) {
            try await city.ledger.command { tx in
                try tx.execute("INSERT INTO thing (name) VALUES ('one')")
                return try Acted((), [])
            }
        }
        let things = try await city.ledger.read { try $0.rows("SELECT name FROM thing").count }
        #expect(things == 0)
        #expect(try await city.ledger.acts(of: Subject("case", "A")).elements.isEmpty)
    }

    @Test("a command may carry hundreds of acts")
    func many() async throws {
        let city = try await Fixture()
        try await city.ledger.command { _ in try Acted((), (0..<250).map { act(facts: ["number": "\($0)"]) }) }
        #expect(try await city.sequencer().sequence() == 250)
        let numbers = try await city.ledger.read { tx in try (0..<250).map { try LedgerView(tx).act(at: $0)?.act.facts["number"] } }
        #expect(numbers == (0..<250).map { "\($0)" })
    }

    @Test("acts get positions batch by batch, and each batch a head")
    func batches() async throws {
        let city = try await Fixture()
        #expect(try await city.ledger.head() == nil)
        try await city.commit(25)
        let sequencer = city.sequencer(batch: 10)
        var sizes: [Int] = []
        while try await sequencer.sequence() > 0 { sizes.append(try #require(try await city.ledger.head()).size) }
        #expect(sizes == [10, 20, 25])
        let report = try await city.audit()
        #expect(report.problems == [])
        #expect([report.acts, report.heads, report.signatures] == [25, 3, 3])
    }

    @Test("acts that a failed command left holes between are still neighbours on the ledger")
    func holes() async throws {
        let city = try await Fixture()
        try await city.commit(6)
        try await city.tamper("DELETE FROM act WHERE entry IN (2, 5)")
        #expect(try await city.sequencer().sequence() == 4)
        let positions = try await city.ledger.acts(of: Subject("case", "A")).elements.map(\.position)
        #expect(positions == [0, 1, 2, 3])
    }

    @Test("a subject's acts come in order, page by page, with those that concern it")
    func pages() async throws {
        let city = try await Fixture()
        let case_ = Subject("case", "A"), licence = Subject("licence", "A")
        for number in 0..<7 {
            let subject = number % 2 == 0 ? case_ : licence
            try await city.ledger.command { _ in
                let own = act("n\(number)", of: subject, related: subject == licence ? case_ : nil)
                return Acted(recording: own, act("other", of: Subject("case", "B")))
            }
        }
        try await city.sequencer().settle()
        var (kinds, positions, next) = ([String](), [Int?](), String?.none)
        repeat {
            let page = try await city.ledger.acts(of: case_, after: next, limit: 3)
            #expect(page.elements.count <= 3)
            kinds += page.elements.map(\.act.kind)
            positions += page.elements.map(\.position)
            next = page.next
        } while next != nil
        #expect(kinds == (0..<7).map { "n\($0)" })
        #expect(positions == (0..<7).map { $0 * 2 })
        #expect(try await city.ledger.acts(of: licence).elements.map(\.act.kind) == ["n1", "n3", "n5"])
    }

    @Test("look-ups use an index")
    func plans() async throws {
        let city = try await Fixture()
        let queries: [SQL] = [
            "SELECT id FROM act WHERE subject_id = 'A' AND subject_kind = 'case' AND entry > 5 ORDER BY entry LIMIT 3",
            "SELECT id FROM act WHERE related_id = 'A' AND related_kind = 'case' AND entry > 5 ORDER BY entry LIMIT 3",
            "SELECT id FROM act WHERE position IS NULL ORDER BY entry LIMIT 3",
            "SELECT id FROM act WHERE position >= 5 ORDER BY position LIMIT 3",
            "SELECT COUNT(*) FROM act WHERE position IS NULL AND at < 5",
        ]
        for query in queries {
            let plan = try await city.ledger.read { try $0.plan(query) }
            #expect(!plan.isEmpty && plan.allSatisfy { $0.index != nil }, "\(query.text): \(plan)")
        }
    }

    @Test("any mixture of commands, failures and rival sequencers leaves a gapless ledger that verifies", arguments: [1, 2, 3] as [UInt64])
    func property(_ seed: UInt64) async throws {
        let city = try await Fixture()
        let random = SeededRandom(seed: seed)
        let plans = (0..<120).map { _ in (acts: 1 + random.number(below: 4), fails: random.number(below: 4) == 0) }
        await withTaskGroup(of: Void.self) { group in
            for (number, plan) in plans.enumerated() {
                group.addTask {
                    try? await city.ledger.command { tx in
                        try tx.execute("INSERT INTO thing (name) VALUES (\("thing \(number)"))")
                        if plan.fails { throw Problem("test.failed", .fault) }
                        let thing = Subject("thing", "\(number)")
                        return try Acted((), (0..<plan.acts).map { act("thing.made", of: thing, facts: ["part": "\($0)"]) })
                    }
                }
            }
            for _ in 0..<3 {
                let sequencer = city.sequencer(batch: 17)
                group.addTask { for _ in 0..<30 { _ = try? await sequencer.sequence() } }
            }
        }
        try await city.sequencer().settle()
        let total = plans.reduce(0) { $0 + ($1.fails ? 0 : $1.acts) }
        #expect(try await city.ledger.head()?.size == total)
        let report = try await city.audit()
        #expect(report.problems == [])
        #expect(report.acts == total)
        let things = try await city.ledger.read { try $0.rows("SELECT name FROM thing").count }
        #expect(things == plans.count { !$0.fails })
    }

    @Test("of two sequencers with the same batch exactly one wins, and the other goes on with what is left")
    func rivals() async throws {
        let city = try await Fixture()
        try await city.commit(40)
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                let sequencer = city.sequencer(batch: 5)
                group.addTask { try await sequencer.sequence() }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == Array(repeating: 5, count: 8))
        #expect(try await city.audit().isIntact)
    }
}

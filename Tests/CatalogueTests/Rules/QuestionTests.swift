import Catalogue
import Kernel
import TestKit
import Testing

@Suite("Questions of a situation") struct QuestionTests {
    private var decisions: ItemDecisions { get throws { try ruled(chain, questions: chained).decisions } }

    @Test("only answers that were asked for and offered stay", arguments: [
        ([:], [:]),
        (["kind": "shop"], ["kind": "shop"]),
        (["kind": "pub"], [:]),
        (["kind": "shop", "kitchen": "yes", "large": "yes"], ["kind": "shop"]),
        (["kind": "canteen", "kitchen": "yes", "large": "yes"], ["kind": "canteen", "kitchen": "yes", "large": "yes"]),
        (["kitchen": "yes"], [:]),
        (["kind": "canteen", "kitchen": "no", "large": "yes", "more": "x"], ["kind": "canteen", "kitchen": "no"]),
    ] as [([String: String], [String: String])])
    func cleaning(sent: [String: String], kept: [String: String]) throws { #expect(try decisions.cleaned(sent) == kept) }

    @Test("a situation is complete when nothing that is asked is open")
    func completeness() throws {
        #expect(try !decisions.isComplete([:]))
        #expect(try decisions.isComplete(["kind": "shop"]))
        #expect(try !decisions.isComplete(["kind": "canteen"]))
        #expect(try decisions.asked(["kind": "canteen"]).map(\.key) == ["kind", "kitchen"])
    }

    @Test("every situation is found, each with the answers that it takes")
    func completions() throws {
        let all = try #require(try decisions.completions(of: [:]))
        #expect(all == [["kind": "canteen", "kitchen": "yes", "large": "yes"], ["kind": "canteen", "kitchen": "no"], ["kind": "shop"]])
        #expect(try decisions.completions(of: ["kind": "canteen"])?.count == 2)
        #expect(try decisions.completions(of: [:], limit: 1) == nil)
    }

    @Test("a page learns by which answer a question is asked")
    func conditions() throws {
        let decisions = try decisions, questions = decisions.asked(["kind": "canteen", "kitchen": "yes"])
        #expect(questions.map { decisions.condition(of: $0)?.question } == [nil, "kind", "kitchen"])
        #expect(questions.map { decisions.condition(of: $0)?.answers ?? [] } == [[], ["canteen"], ["yes"]])
    }

    @Test("a question that hangs on two others is always shown; what is sent all the same is dropped")
    func together() throws {
        let both = chain.replacing(#"{kitchen: "yes", question: large}"#, with: #"{kind: canteen, kitchen: "yes", question: large}"#)
            .replacing("{kind: canteen, question: kitchen}", with: "{question: kitchen}")
        let decisions = try ruled(both, questions: chained).decisions
        let large = try #require(decisions.asked(["kind": "canteen", "kitchen": "yes"]).last)
        #expect(large.key == "large" && decisions.condition(of: large) == nil)
        #expect(decisions.cleaned(["kind": "shop", "kitchen": "yes", "large": "yes"]) == ["kind": "shop", "kitchen": "yes"])
    }

    @Test("without a decision, and where it fails, every question is asked", arguments: [
        nil, "kind: nonsense", chain.replacing("question: kind}", with: "question: =1 + kind}"),
    ] as [String?])
    func all(rules: String?) throws {
        let item = try rules.map { try ruled($0, questions: chained) } ?? ruled("", questions: chained, ["rules": .null])
        #expect(item.decisions.asked([:]).map(\.key) == ["kind", "kitchen", "large"])
    }
}

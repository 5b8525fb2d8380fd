import Cases
import Foundation
import HTTPTypes
import Identity
import Kernel
import Ledger
import Platform
import Storage
import TestKit
import Testing
import Web

/// A request that is sent twice, by a program that heard no answer or by somebody who pressed twice.
@Suite("A request sent again") struct RequestTests {
    @Test("the same key with the same body gives the same answer, and the step is taken once")
    func same() async throws {
        let city = try await TestCity(), record = try await city.accepted(), cases = city.platform.cases
        let officer = try await city.staff("scjg-officer"), seen = try await cases.seen(record.id, for: .pass, by: officer)
        let asking = officer.asking(try RequestKey("retry-0001", asking: [record.id.text, "pass", "同意"]))
        let first = try await cases.pass(record.id, opinion: "同意", seen: seen, by: asking)
        let again = try await cases.pass(record.id, opinion: "同意", seen: seen, by: asking)
        #expect(first == again && again.revision == record.revision + 1)
        // Also when the case has gone on since, and at the same moment.
        _ = try await cases.grant(record.id, opinion: "同意", by: city.staff("scjg-chief"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { _ = try await cases.pass(record.id, opinion: "同意", seen: seen, by: asking) } }
            try await group.waitForAll()
        }
        let acts = try await city.platform.ledger.acts(of: record.subject, limit: 100).elements.map(\.act.kind)
        #expect(acts.filter { $0 == "case.passed" }.count == 1)
    }

    @Test("the same key with another body is refused, and nothing is done")
    func differs() async throws {
        let city = try await TestCity(), record = try await city.accepted(), cases = city.platform.cases
        let officer = try await city.staff("scjg-officer")
        let request = { (opinion: String) in officer.asking(try RequestKey("retry-0001", asking: [record.id.text, "pass", opinion])) }
        _ = try await cases.pass(record.id, opinion: "同意", by: request("同意"))
        await #expect(throws: Problem("idempotency.differs", .invalid)) {
            _ = try await cases.pass(record.id, opinion: "不同意", by: request("不同意"))
        }
    }

    @Test("two senders may use one key")
    func senders() async throws {
        let city = try await TestCity(), record = try await city.accepted(), cases = city.platform.cases
        let key = try RequestKey("retry-0001", asking: ["x"])
        _ = try await cases.pass(record.id, opinion: "同意", by: city.staff("scjg-officer").asking(key))
        let chief = try await city.staff("scjg-chief").asking(RequestKey("retry-0001", asking: ["y"]))
        let granted = try await cases.grant(record.id, opinion: "同意", by: chief)
        #expect(granted.result == .granted)
    }

    @Test("a submission under a key that was another application's is refused; the same one is the same case")
    func submissions() async throws {
        let city = try await TestCity(), record = try await city.submitted(key: "order-1")
        #expect(try await city.submitted(key: "order-1").id == record.id)
        await #expect(throws: Problem("idempotency.differs", .invalid)) { try await city.submitted("property-search", key: "order-1") }
    }

    @Test("over the API a step that is sent again is answered letter for letter, and with another body is a 422")
    func api() async throws {
        let city = try await TestCity(), record = try await city.accepted()
        let program = try await city.browser(), token = try await city.token("scjg-officer"), path = "/api/v1/cases/\(record.id)/pass"
        let seen = try await city.platform.cases.seen(record.id, for: .pass, by: city.staff("scjg-officer"))
        let body = { (opinion: String) in #"{"opinion": "\#(opinion)", "revision": \#(seen.revision), "work": \#(seen.work)}"# }
        let post = { (text: String, key: String) in
            let headers: HTTPFields = [
                .contentType: "application/json", .authorization: "Bearer \(token)", HTTPField.Name("Idempotency-Key")!: key,
            ]
            return try await program.send(.post, path, headers: headers, body: Array(text.utf8))
        }
        let first = try await post(body("同意"), "retry-0001")
        #expect(first.status == 200, "\(first.text)")
        _ = try await city.platform.cases.grant(record.id, opinion: "同意", by: city.staff("scjg-chief"))
        let again = try await post(body("同意"), "retry-0001")
        #expect(again.status == 200 && again.bytes == first.bytes)
        let other = try await post(body("不同意"), "retry-0001")
        #expect(other.status == 422 && other.text.contains("idempotency.differs"))
        #expect(try await post(body("同意"), "short").status == 422)
    }

    @Test("a button that is pressed twice takes the step once, and both times leads to the same page")
    func pages() async throws {
        let city = try await TestCity(), record = try await city.accepted(), path = "/office/cases/\(record.id)"
        let officer = try await city.browser("scjg-officer"), page = try await officer.get(path).text
        let once = try #require(page.firstMatch(of: /name="once" value="(\w+)"/)?.1)
        let seen = try await city.platform.cases.seen(record.id, for: .pass, by: city.staff("scjg-officer"))
        let form = ["opinion": "同意", "revision": "\(seen.revision)", "work": "\(seen.work)", "once": String(once)]
        let answers = [try await officer.post("\(path)/steps/pass", form), try await officer.post("\(path)/steps/pass", form)]
        #expect(answers.map(\.status) == [303, 303])
        let changed = try await officer.post("\(path)/steps/pass", form.merging(["opinion": "另一个意见"]) { $1 })
        #expect(changed.status == 422)
        let acts = try await city.platform.ledger.acts(of: record.subject, limit: 100).elements.map(\.act.kind)
        #expect(acts.filter { $0 == "case.passed" }.count == 1)
    }

    @Test("answers are thrown away after some days; what a draft has become is remembered")
    func forgotten() async throws {
        let city = try await TestCity()
        _ = try await city.submitted(key: "order-1")
        #expect(try await city.platform.cases.forgetRequests() == 0)
        city.clock.advance(.days(8))
        #expect(try await city.platform.cases.forgetRequests() == 1)
    }

    @Test("what was asked is kept unreadable")
    func sealed() async throws {
        let city = try await TestCity()
        _ = try await city.submitted(key: "order-1")
        let row = try await city.platform.database.read { tx in
            try tx.row("SELECT digest, answer FROM case_submission WHERE key = 'order-1'")
        }
        let kept = try #require(row)
        #expect(try kept.get("digest", as: String.self).utf8.count == 64)
        #expect(try !kept.get("answer", as: String.self).contains("李小梅"))
    }
}

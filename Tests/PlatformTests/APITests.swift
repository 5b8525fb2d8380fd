import Cases
import Catalogue
import Files
import Foundation
import HTTPTypes
import Identity
import Kernel
import Licences
import Organisations
import Platform
import Signing
import TestKit
import Testing
import Web

/// Another department's program, speaking JSON.
@Suite("The API") struct APITests {
    @Test("handed in, accepted, passed and granted in JSON")
    func life() async throws {
        let city = try await TestCity()
        let person = try await city.program("lixiaomei")
        let submission = try await submission(city)
        let first = try await person.post("/api/v1/cases", submission, key: "order-0001")
        #expect(first.status == 201, "\(first.text)")
        let created = try JSON(parsing: first.bytes)
        let id = try #require(created.object?["id"]?.string)
        #expect(created.object?["phase"] == "received" && created.object?["holder"] == "李*梅")
        let again = try await person.post("/api/v1/cases", submission, key: "order-0001")
        #expect(again.status == 201 && again.bytes == first.bytes)

        for (login, step, body) in [
            ("window01", "accept", [:]), ("scjg-officer", "pass", ["opinion": "符合要求"]), ("scjg-chief", "grant", ["opinion": "同意"]),
        ] as [(String, String, [String: JSON])] {
            let program = try await city.program(login)
            let answer = try await program.post("/api/v1/cases/\(id)/\(step)", .object(body.merging(program.seen(id)) { $1 }))
            #expect(answer.status == 200, "\(step): \(answer.text)")
        }
        let shown = try await person.get("/api/v1/cases/\(id)")
        #expect(try JSON(parsing: shown.bytes).object?["result"] == "granted")
        let tracked = try await city.program().post("/api/v1/track", .object([
            "number": created.object?["query"] ?? .null,
            "code": .string(try await city.platform.cases.find(#require(ID(id)), in: .platform).password),
        ]))
        #expect(tracked.status == 200)
    }

    @Test("what is wrong is a problem with its fields", arguments: [
        (["item": "nothing"], 404), (["declared": .bool(false)], 422), (["form": .object([:])], 422), (["item": .number(1)], 400),
        (["materials": .array([.object(["key": "floor-plan", "fileName": "a.pdf", "digest": "00"])])], 422),
    ] as [([String: JSON], Int)])
    func wrong(change: [String: JSON], status: Int) async throws {
        let city = try await TestCity()
        let person = try await city.program("lixiaomei")
        let submission = try await submission(city).object ?? [:]
        let answer = try await person.post("/api/v1/cases", .object(submission.merging(change) { $1 }), key: "order-0002")
        #expect(answer.status == status || (status == 400 && answer.status == 422), "\(answer.status) \(answer.text)")
        #expect(answer.headers[.contentType]?.hasPrefix("application/problem+json") == true)
        #expect(try await city.platform.cases.mine(city.person("lixiaomei").scope).elements.isEmpty)
    }

    @Test("without a key, without a session, in another's case: no")
    func refused() async throws {
        let city = try await TestCity()
        let person = try await city.program("lixiaomei"), submission = try await submission(city)
        #expect(try await person.post("/api/v1/cases", submission).status == 422)
        #expect(try await city.program().post("/api/v1/cases", submission, key: "order-0003").status == 401)
        let record = try await city.submitted()
        for (login, step, status) in [
            ("wanghai", "withdraw", 404), ("lixiaomei", "accept", 403), ("zjj-chief", "grant", 404), ("window01", "grant", 409),
        ] {
            let body: [String: JSON] = try await ["opinion": "好"].merging(city.program("window01").seen(record.id.text)) { $1 }
            let answer = try await city.program(login).post("/api/v1/cases/\(record.id)/\(step)", .object(body))
            #expect(answer.status == status, "\(login) \(step): \(answer.text)")
        }
    }

    @Test("a step that doesn't say what it saw is refused beside the field", arguments: [
        ("accept", ["revision", "work"]), ("accept", ["work"]), ("accept", ["revision"]), ("withdraw", ["revision"]),
    ])
    func unseen(step: String, missing: [String]) async throws {
        let city = try await TestCity(), record = try await city.submitted()
        let program = try await city.program(step == "accept" ? "window01" : "lixiaomei")
        let body = try await program.seen(record.id.text).filter { !missing.contains($0.key) }
        let answer = try await program.post("/api/v1/cases/\(record.id)/\(step)", .object(body))
        #expect(answer.status == 422, "\(answer.text)")
        let errors = try JSON(parsing: answer.bytes).object?["errors"]?.array ?? []
        #expect(errors.map { $0.object?["field"]?.string } == missing)
        #expect(try await city.platform.cases.find(record.id, in: .platform) == record)
    }

    @Test("somebody else's file can't be handed in by its digest")
    func foreignFile() async throws {
        let city = try await TestCity()
        let submission = try await submission(city)
        let stranger = try await city.program("wanghai")
        let answer = try await stranger.post("/api/v1/cases", submission, key: "order-0005")
        #expect(answer.status == 422 && answer.text.contains("material.floor-plan"), "\(answer.text)")
    }

    @Test("clerks don't apply by a program")
    func clerks() async throws {
        let city = try await TestCity()
        let answer = try await city.program("window01").post("/api/v1/cases", submission(city), key: "order-0006")
        #expect(answer.status == 403)
    }

    /// A person who isn't known surely enough can't hand in by a program what the pages wouldn't let him begin.
    @Test("the real-name level counts here too")
    func assurance() async throws {
        let city = try await TestCity()
        let person = try await city.program("liujia")
        let submission: JSON = .object(["item": "property-transfer", "declared": .bool(true)])
        #expect(try await person.post("/api/v1/cases", submission, key: "order-0004").status == 403)
    }

    private func submission(_ city: TestCity) async throws -> JSON {
        let holder = try await city.platform.identity.holder(of: city.session("lixiaomei"))
        let application = try await city.application(by: holder)
        var materials: [JSON] = []
        let person = try await city.program("lixiaomei")
        for material in application.materials {
            var given = try await person.upload(material.key)
            given["key"] = .string(material.key)
            materials.append(.object(given))
        }
        return .object([
            "item": "food-operation-permit", "situation": .object(application.situation.mapValues(JSON.string)),
            "form": .object(application.values),
            "materials": .array(materials), "promised": .array(application.promised.map(JSON.string)), "declared": .bool(true),
        ])
    }
}

/// A client of the API: its session's token travels in a header, as programs send it.
struct Program {
    let browser: Browser
    let token: String?

    /// Hands in a file, and gives what is to be said of it in a submission.
    func upload(_ name: String) async throws -> [String: JSON] {
        let headers: HTTPFields = [.contentType: "multipart/form-data; boundary=x", .authorization: "Bearer \(token ?? "")"]
        let body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name).pdf\"\r\n\r\n%PDF-1.4 \(name)\r\n--x--\r\n"
        let answer = try await browser.send(.post, "/api/v1/files", headers: headers, body: Array(body.utf8))
        return try JSON(parsing: answer.bytes).object ?? [:]
    }

    func post(_ path: String, _ body: JSON, key: String? = nil) async throws -> Browser.Answer {
        var headers: HTTPFields = [.contentType: "application/json"]
        if let token { headers[.authorization] = "Bearer \(token)" }
        if let key { headers[HTTPField.Name("Idempotency-Key")!] = key }
        return try await browser.send(.post, path, headers: headers, body: Array(JSONText.encode(body).utf8))
    }

    /// What the case shows: its state, and the first work item that is open.
    func seen(_ id: String) async throws -> [String: JSON] {
        let shown = try await JSON(parsing: get("/api/v1/cases/\(id)").bytes).object ?? [:]
        return ["revision": shown["revision"] ?? .null, "work": shown["tasks"]?.array?.first?.object?["work"] ?? .null]
    }

    func get(_ path: String) async throws -> Browser.Answer {
        try await browser.get(path, headers: token.map { [.authorization: "Bearer \($0)"] } ?? [:])
    }
}

extension TestCity {
    func program(_ login: String? = nil) async throws -> Program {
        var token: String?
        if let login { token = try await self.token(login) }
        return Program(browser: try await browser(), token: token)
    }
}

import Cases
import Dispatch
import Files
import HTTPTypes
import Kernel
import Ledger
import Licences
import OFD
import Organisations
import Platform
import Signing
import Standards
import TestKit
import Testing
import Threads
import Web
@testable import Portal

@Suite("Tracking and verifying") struct TrackingTests {
    @Test("number and code show how far a case is, and nothing of what is in it")
    func track() async throws {
        let city = try await TestCity()
        let record = try await city.accepted()
        let browser = try await city.browser()
        #expect(try await browser.get("/track?number=\(record.query)").text.contains("value=\"\(record.query)\""))
        let page = try await browser.post("/track", ["number": record.query, "code": record.password.lowercased()])
        #expect(page.status == 200)
        #expect(page.text.contains("受理") && page.text.contains("自次日起算") && page.text.contains(record.holderMasked))
        #expect(!page.text.contains("13800000001") && !page.text.contains(record.password))
    }

    @Test("a wrong number and a wrong code get the same answer, without the code")
    func wrong() async throws {
        let city = try await TestCity()
        let record = try await city.submitted()
        let browser = try await city.browser()
        _ = try await browser.get("/track")
        for pair in [["number": record.query, "code": "ZZZZZZ"], ["number": "41022610080009990", "code": record.password]] {
            let page = try await browser.post("/track", pair)
            #expect(page.status == 422)
            #expect(page.text.contains("编号和查询码对不上") && !page.text.contains(pair["code"] ?? ""))
        }
    }

    @Test("codes can't be tried through")
    func limited() async throws {
        let city = try await TestCity(), browser = try await city.browser()
        _ = try await browser.get("/track")
        var statuses: [Int] = []
        for _ in 0..<25 { statuses.append(try await browser.post("/track", ["number": "41022610080000015", "code": "ZZZZZZ"]).status) }
        #expect(statuses.first == 422 && statuses.last == 429)
        withExtendedLifetime(city) {}
    }

    @Test("a licence is verified by its identifier, by its file, and not when a bit has changed")
    func verify() async throws {
        let city = try await TestCity()
        let record = try await city.granted()
        let licence = try #require(try await city.platform.licences.find(ofCase: record.id.text))
        let browser = try await city.browser()
        let page = try await browser.get("/verify/\(licence.identifier.text)")
        #expect(page.status == 200 && page.text.contains("真实有效") && page.text.contains(licence.number))
        var file = try await city.platform.files.readAll(#require(Digest(hex: licence.ofd)), limit: 8 << 20)
        _ = try await browser.get("/verify")
        let genuine = try await browser.upload("/verify", field: "file", fileName: "a.ofd", file)
        #expect(genuine.text.contains("就是签发的原件") && !genuine.text.contains("不通过</strong>"))
        file[file.count / 2] ^= 1
        let tampered = try await browser.upload("/verify", field: "file", fileName: "a.ofd", file)
        #expect(tampered.text.contains("没有通过核验") && tampered.text.contains("不通过</strong>"))
    }

    @Test("a file that is made to keep the server busy is put aside at once, in words")
    func laborious() async throws {
        let city = try await TestCity(), browser = try await city.browser()
        let declared = (0..<60).map { "xmlns:p\($0)='urn:\($0)'" }.joined(separator: " ")
        let open = String(repeating: "<a \(declared)>", count: 4) + String(repeating: "<a>", count: 94)
        let part = Array((open + String(repeating: "<a/>", count: 200_000) + String(repeating: "</a>", count: 98)).utf8)
        let file = try OFDPackage([.init("OFD.xml", part)]).bytes()
        _ = try await browser.get("/verify")
        let answer = try await browser.upload("/verify", field: "file", fileName: "a.ofd", file)
        #expect(answer.status == 413 && answer.text.contains("过于复杂"))
        withExtendedLifetime(city) {}
    }

    @Test("when too many files are examined at once the next is told when to come again, and the other counters stay open")
    func crowded() async throws {
        let examining = WorkPool("examining", threads: 1, waiting: 0)
        let city = try await TestCity(examining: examining), browser = try await city.browser()
        let (inside, enter) = AsyncStream.makeStream(of: Void.self), gate = DispatchSemaphore(value: 0)
        defer { gate.signal() }
        async let crowd: Void = examining.run {
            enter.yield()
            gate.wait()
        }
        for await _ in inside { break }
        _ = try await browser.get("/verify")
        let file = try OFDPackage([.init("OFD.xml", Array("<a/>".utf8))]).bytes()
        let refused = try await browser.upload("/verify", field: "file", fileName: "a.ofd", file)
        #expect(refused.status == 503 && refused.headers[.retryAfter] == "5" && refused.text.contains("忙不过来"))
        #expect(try await browser.get("/verify").status == 200)
        gate.signal()
        try await crowd
        #expect(try await browser.upload("/verify", field: "file", fileName: "a.ofd", file).status == 200)
        withExtendedLifetime(city) {}
    }

    @Test("a licence sealed before its seal was withdrawn stays genuine, and the page says what became of the seal",
          arguments: [false, true])
    func withdrawnSeal(isRevoked: Bool) async throws {
        let city = try await TestCity(), seals = city.platform.organisations.seals, clerk = Actor.system("test")
        let record = try await city.granted()
        let licence = try #require(try await city.platform.licences.find(ofCase: record.id.text))
        let file = try await city.platform.files.readAll(#require(Digest(hex: licence.ofd)), limit: 8 << 20)
        city.clock.advance(.days(1))
        let stamper = try await seals.stamper(for: licence.issuer)
        if isRevoked {
            try await seals.revoke(certificate: stamper.certificate.serial, reason: "私钥泄露", by: clerk)
        } else {
            try await seals.withdraw(stamper.id, reason: "印章遗失", by: clerk)
        }
        let browser = try await city.browser()
        _ = try await browser.get("/verify")
        let page = try await browser.upload("/verify", field: "file", fileName: "a.ofd", file)
        #expect(page.text.contains("就是签发的原件") && page.text.contains("签章时有效，印章已于"))
        #expect(!page.text.contains("不通过</strong>"))
    }

    @Test("an identifier that is mistyped is said to be so; one that isn't ours is not found")
    func unknown() async throws {
        let browser = try await TestCity().browser()
        #expect(try await browser.get("/verify/abc").status == 422)
        #expect(try await browser.get("/verify?identifier=abc").location == "/verify/abc")
        _ = try await browser.get("/verify")
        #expect(try await browser.upload("/verify", field: "file", fileName: "a.pdf", Array("%PDF-1.4".utf8)).status == 422)
    }

    @Test("a receipt holds on our ledger, and not when a word of it has changed")
    func receipt() async throws {
        let city = try await TestCity()
        let record = try await city.accepted()
        try await city.platform.settle()
        let act = try #require(try await city.platform.ledger.acts(of: Case.subject(record.id)).elements.first)
        let receipt = try #require(try await city.platform.ledger.receipt(for: act.act.id))
        let text = String(decoding: try receipt.json(), as: UTF8.self)
        let browser = try await city.browser()
        _ = try await browser.get("/receipt")
        let page = try await browser.post("/receipt", ["receipt": text])
        #expect(page.text.contains("回执有效") && page.text.contains("提交申请"))
        let forged = try await browser.post("/receipt", ["receipt": text.replacing("case.submitted", with: "case.granted")])
        #expect(forged.text.contains("回执没有通过核验"))
        #expect(try await browser.post("/receipt", ["receipt": "{}"]).status == 422)
    }
}

import Cases
import HTTPTypes
import Kernel
import Ledger
import Licences
import Platform
import Standards
import TestKit
import Testing
import Web
@testable import Portal

@Suite("My space") struct MyCasesTests {
    @Test("a case shows its way, its documents, its licence and its receipt to its holder")
    func granted() async throws {
        let city = try await TestCity()
        let record = try await city.granted()
        let browser = try await city.browser("lixiaomei")
        let path = "/me/cases/\(record.id)"
        let page = try await browser.get(path).text
        #expect(["提交申请", "受理通知书", "准予决定书", "食品经营许可证"].allSatisfy(page.contains))
        let pdf = try await browser.get("\(path)/documents/1.pdf")
        #expect(pdf.headers[.contentType] == "application/pdf" && pdf.bytes.starts(with: "%PDF".utf8))
        #expect(try await browser.get("\(path)/documents/1.ofd").headers[.contentType] == "application/ofd")
        let receipt = try Receipt(json: try await browser.get("\(path)/receipt.json").bytes)
        #expect(receipt.act.contains("case.submitted"))
    }

    @Test("a licence is found, shown and downloaded by its holder alone")
    func licence() async throws {
        let city = try await TestCity()
        let record = try await city.granted()
        let licence = try #require(try await city.platform.licences.find(ofCase: record.id.text))
        let browser = try await city.browser("lixiaomei"), path = "/me/licences/\(licence.id)"
        #expect(try await browser.get("/me/licences").text.contains(licence.number))
        let page = try await browser.get(path).text
        #expect(page.contains(licence.identifier.text) && page.contains("<svg class=\"qr\""))
        #expect(try await browser.get("\(path)/ofd").headers[.contentDisposition]?.contains("filename*=UTF-8''") ?? false)
        let other = try await city.browser("liujia")
        for path in [path, "\(path)/ofd", "/me/cases/\(record.id)", "/me/cases/\(record.id)/receipt.json"] {
            #expect(try await other.get(path).status == 404)
        }
    }

    @Test("a correction is gathered file by file, and supplied once")
    func correction() async throws {
        let city = try await TestCity()
        let record = try await city.submitted()
        let points = [Correction.Point(key: "floor-plan", reason: "看不清操作间")]
        let asked = try await city.platform.cases.requestCorrection(record.id, points, by: city.staff("window01"))
        let browser = try await city.browser("lixiaomei"), path = "/me/cases/\(record.id)/correction"
        let seen = ["revision": "\(asked.revision)"]
        #expect(try await browser.get("/me").text.contains(path))
        let page = try await browser.get(path).text
        #expect(page.contains("看不清操作间") && page.contains("name=\"revision\" value=\"\(asked.revision)\""))
        #expect(try await browser.post(path, seen).status == 422)
        _ = try await browser.upload("\(path)/floor-plan", field: "file.floor-plan", fileName: "新图.pdf", Array("%PDF-1.4 new".utf8))
        #expect(try await browser.get(path).text.contains("新图.pdf"))
        let unseen = try await browser.post(path)
        #expect(unseen.status == 422 && unseen.text.contains("（revision）"))
        let stale = try await browser.post(path, ["revision": "\(record.revision)"])
        #expect(stale.status == 409 && stale.text.contains("刚刚被别人处理过"))
        #expect(try await browser.post(path, seen).location == "/me/cases/\(record.id)")
        #expect(try await city.platform.cases.find(record.id, in: .platform).standing.phase == .received)
        #expect(try await browser.get(path).location == "/me/cases/\(record.id)")
        #expect(try await browser.get("/me").text.contains("没填完的申请") == false)
    }

    @Test("two files sent at once for a correction are both kept, and each is removed alone")
    func correctionAtOnce() async throws {
        let city = try await TestCity()
        let record = try await city.submitted()
        let points = [Correction.Point(key: "floor-plan", reason: "看不清操作间"), .init(key: "", reason: "面积与执照不符")]
        _ = try await city.platform.cases.requestCorrection(record.id, points, by: city.staff("window01"))
        let browser = try await city.browser("lixiaomei"), path = "/me/cases/\(record.id)/correction"
        _ = try await browser.get(path)
        try await withThrowingTaskGroup { group in
            for name in ["a", "b", "c", "d"] {
                group.addTask {
                    let answer = try await browser.upload("\(path)/floor-plan", field: "file.floor-plan", fileName: "\(name).pdf",
                                                          Array("%PDF-1.4 \(name)".utf8))
                    #expect(answer.status == 303)
                }
            }
            try await group.waitForAll()
        }
        let page = try await browser.get(path).text
        #expect(["a.pdf", "b.pdf", "c.pdf", "d.pdf"].allSatisfy(page.contains))
        _ = try await browser.post("\(path)/floor-plan/remove", ["place": "1"])
        let rest = try await browser.get(path).text
        #expect(["a.pdf", "b.pdf", "c.pdf", "d.pdf"].count(where: rest.contains) == 3)
    }

    @Test("withdrawing asks first, and twice is once")
    func withdraw() async throws {
        let city = try await TestCity()
        let record = try await city.submitted()
        let browser = try await city.browser("lixiaomei"), path = "/me/cases/\(record.id)"
        let page = try await browser.get("\(path)/withdraw").text, seen = ["revision": "\(record.revision)"]
        #expect(page.contains("确认撤回") && page.contains("name=\"revision\" value=\"\(record.revision)\""))
        let unseen = try await browser.post("\(path)/withdraw")
        #expect(unseen.status == 422 && unseen.text.contains("（revision）"))
        for _ in 0..<2 { #expect(try await browser.post("\(path)/withdraw", seen).location == path) }
        #expect(try await city.platform.cases.find(record.id, in: .platform).result == .withdrawn)
    }

    @Test("who asked to withdraw before the case went on is asked again")
    func withdrawLate() async throws {
        let city = try await TestCity()
        let record = try await city.submitted()
        let browser = try await city.browser("lixiaomei"), path = "/me/cases/\(record.id)"
        _ = try await browser.get("\(path)/withdraw")
        _ = try await city.platform.cases.accept(record.id, by: city.staff("window01"))
        let answer = try await browser.post("\(path)/withdraw", ["revision": "\(record.revision)"])
        #expect(answer.status == 409 && answer.text.contains("刚刚被别人处理过"))
        #expect(answer.text.contains("name=\"revision\" value=\"\(record.revision + 1)\""))
        #expect(try await city.platform.cases.find(record.id, in: .platform).isOpen)
    }

    @Test("the messages say what others did, not what one did oneself")
    func messages() async throws {
        let city = try await TestCity()
        _ = try await city.accepted()
        let page = try await city.browser("lixiaomei").get("/me/messages").text
        #expect(page.contains("申请已受理") && !page.contains("提交申请"))
    }

    @Test("staff are led to their desks", arguments: [("window01", "/window"), ("scjg-officer", "/office")])
    func staff(login: String, desk: String) async throws {
        let city = try await TestCity()
        #expect(try await city.browser(login).get("/me/cases").location == desk)
        withExtendedLifetime(city) {}
    }
}

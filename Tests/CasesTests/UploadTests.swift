import Files
import HTTPTypes
import Kernel
import Platform
import Signing
import Storage
import Synchronization
import TestKit
import Testing
import Web
@testable import Cases

@Suite("How much may be uploaded") struct UploadTests {
    @Test("a draft has room for so many files and so many bytes, and says which of them is used up")
    func draft() throws {
        func files(_ count: Int, _ size: Int) -> [CaseMaterial] {
            (0..<count).map { CaseMaterial(key: "plan", place: $0 + 1, fileName: "a.pdf", digest: "\($0)", size: size,
                                           mediaType: "application/pdf", uploadedAt: Timestamp(milliseconds: 0)) }
        }
        #expect(try UploadQuota.room(beside: []) == 500 << 20)
        #expect(try UploadQuota.room(beside: files(199, 1)) == 500 << 20 - 199)
        #expect(throws: Problem("upload.draft_files", .tooLarge)) { try UploadQuota.room(beside: files(200, 1)) }
        #expect(throws: Problem("upload.draft_bytes", .tooLarge)) { try UploadQuota.room(beside: files(25, 20 << 20)) }
        try UploadQuota.check(files(25, 20 << 20))
        #expect(throws: Problem("upload.draft_bytes", .tooLarge)) { try UploadQuota.check(files(26, 20 << 20)) }
        #expect(throws: Problem("upload.draft_files", .tooLarge)) { try UploadQuota.check(files(201, 1)) }
    }

    @Test("of many uploads at once only so many find room as there is, and the next day begins anew")
    func day() async throws {
        let city = try await TestCity(), database = city.platform.database
        let day = LocalDate(city.clock.now)
        @Sendable func reserve(_ bytes: Int, _ account: String, on day: LocalDate) async throws -> Bool {
            try await database.write { try UploadStore.reserve(bytes, of: account, on: day, within: 1000, $0) }
        }
        let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 { group.addTask { try await reserve(300, "a", on: day) } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(taken == 3)
        #expect(try await reserve(1000, "b", on: day))
        #expect(try await !reserve(1001, "c", on: day))
        try await database.write { try UploadStore.release(200, of: "a", on: day, $0) }
        #expect(try await reserve(300, "a", on: day))
        #expect(try await !reserve(1, "a", on: day))
        #expect(try await reserve(1000, "a", on: day.adding(days: 1)))
    }

    @Test("who has uploaded enough for today is told so before a byte is kept, and may go on tomorrow")
    func spent() async throws {
        let city = try await TestCity(), browser = try await city.browser(), token = try await city.token("lixiaomei")
        let first = try await upload("first", to: browser, token)
        #expect(first.status == 201, "\(first.text)")
        let account = try await city.session("lixiaomei").actor.id
        let counted: Int? = try await city.platform.database.read {
            try $0.row("SELECT bytes FROM upload_day WHERE account = \(account)")?.get("bytes")
        }
        #expect(counted == "%PDF-1.4 first".utf8.count, "what was counted beforehand and not used is given back")
        try await city.platform.database.write { try $0.send("UPDATE upload_day SET bytes = \(2 << 30)") }
        let before = try await stored(city)
        let refused = try await upload("second", to: browser, token)
        #expect(refused.status == 413 && refused.text.contains("upload.day_full") && refused.text.contains("2 GB"))
        #expect(try await stored(city) == before)
        city.clock.advance(.days(1))
        #expect(try await upload("second", to: browser, city.token("lixiaomei")).status == 201)
    }

    @Test("a request that says it is too large is refused before it is read")
    func announced() async throws {
        let city = try await TestCity(), token = try await city.token("lixiaomei")
        let headers: HTTPFields = [
            .contentType: "multipart/form-data; boundary=x", .authorization: "Bearer \(token)", .contentLength: "\(1 << 40)",
        ]
        let refused = try await city.browser().send(.post, "/api/v1/files", headers: headers, body: [])
        #expect(refused.status == 413 && refused.text.contains("upload.too_large_together"))
    }

    @Test("a file that turns out too large leaves nothing behind, and counts for nothing")
    func tooLarge() async throws {
        let city = try await TestCity(), browser = try await city.browser(), token = try await city.token("lixiaomei")
        let before = try await stored(city)
        let refused = try await upload("large", String(repeating: "x", count: 20 << 20), to: browser, token)
        #expect(refused.status == 413, "\(refused.text)")
        #expect(try await stored(city) == before)
        let counted: Int? = try await city.platform.database.read { try $0.row("SELECT bytes FROM upload_day")?.get("bytes") }
        #expect(counted == 0)
    }

    @Test("on a disk with hardly any room left nothing new is taken in, and what must go on goes on")
    func lowSpace() async throws {
        let disks = Disks(), city = try await TestCity(disks: disks), browser = try await city.browser()
        let token = try await city.token("lixiaomei")
        let files = try await stored(city), rows = try await count(city)
        disks.free.withLock { $0 = 100 << 20 }
        let refused = try await upload("first", to: browser, token)
        #expect(refused.status == 503 && refused.headers[.retryAfter] == "300" && refused.text.contains("storage.low_space"))
        #expect(try await stored(city) == files)
        await #expect(throws: Problem("storage.low_space", .unavailable)) { try await city.submitted() }
        #expect(try await count(city) == rows, "nothing half there")
        #expect(try await city.platform.examine().contains { $0.mark == .ill && $0.what.contains("100 MB are free") })

        #expect(try await browser.get("/guide/food-operation-permit").status == 200)
        _ = try await city.token("wanghai")
        disks.free.withLock { $0 = 10 << 30 }
        #expect(try await upload("first", to: browser, token).status == 201)
        let record = try await city.submitted()
        disks.free.withLock { $0 = 0 }
        let accepted = try await city.platform.cases.accept(record.id, by: city.staff("window01"))
        #expect(accepted.acceptedOn != nil)
    }

    private func upload(_ name: String, _ more: String = "", to browser: Browser, _ token: String) async throws -> Browser.Answer {
        let headers: HTTPFields = [.contentType: "multipart/form-data; boundary=x", .authorization: "Bearer \(token)"]
        let body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name).pdf\"\r\n\r\n%PDF-1.4 \(name)\(more)\r\n--x--\r\n"
        return try await browser.send(.post, "/api/v1/files", headers: headers, body: Array(body.utf8))
    }

    private func count(_ city: TestCity) async throws -> [Int?] {
        let counts = try await city.rowCounts()
        return ["cases", "case_material", "case_submission", "act", "job", "draft", "upload_day"].map { counts[$0] }
    }

    private func stored(_ city: TestCity) async throws -> [Digest] {
        try await city.platform.files.list(after: nil, limit: 10_000).map(\.digest)
    }
}

/// A disk as full as a test wants it.
private final class Disks: DiskGauge, Sendable {
    let free = Mutex(100 << 30)
    func space(at path: String) -> DiskSpace { DiskSpace(free: free.withLock { $0 }, total: 100 << 30) }
}

import HTTPTypes
import Kernel
import Testing
@testable import Web

@Suite("Errors") struct ErrorTests {
    @Test("what breaks shows a number and nothing else")
    func fault() async throws {
        let answer = try await demoServer().browser().get("/demo/fails")
        #expect(answer.status == 500)
        #expect(answer.text.contains("系统出了问题") && !answer.text.contains("李晓梅") && !answer.text.contains("Leak"))
        #expect(answer.text.contains(try #require(answer.headers[.requestID])))
    }

    @Test("a problem is a page for people and problem details for programs")
    func problem() async throws {
        let browser = try demoServer().browser()
        let page = try await browser.get("/demo/conflict")
        #expect(page.status == 409 && page.text.contains("情况有变化") && page.text.contains("请修改下面标出的内容"))
        let json = try await browser.get("/demo/conflict", headers: [.accept: "application/json"])
        #expect(json.status == 409 && json.headers[.contentType]?.hasPrefix("application/problem+json") == true)
        let details = try JSON(parsing: json.bytes).object
        #expect(details?["code"] == "form.summary" && details?["status"] == .number(409) && details?["instance"]?.string?.isEmpty == false)
    }

    @Test("an unknown address is not found, in the right frame, and so is a wrong method")
    func notFound() async throws {
        let browser = try demoServer().browser()
        #expect(try await browser.get("/nowhere").text.contains("没有找到"))
        #expect(try await browser.get("/demo/office/nowhere").text.contains("class=\"desk\""))
        #expect(try await browser.get("/api/v1/nowhere").headers[.contentType]?.contains("problem+json") == true)
        #expect(try await browser.get("/demo/blind").status == 404)
    }

    @Test("who is not signed in is led to sign in and back")
    func signIn() async throws {
        let browser = try demoServer().browser()
        let answer = try await browser.get("/demo/mine?tab=2")
        #expect(answer.status == 303 && answer.location == "/sign-in?return=%2Fdemo%2Fmine%3Ftab%3D2")
        _ = try await browser.get("/demo/apply")
        #expect(try await browser.post("/demo/mine").location == "/sign-in?return=%2F")
        #expect(try await browser.get("/demo/mine", headers: [.accept: "application/json"]).status == 401)
        browser.signIn("citizen")
        #expect(try await browser.get("/demo/mine").text == "李晓梅")
    }

    @Test("when sessions cannot be looked up, the visitor is asked to come back")
    func unavailable() async throws {
        let browser = try demoServer().browser()
        browser.signIn("broken")
        let answer = try await browser.get("/demo")
        #expect(answer.status == 503 && answer.headers[.retryAfter] == "30")
    }

    @Test("a body that is not the JSON asked for names the place, not the value")
    func json() async throws {
        let answer = try await demoServer().browser().send(.post, "/api/v1/echo", body: Array("{\"name\": \"李晓梅\"}".utf8))
        #expect(answer.status == 422 && answer.text.contains("/name") && !answer.text.contains("李晓梅"))
    }

    @Test("health: alive, and ready only while the parts are")
    func health() async throws {
        let well = try demoServer().browser()
        #expect(try await well.get("/health/live").status == 200)
        #expect(try await well.get("/health/ready").status == 200)
        let ill = try demoServer(ready: { throw Problem("storage.away", .unavailable) }).browser()
        #expect(try await ill.get("/health/ready").status == 503)
        #expect(try await ill.get("/health/live").status == 200)
    }
}

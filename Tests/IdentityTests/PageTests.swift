import Identity
import Kernel
import Signing
import StorageSQLite
import Testing
import Web

@Suite("The pages of Identity")
struct PageTests {
    static func browser(_ office: Office) throws -> Browser {
        let site = Site(
            name: LocalizedText("开封市政务服务", "Kaifeng"), host: LocalizedText("审批局", "Bureau"), navigation: [], region: "410200000000",
            regionName: { code, _ in code })
        let root = try ResourceRoot(packageRoot)
        return try WebServer(root, features: [IdentityPages(office.identity)], folders: ["Features/Organisations"], site: site,
                             authenticator: office.identity, clock: office.clock, mac: { SM3.hash($0).bytes }).browser()
    }

    @Test("signing in leads back to where one came from, and never to another site", arguments: [
        ("/items/a?x=1", "/items/a?x=1"), ("", "/me"), ("//evil.example", "/me"),
        ("https://evil.example", "/me"), ("/\\evil.example", "/me"),
    ])
    func comesBack(from: String, to: String) async throws {
        let browser = try Self.browser(try await Office.staffed())
        let page = try await browser.get("/sign-in?return=\(percentEncoded(from))")
        #expect(page.status == 200 && !page.text.contains("演示系统"))
        let answer = try await browser.post("/sign-in", ["name": mobile, "password": password, "return": from])
        #expect(answer.status == 303 && answer.location == to)
        #expect(try await browser.get("/me/account").text.contains("李*梅"))
    }

    @Test("staff arrive at their desk")
    func desk() async throws {
        let browser = try Self.browser(try await Office.staffed())
        _ = try await browser.get("/sign-in")
        #expect(try await browser.post("/sign-in", ["name": "window01", "password": password]).location == "/window")
    }

    @Test("a wrong password says so beside the field, and five lock", arguments: ["window01", "nobody"])
    func wrong(name: String) async throws {
        let browser = try Self.browser(try await Office.staffed())
        _ = try await browser.get("/sign-in")
        for _ in 0..<5 {
            let answer = try await browser.post("/sign-in", ["name": name, "password": "falsch-42"])
            #expect(answer.status == 422 && answer.text.contains("id=\"field-name-error\"") && answer.text.contains("账号或密码不对"))
            #expect(answer.text.contains("value=\"\(name)\"") && !answer.text.contains("falsch-42"))
        }
        let answer = try await browser.post("/sign-in", ["name": name, "password": password])
        #expect(answer.status == 429 && answer.text.contains("请 30 秒后再试"))
    }

    @Test("registering shows every fault at once, then signs in")
    func register() async throws {
        let browser = try Self.browser(try await Office())
        #expect(try await browser.get("/register?return=%2Fitems%2Fa").status == 200)
        let bad = ["name": "李", "idNumber": "1", "mobile": "1", "password": "1", "again": "2", "return": "/items/a"]
        let wrong = try await browser.post("/register", bad)
        #expect(wrong.status == 422)
        for field in ["name", "idNumber", "mobile", "password", "again"] {
            #expect(wrong.text.contains("id=\"field-\(field)-error\""), "\(field)")
        }
        let form = ["name": "李晓梅", "idNumber": idNumber, "mobile": mobile, "password": password, "again": password, "return": "/items/a"]
        #expect(try await browser.post("/register", form).location == "/items/a")
        let page = try await browser.get("/me/account")
        #expect(page.text.contains("4102**********0022") && page.text.contains("138****0001"))
        #expect(!page.text.contains(idNumber) && !page.text.contains(mobile))
    }

    @Test("signing out ends the session, on the server too")
    func signOut() async throws {
        let office = try await Office.staffed(), browser = try Self.browser(office)
        let token = try await office.signIn(mobile).token.reveal()
        browser.signIn(token)
        _ = try await browser.get("/me/account")
        #expect(try await browser.post("/sign-out", [:]).location == "/")
        #expect(try await office.identity.session(for: token) == nil)
        #expect(try await browser.get("/me/account").location == "/sign-in?return=%2Fme%2Faccount")
    }

    @Test("the capacity is switched on the account's page")
    func capacity() async throws {
        let office = try await Office(isDemo: true), browser = try Self.browser(office)
        let shown = try await office.identity.loadDemo(file("Data/kaifeng/demo.json"))
        let page = try await browser.get("/sign-in")
        #expect(page.text.contains("这是演示系统") && page.text.contains(shown[0].password) && page.text.contains("window01"))
        _ = try await browser.post("/sign-in", ["name": "lixiaomei", "password": shown[0].password])
        #expect(try await browser.get("/me/account").text.contains("宋都小厨"))
        #expect(try await browser.post("/me/capacity", ["for": "92410202MAKF00015N"]).location == "/me/account")
        #expect(try await browser.get("/me/account").text.contains("身份已切换"))
        #expect(try await browser.post("/me/capacity", ["for": "91410212MAKF00031Y"]).status == 403)
    }

    @Test("without the token of the form nothing is taken")
    func csrf() async throws {
        let browser = try Self.browser(try await Office.staffed())
        #expect(try await browser.post("/sign-in", ["name": mobile, "password": password]).status == 403)
    }
}

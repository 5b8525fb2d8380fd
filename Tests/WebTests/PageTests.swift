import HTTPTypes
import Kernel
import Logging
import Testing
@testable import Web

@Suite("Pages") struct PageTests {
    @Test("a page stands in the citizens' frame, in the language that the browser asks for")
    func frame() async throws {
        let browser = try demoServer().browser()
        let page = try await browser.get("/demo")
        #expect(page.status == 200)
        #expect(page.text.contains("<title>首页 - 开封市政务服务</title>"))
        #expect(page.text.contains("aria-current=\"page\">首页"))
        #expect(page.text.contains("lang=\"zh-CN\""))
        #expect(page.text.contains("登录"))
        #expect(!page.text.contains("{{") && !page.text.contains("\u{E000}"))
        let foreign = try await browser.get("/demo", headers: [.acceptLanguage: "en-GB,en;q=0.9"])
        #expect(foreign.text.contains("登录"), "Chinese until English is asked for")
        _ = try await browser.get("/preferences?language=en")
        let english = try await browser.get("/demo")
        #expect(english.text.contains("Often asked for") && english.text.contains("Sign in"))
    }

    @Test("staff see their desk, its tabs with counts, and only the desks they may enter")
    func staff() async throws {
        let browser = try demoServer().browser()
        browser.signIn("officer")
        let page = try await browser.get("/demo/office")
        #expect(page.text.contains("待办<span class=\"count\">23</span>"))
        #expect(page.text.contains("市场监督管理局") && page.text.contains("赵建国"))
        #expect(!page.text.contains("电子监察"))
        browser.signIn("citizen")
        #expect(try await browser.get("/demo/office").status == 403)
    }

    @Test("a screen in a hall has no frame")
    func bare() async throws {
        let page = try await demoServer().browser().get("/demo/board").text
        #expect(page.contains("A07") && !page.contains("masthead") && page.contains("tongban.css"))
    }

    @Test("every template gets every name it uses")
    func supplied() throws {
        let server = try demoServer()
        let check = TemplateCheck(server.templates)
        let everyField: [FieldView] = [
            .text("a", "A", hint: "h").with { ($0.error, $0.source, $0.unit, $0.placeholder) = ("e", "s", "u", "p") },
            .radio("b", "B", options: [.init("1", "One", hint: "h")]), .textarea("c", "C"), .file("d", "D"),
            .choice("e", "E", options: [.init("1", "One")]), .checkbox("f", "F"), .hidden("g", "1"),
        ]
        let visitor = TongbanContext(logger: Logger(label: "test"), address: "")
        let failure = ErrorView(Failure(Problem("x", .fault)), visitor, server.messages)
        #expect(check.faults(in: "demo/portal", PortalPage.example) == [])
        #expect(check.faults(in: "demo/office", OfficePage()) == [])
        #expect(check.faults(in: "demo/apply", ApplyPage(everyField)) == [])
        #expect(check.faults(in: "error/error", failure) == [])
    }

    @Test("a name that the model lacks is found, and so is unescaped text")
    func missing() throws {
        let templates = try demoServer().templates
        let faults = TemplateCheck(templates).faults(in: "demo/office", ["rows": [["light": "red"]]])
        #expect(faults.contains("demo/office: word is not supplied"))
        #expect(TemplateCheck(templates).faults(in: "piece/tag", ["text": "x"]) == ["piece/tag: .tone is not supplied"])
    }

    @Test("what a visitor typed is escaped, and comes back with its mistakes beside the fields")
    func escaping() async throws {
        let browser = try demoServer().browser()
        _ = try await browser.get("/demo/apply")
        let answer = try await browser.post("/demo/apply", ["shop": "<script>alert('x')</script>\"", "area": "八十六"])
        #expect(answer.status == 422)
        #expect(!answer.text.contains("<script>alert"))
        #expect(answer.text.contains("value=\"&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;\""))
        #expect(answer.text.contains("id=\"field-area-error\"") && answer.text.contains("aria-describedby=\"field-area-error\""))
        #expect(answer.text.contains("<a href=\"#field-area\">经营面积：请填数字，例如 86 或 86.5</a>"))
        #expect(answer.text.contains("aria-invalid=\"true\""))
    }

    @Test("no page has a script or a style of its own")
    func inline() async throws {
        let browser = try demoServer().browser()
        browser.signIn("officer")
        for path in ["/demo", "/demo/apply", "/demo/office", "/nowhere"] {
            let text = try await browser.get(path).text
            #expect(!text.contains("<style") && !text.contains(" style=") && !text.contains("onclick"))
            #expect(!text.contains("<script>"))
        }
    }

    @Test("a notice is shown once, and a script does not use it up")
    func notice() async throws {
        let browser = try demoServer().browser()
        _ = try await browser.get("/demo/apply")
        let answer = try await browser.post("/demo/apply", ["shop": "宋都小厨", "area": "８６"])
        #expect(answer.status == 303 && answer.location == "/demo")
        let script = try await browser.get("/demo", headers: [.fetchDestination: "empty"])
        #expect(script.text.contains("已自动保存"))
        #expect(try await browser.get("/demo").text.contains("role=\"status\">已自动保存"))
        #expect(try await !browser.get("/demo").text.contains("role=\"status\">已自动保存"))
    }

    @Test("the same page is not sent twice")
    func notModified() async throws {
        let browser = try demoServer().browser()
        for path in ["/demo", "/demo/versioned"] {
            _ = try await browser.get(path)
            let first = try await browser.get(path)
            let tag = try #require(first.headers[.eTag])
            let second = try await browser.get(path, headers: [.ifNoneMatch: "\"other\", \(tag)"])
            #expect(second.status == 304 && second.bytes.isEmpty)
            #expect(try await browser.get(path, headers: [.ifNoneMatch: "\"other\""]).status == 200)
            _ = try await browser.get("/preferences?language=en")
            #expect(try await browser.get(path, headers: [.ifNoneMatch: tag]).status == 200)
            _ = try await browser.get("/preferences?language=zh")
        }
    }

    @Test("language, elder version and region are remembered")
    func preferences() async throws {
        let browser = try demoServer().browser()
        let answer = try await browser.get("/preferences?language=en&elder=1&region=410202&return=%2Fdemo%3Fa%3D1")
        #expect(answer.location == "/demo?a=1")
        let page = try await browser.get("/demo")
        #expect(page.text.contains("lang=\"en\" class=\"elder\"") && page.text.contains("Longting"))
        _ = try await browser.get("/preferences?region=999999")
        #expect(try await browser.get("/demo").text.contains("Longting"))
    }

    @Test("a table is saved under its own name, and its cells cannot be formulas")
    func csv() async throws {
        let answer = try await demoServer().browser().get("/demo/table")
        #expect(answer.text == "\u{FEFF}\"申请人\",\"事项\"\r\n\"'=HYPERLINK(1)\",\"说\"\"好\"\"\"\r\n\"李*梅\",\"'-1\"\r\n")
        let name = try #require(answer.headers[.contentDisposition])
        #expect(name == "attachment; filename=\"__ _10__.csv\"; filename*=UTF-8''%E5%8A%9E%E4%BB%B6%20%E2%80%9C10%E6%9C%88%E2%80%9D.csv")
    }
}

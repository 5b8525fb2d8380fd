@testable import Identity
import Kernel
import Signing
import TestKit
import Testing
import Web

@Suite("A password") struct PasswordTests {
    private static let other = "汴河 边的 灯火"

    private func browser(_ office: Office, _ name: String = mobile) async throws -> Browser {
        let browser = try PageTests.browser(office)
        _ = try await browser.get("/sign-in")
        _ = try await browser.post("/sign-in", ["name": name, "password": password])
        _ = try await browser.get("/me/password")
        return browser
    }

    private func change(_ present: String, _ new: String, again: String? = nil) -> [String: String] {
        ["present": present, "password": new, "again": again ?? new]
    }

    @Test("is changed by whoever knows it, who stays signed in here and nowhere else; it is an act", arguments: [mobile, "window01"])
    func changed(name: String) async throws {
        let office = try await Office.staffed(), browser = try await browser(office, name)
        let elsewhere = try await office.signIn(name).token.reveal()
        let answer = try await browser.post("/me/password", change(password, Self.other))
        #expect(answer.status == 303 && answer.location == "/me/account")
        #expect(try await browser.get("/me/account").text.contains("密码已修改"))
        #expect(try await office.identity.session(for: elsewhere) == nil)
        await #expect(throws: Problem("identity.refused", .unauthenticated)) { try await office.signIn(name) }
        _ = try await office.signIn(name, Self.other)
        let acts = try await office.acts("account.password_changed")
        #expect(acts.count == 1 && !acts[0].contains(Self.other))
    }

    @Test("is not changed without the present one, and guessing that is slowed down as at signing in")
    func present() async throws {
        let office = try await Office.staffed(), browser = try await browser(office)
        for attempt in 1...8 {
            let answer = try await browser.post("/me/password", change("falsch-\(attempt)", Self.other))
            #expect([422, 429].contains(answer.status) && answer.text.contains("id=\"field-present-error\""))
            #expect(!answer.text.contains("falsch-\(attempt)") && !answer.text.contains(Self.other))
            if attempt == 1 { #expect(answer.status == 422) }
            if attempt == 8 { #expect(answer.status == 429) }
        }
        #expect(try await office.acts("account.password_changed").isEmpty)
    }

    @Test("is not changed to one that is against the rules, and each fault stands beside its field")
    func rules() async throws {
        let office = try await Office.staffed(), browser = try await browser(office)
        let faults = [
            (change(password, "short"), "field-password-error"), (change(password, mobile), "field-password-error"),
            (change(password, "football1"), "field-password-error"), (change(password, Self.other, again: "x"), "field-again-error"),
        ]
        for (form, error) in faults {
            let answer = try await browser.post("/me/password", form)
            #expect(answer.status == 422 && answer.text.contains("id=\"\(error)\"") && !answer.text.contains("field-present-error"))
        }
        _ = try await office.signIn(mobile)
    }

    @Test("ends, where one is signed in elsewhere, those sessions; and the page says where that is")
    func others() async throws {
        let office = try await Office.staffed(), browser = try await browser(office)
        #expect(!(try await browser.get("/me/password").text.contains("/me/sessions/end")))
        let elsewhere = try await office.signIn(mobile).token.reveal()
        let page = try await browser.get("/me/password").text
        #expect(page.contains("/me/sessions/end") && page.matches(of: /2026-09-18 09:00/).count == 4)
        let wrong = try await browser.post("/me/sessions/end", ["current": "falsch-42"])
        #expect(wrong.status == 422 && wrong.text.contains("id=\"field-current-error\""))
        #expect(try await office.identity.session(for: elsewhere) != nil)
        #expect(try await browser.post("/me/sessions/end", ["current": password]).status == 303)
        #expect(try await office.identity.session(for: elsewhere) == nil)
        #expect(try await browser.get("/me/account").text.contains("其他地方的登录都已退出"))
    }

    @Test("typed once more gives a new token, and the old one is of no more use")
    func oldSession() async throws {
        let office = try await Office.staffed(), browser = try PageTests.browser(office)
        let old = try await office.signIn(mobile).token.reveal()
        browser.signIn(old)
        _ = try await browser.get("/me/password")
        _ = try await browser.post("/sign-in", ["name": mobile, "password": password])
        #expect(try await office.identity.session(for: old) == nil)
        #expect(try await browser.get("/me/account").status == 200)
    }

    @Test("that many have is refused, also in capitals; so are few characters and the platform's own words", arguments: [
        "football", "FootBall1", "qwertyuiop", "1qaz2wsx", "iloveyou", "11111111", "88888888", "Password1!", "woaini1314", "tongban-2026",
        "kaifeng2026", "开封开封开封开封", "政务服务大厅2026",
    ])
    func common(text: String) { #expect(PasswordRule.fault(in: text, personal: []) == "password.common") }

    @Test("may be of any characters, and of up to sixty-four", arguments: [
        "correct horse battery staple", "梅花开在汴河边上了", "sevenhundredlamps", "73194682507", "!?&%$§()=*", String(repeating: "xyzw", count: 16),
    ])
    func anyLetters(text: String) {
        #expect(PasswordRule.fault(in: text, personal: []) == nil)
        #expect(PasswordRule.fault(in: text + String(repeating: "q", count: 65), personal: []) == "password.long")
    }

    @Test("is taken as it was typed, blanks and capitals and all", arguments: [" 七盏 Lamps of the bridge ", "Ｆｕｌｌ　ｗｉｄｔｈ"])
    func asTyped(text: String) async throws {
        let office = try await Office.staffed(), browser = try await browser(office)
        #expect(try await browser.post("/me/password", change(password, text)).status == 303)
        _ = try await office.signIn(mobile, text)
        for other in [text.trimmed, text.lowercased()] where other != text {
            await #expect(throws: Problem("identity.refused", .unauthenticated)) { try await office.signIn(mobile, other) }
        }
    }

    @Test("doesn't grow old")
    func noExpiry() async throws {
        let office = try await Office.staffed()
        office.clock.advance(.days(3650))
        _ = try await office.signIn(mobile)
    }

    @Test("is typed into masked fields that password managers know, and no secret question stands beside them", arguments: [
        ("/sign-in", ["current-password"]), ("/register", ["new-password", "new-password"]),
        ("/me/password", ["current-password", "new-password", "new-password"]),
    ])
    func fields(path: String, uses: [String]) async throws {
        let office = try await Office.staffed()
        let browser = path == "/me/password" ? try await browser(office) : try PageTests.browser(office)
        let inputs = try await browser.get(path).text.matches(of: /<input[^>]*type="password"[^>]*>/).map { String($0.0) }
        #expect(inputs.count == uses.count)
        for (input, use) in zip(inputs, uses) {
            #expect(input.contains("autocomplete=\"\(use)\"") && !input.contains("onpaste") && !input.contains("maxlength"))
        }
    }
}

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
import Standards
import TestKit
import Testing
import Web

/// The whole as a browser sees it.
@Suite("The web") struct WebTests {
    @Test("everything public answers everybody, in both languages")
    func publicPages() async throws {
        let city = try await TestCity()
        let record = try await city.granted()
        let licence = try #require(try await city.platform.licences.find(ofCase: record.id.text))
        let body = record.body, browser = try await city.browser()
        let paths = [
            "/", "/items", "/items?theme=餐饮", "/life-events", "/life-events/open-restaurant", "/departments", "/departments/\(body)",
            "/guide/food-operation-permit", "/guide/food-operation-permit?kind=sale&area=small&special=no",
            "/guide/food-operation-permit/sample/floor-plan", "/search", "/search?q=开饭店", "/search/suggest?q=kfd", "/help", "/regions",
            "/track", "/verify", "/verify/\(licence.identifier.text)", "/receipt", "/sign-in", "/register", "/health/live", "/health/ready",
        ]
        for language in ["zh", "en"] {
            _ = try await browser.get("/preferences?language=\(language)&return=/")
            for path in paths {
                let answer = try await browser.get(path.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? path)
                #expect(answer.status == 200, "\(path) in \(language)")
                #expect(!answer.text.contains("{{") && !answer.text.contains("410204198512120022"), "\(path)")
                // A demonstration's own accounts stand on its sign-in page, and nobody's name anywhere else.
                #expect(path == "/sign-in" || !answer.text.contains("李晓梅"), "\(path)")
            }
        }
    }

    @Test("every item has its guide")
    func guides() async throws {
        let city = try await TestCity()
        let browser = try await city.browser()
        for item in city.platform.catalogue.current.items {
            let answer = try await browser.get("/guide/\(item.item.slug)")
            #expect(answer.status == 200 && answer.text.contains(item.item.name), "\(item.item.slug)")
        }
    }

    @Test("what isn't there is not found, and what isn't public asks one to sign in")
    func closed() async throws {
        let city = try await TestCity()
        let browser = try await city.browser()
        for path in ["/nothing", "/guide/nothing", "/departments/nothing", "/life-events/nothing", "/items/x/y", "/../etc/passwd"] {
            #expect(try await browser.get(path).status == 404, "\(path)")
        }
        for path in [
            "/me", "/me/cases", "/me/licences", "/me/account", "/apply/food-operation-permit", "/window", "/window/cases", "/office",
            "/office/done", "/supervision", "/supervision/cases", "/console",
        ] {
            let answer = try await browser.get(path)
            #expect([302, 303].contains(answer.status) && answer.location?.hasPrefix("/sign-in") == true, "\(path): \(answer.status)")
        }
        #expect(try await browser.get("/api/v1/cases/01J00000000000000000000000").status == 401)
    }

    @Test("a desk is for those who sit at it", arguments: [
        ("lixiaomei", "/me", 200), ("lixiaomei", "/window", 403), ("lixiaomei", "/office", 403), ("lixiaomei", "/supervision", 403),
        ("window01", "/window", 200), ("window01", "/supervision", 403), ("scjg-officer", "/office", 200), ("scjg-officer", "/window", 403),
        ("supervisor", "/supervision", 200), ("supervisor", "/office", 403), ("admin", "/console", 200),
    ])
    func desks(login: String, path: String, status: Int) async throws {
        let city = try await TestCity()
        let answer = try await city.browser(login).get(path)
        let isSentOn = [302, 303].contains(answer.status) && status == 200
        let found = isSentOn ? try await city.browser(login).get(answer.location ?? "/").status : answer.status
        #expect(found == status)
    }

    @Test("pages forbid what pages need not do")
    func headers() async throws {
        let city = try await TestCity()
        let headers = try await city.browser().get("/").headers
        let policy = headers[HTTPField.Name("Content-Security-Policy")!] ?? ""
        #expect(policy.contains("default-src") && !policy.contains("unsafe-inline") && !policy.contains("unsafe-eval"))
        #expect(headers[HTTPField.Name("X-Content-Type-Options")!] == "nosniff")
    }
}

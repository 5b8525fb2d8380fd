import HTTPTypes
import Hummingbird
import Kernel
import Logging
import TestKit
import Testing
@testable import Web

/// What leaves as a file or in a header, whatever stands beside its signs.
@Suite("Downloads and headers") struct DownloadTests {
    @Test("a cell ends where its quotes end, whatever stands beside them")
    func quotes() {
        for text in EveryScalar.texts(around: "\",\r\n") {
            let line = csvLine([text]), cell = line.utf8.dropFirst().dropLast(3)
            #expect(line.ends(with: "\"\r\n") && line.begins(with: "\""))
            let doubled = String(decoding: cell, as: UTF8.self)
            let bare = doubled.begins(with: "'") ? String(doubled.unicodeScalars.dropFirst()) : doubled
            #expect(bare.replacing(bytesOf: "\"\"", with: "\"").hasSameBytes(as: text))
            #expect(!doubled.replacing(bytesOf: "\"\"", with: "").contains(bytesOf: "\""))
        }
    }

    @Test("no cell is a formula, half-width or full-width, behind a mark or before one", arguments: [
        "=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n",
    ])
    func formulas(sign: String) {
        #expect(csvLine(["\(sign)1"]) == "\"'\(sign)1\"\r\n")
        for scalar in EveryScalar.joining { #expect(csvLine(["\(sign)\(scalar)1"]).begins(with: "\"'")) }
        for unseen in ["\u{FEFF}", "\u{200B}", "\u{2060}", " ", "\u{3000}", "\u{E0020}"] {
            #expect(csvLine(["\(unseen)\(sign)1"]).begins(with: "\"'"))
        }
        #expect(csvLine(["a\(sign)1"]) == "\"a\(sign)1\"\r\n")
    }

    @Test("a file's name adds nothing to its header")
    func names() throws {
        let context = TongbanContext(logger: Logger(label: "test"), address: "")
        for scalar in EveryScalar.joining {
            let name = ["\r\n", "\"", ";", "\\"].map { "\(scalar)\($0)\(scalar)" }.joined()
            let header = try #require(context.file([], type: "text/plain", name: name).headers[.contentDisposition])
            #expect(header.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
            #expect(header.utf8.filter { $0 == 0x22 }.count == 2 && header.utf8.filter { $0 == 0x5C }.isEmpty)
            #expect(header.split(at: ";").count == 4, "one semicolon of the name stands within the quotes")
        }
    }

    @Test("a redirect behind a mark leads nowhere else")
    func redirect() async throws {
        let browser = try demoServer().browser()
        for attack in ["%2F%2F%EF%B8%8Fexample.org", "//%CC%81example.org", "/%09/example.org", "/%5Cexample.org", "https://example.org"] {
            #expect(try await browser.get("/preferences?language=zh&return=\(attack)").location == "/")
        }
    }

    @Test("a place to return to is a path of ours and ASCII, whatever stands behind its slashes")
    func returns() {
        for scalar in EveryScalar.joining {
            #expect(safeReturn("//\(scalar)example.org") == "/" && safeReturn("/\(scalar)\\example.org") == "/")
            #expect(safeReturn("/\r\n\(scalar)Set-Cookie: a=b") == "/" && safeReturn("\(scalar)//example.org") == "/")
            let path = safeReturn("/\(scalar)/example.org")
            #expect(path.begins(with: "/%") && path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
        }
    }
}

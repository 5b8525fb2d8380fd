import Kernel
import Logging
import Platform
import Synchronization
import Testing

@Suite("The log") struct LineLogTests {
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])

        func logger() -> Logger {
            var logger = Logger(label: "test") { label in
                LineLog(label: label, clock: StandingClock(LocalDate("2026-11-29")!.at(hour: 16, minute: 10))) { line in
                    self.all.withLock { $0.append(line) }
                }
            }
            logger.logLevel = .debug
            return logger
        }

        var text: String { all.withLock { $0.joined() } }
    }

    @Test("has a line for each entry: when, how grave, from whom, what, and the facts in the order of their names")
    func line() {
        let lines = Lines(), logger = lines.logger()
        logger.error("request failed", metadata: ["request": "K7M2", "code": "storage.away", "reason": "no route to host"])
        logger.debug("says \"nothing\"")
        #expect(lines.text == """
            2026-11-29T16:10:00+08:00 error test: request failed code=storage.away reason="no route to host" request=K7M2
            2026-11-29T16:10:00+08:00 debug test: says "nothing"

            """)
    }

    @Test("can't be made to say what wasn't logged", arguments: [
        ("a\n2026-11-29 error x: forged", #""a\u{A}2026-11-29 error x: forged""#), ("a\r\nb", #""a\u{D}\u{A}b""#),
        ("a\u{2028}b\u{85}c", #""a\u{2028}b\u{85}c""#), ("\u{1B}[2J", #""\u{1B}[2J""#), ("\u{202E}gpj", #""\u{202E}gpj""#),
        ("x\" code=y", #""x\" code=y""#), (#"\"#, #"\"#), (#"\ ""#, #""\\ \"""#), ("", "\"\""), ("code=y", "\"code=y\""),
        ("李晓梅", "\"李晓梅\""),
    ])
    func forged(value: String, written: String) {
        let lines = Lines()
        lines.logger().notice("seen", metadata: ["value": "\(value)"])
        lines.logger().notice("\(value)")
        #expect(lines.all.withLock { $0.count } == 2 && lines.text.utf8.count { $0 == 10 } == 2)
        #expect(lines.text.contains("seen value=\(written)\n"))
        #expect(!lines.text.unicodeScalars.contains("\u{1B}") && !lines.text.unicodeScalars.contains("\u{202E}"))
    }

    @Test("tells an error's type, and not what it says")
    func errors() {
        struct Leak: Error, CustomStringConvertible { let description = "410202199003077814" }
        let lines = Lines()
        lines.logger().error("failed", error: Leak())
        #expect(lines.text.hasSuffix("failed error=Leak\n") && !lines.text.contains("410202199003077814"))
    }
}

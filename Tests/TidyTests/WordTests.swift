import Testing

/// Words that the house doesn't use, what is used in their place, and where they may stand after all.
struct Ban: Sendable, CustomTestStringConvertible {
    let word: String
    let instead: String
    let except: [String]
    var testDescription: String { word }

    init(_ word: String, instead: String, except: String...) { (self.word, self.instead, self.except) = (word, instead, except) }

    static let ofSources = [
        Ban(#"\bDate\(\)"#, instead: "Kernel.Clock", except: "Sources/Kernel/Clock.swift"),
        Ban(#"(^|[{(:;=])\s*print\("#, instead: "a logger, or Terminal.say in the program", except: "Sources/tongban/Terminal.swift"),
        Ban(#"\btry!"#, instead: "try, and an error that says what to do"),
        Ban(#"\bas!"#, instead: "as?, and a guard"),
        Ban(#"\bfatalError\("#, instead: "a thrown Problem or StartFault"),
        Ban(#"Thread\.sleep|\bu?sleep\("#, instead: "a job that is due later, or Task.sleep in a loop of its own"),
        Ban(#"DispatchQueue\.main|DispatchSemaphore"#, instead: "an actor, a Mutex, or a WorkPool"),
        Ban(#"NIOThreadPool|\.singleton\b"#, instead: "a WorkPool of its own for each kind of work", except: "Sources/Engines/Threads/"),
        Ban(#"\bUserDefaults\b|NotificationCenter"#, instead: "values handed over"),
        Ban(#"nonisolated\(unsafe\)"#, instead: "a Mutex"),
        Ban(#"\b(NSRegularExpression|DateFormatter|NSPredicate)\b"#, instead: "Regex; LocalDate"),
        Ban(#"\bProcess\(\)|\bposix_spawn|\bpopen\(|\bexecvp?\("#, instead: "a library: the program starts no other"),
        Ban(#"\.random\(in:|\.randomElement\(|\.shuffled\("#, instead: "Kernel.RandomSource"),
    ]

    /// Spelt in two halves, or this file would be its own first offender.
    static let ofEverything = [
        Ban("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b", instead: "the work itself, or a line in docs/decisions", except: "Data/"),
        Ban("/wor" + "k/|/tm" + "p/bash|/opt/sw" + "ift", instead: "a path from the package or from the environment"),
        Ban("(artifact" + "ory|nex" + "us|pypi-mir" + "ror|goprox" + "y)", instead: "the public name of the package"),
        Ban("https?://(10|127|192[.]168|172[.](1[6-9]|2\\d|3[01]))[.]", instead: "localhost, or example.com"),
    ]
}

@Suite("Words") struct WordTests {
    @Test("banned words are not used in the program", arguments: Ban.ofSources)
    func sources(_ ban: Ban) throws { try check(ban, LayeringTests.sources) }

    @Test("banned words are not used anywhere", arguments: Ban.ofEverything)
    func everything(_ ban: Ban) throws { try check(ban, House.written) }

    @Test("what is promised to be safe to share says why")
    func unchecked() {
        for file in LayeringTests.sources {
            let lines = file.lines
            for (place, line) in lines.enumerated() where line.contains("@unchecked Sendable") {
                let isExplained = lines[max(0, place - 4)...place].contains { $0.contains("//") }
                #expect(isExplained, "\(file):\(place + 1): one sentence that says why")
            }
        }
    }

    @Test("templates print without escaping only what is called HTML")
    func templates() {
        let templates = House.files(in: "Sources", endings: [".mustache"])
        #expect(!templates.isEmpty)
        for file in templates {
            let raw = file.text.matches(of: /\{\{\{\s*([\w.]+)\s*\}\}\}|\{\{&\s*([\w.]+)/).map { String($0.1 ?? $0.2 ?? "") }
            for name in raw { #expect(name.hasSuffix("HTML"), "\(file): {{{\(name)}}}") }
        }
    }

    @Test("templates hold no script, no style and no handler of their own")
    func markup() {
        for file in House.files(in: "Sources", endings: [".mustache"]) {
            #expect(file.places(of: /<script(?![^>]*\bsrc=)|<style|\sstyle="|\son[a-z]+="|javascript:/) == [])
        }
    }

    @Test("scripts make no markup of text, run no text, and keep nothing in the browser")
    func scripts() {
        let scripts = House.files(in: "Sources", endings: [".js"])
        #expect(!scripts.isEmpty)
        let makesMarkup = /\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|createContextualFragment)\b/
        let runsText = /\beval\(|\bnew Function\b|__proto__|\bset(Timeout|Interval)\(\s*["'`]|\bimport\(/
        let keeps = /\b(localStorage|sessionStorage|indexedDB|document\.cookie|postMessage|caches\.)/
        for file in scripts {
            #expect(file.places(of: makesMarkup) + file.places(of: runsText) + file.places(of: keeps) == [])
        }
    }

    private func check(_ ban: Ban, _ files: [TextFile]) throws {
        let word = try Regex(ban.word)
        for file in files where !ban.except.contains(where: file.path.hasPrefix) {
            let places = file.places(of: word)
            #expect(places.isEmpty, "instead: \(ban.instead)")
        }
    }
}

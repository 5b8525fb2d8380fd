import Kernel
import Testing
@testable import Workflow

@Suite("Checking a definition")
struct CheckTests {
    @Test("what is sound has nothing said against it")
    func sound() throws {
        let definition = try procedure("""
            <startEvent id="s"/><userTask id="p" tb:role="r" tb:days="1"/><parallelGateway id="f"/>
            <userTask id="a" tb:role="r" tb:days="2"/>
            <userTask id="b" tb:role="r" tb:days="4"/><parallelGateway id="j"/><exclusiveGateway id="x" default="x-e"/>
            <boundaryEvent id="t" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeDuration>P1D</timeDuration>
            </timerEventDefinition></boundaryEvent><endEvent id="t2"/><endEvent id="e"/>
            {s>p}{p>f}{f>a}{f>b}{a>j}{b>j}{j>x}{x>p: outcome = "again"}{x>e}{t>t2}
            """)
        #expect(definition.check(roles: ["r"], promise: 5, expressions: Comparisons()) == [])
        #expect(definition.check(roles: ["r"], promise: 4).map(\.code) == [.overPromise])
        #expect(definition.check(promise: 4).first?.arguments["days"] == "5")
    }

    @Test("what is wrong is said by its element", arguments: [
        // Chosen apart, joined as parallel.
        ("<exclusiveGateway id='x' default='x-a'/><task id='a'/><task id='b'/><parallelGateway id='j'/>" +
         "{s>x}{x>a}{x>b: q = 1}{a>j}{b>j}{j>e}", "deadlock j"),
        // Parted as parallel, joined as chosen.
        ("<parallelGateway id='f'/><task id='a'/><task id='b'/><exclusiveGateway id='j'/><task id='c'/>{s>f}{f>a}{f>b}{a>j}{b>j}{j>c}{c>e}",
         "unsynchronised c"),
        ("<task id='a'/><task id='b'/>{s>a}{a>e}{b>e}", "dead b"),
        ("<exclusiveGateway id='x' default='x-a'/><task id='a'/><task id='b'/>{s>x}{x>a}{x>e: q = 1}{a>b}{b>a}", "endless a"),
        ("<exclusiveGateway id='x'/><task id='a'/>{s>x}{x>a: q = 1}{x>e: q = 2}{a>e}", "no_default x"),
        ("<exclusiveGateway id='x' default='x-a'/><task id='a'/>{s>x}{x>a}{x>e}{a>e}", "no_condition x"),
        ("<exclusiveGateway id='x' default='x-a'/><task id='a'/>{s>x}{x>a}{x>e: ?}{a>e}", "expression x"),
        ("<userTask id='a'/>{s>a}{a>e}", "no_role a"), ("<userTask id='a' tb:role='ghost'/>{s>a}{a>e}", "unknown_role a"),
        ("<task id='a'/>{s>a}{s>e}", "implicit_end a"), ("<callActivity id='a'/>{s>a}{a>e}", "no_called a"),
        ("<intermediateThrowEvent id='l'><linkEventDefinition name='x'/></intermediateThrowEvent>{s>e}{s>l}", "no_link l"),
        ("<eventBasedGateway id='g'/><task id='a'/>{s>g}{g>a}{a>e}", "event_target a"),
        ("<parallelGateway id='f'/><task id='a'/><task id='b'/><parallelGateway id='j' tb:join='quorum:3'/>{s>f}{f>a}{f>b}{a>j}{b>j}{j>e}",
         "quorum j"),
        ("<subProcess id='u'><startEvent id='s2'/><task id='a'/>{s2>a}</subProcess>{s>u}{u>e}", "no_end u, implicit_end a"),
        ("<userTask id='a' tb:role='r' tb:days='3'/><subProcess id='u'><startEvent id='s2'/><userTask id='b' tb:role='r' tb:days='3'/>" +
         "<endEvent id='e2'/>{s2>b}{b>e2}</subProcess>{s>a}{a>u}{u>e}", "over_promise p"),
    ])
    func wrong(_ body: String, _ expected: String) throws {
        let definition = try procedure("<startEvent id='s'/><endEvent id='e'/>\(body)")
        let findings = definition.check(roles: ["r"], promise: 5, expressions: Comparisons())
        let said = findings.map { "\($0.code.rawValue) \($0.element)" }
        #expect(said.sorted() == expected.split(separator: ", ").map(String.init).sorted())
    }

    @Test("a deadlock names the branch that doesn't come")
    func missing() throws {
        let definition = try procedure("""
            <startEvent id="s"/><parallelGateway id="f"/><task id="a" name="审查"/><exclusiveGateway id="x" default="x-j"/><endEvent id="e0"/>
            <parallelGateway id="j"/><endEvent id="e"/>{s>f}{f>a}{f>x}{x>j}{x>e0: q = 1}{a>j}{j>e}
            """)
        let finding = try #require(definition.check().first)
        #expect(finding.code == .deadlock && finding.arguments["missing"] == "x" && finding.arguments["element"] == "j")
    }

    @Test("an early join over branches of one gateway is sound, with any rule", arguments: ["any", "veto", "quorum:1"])
    func early(_ join: String) throws {
        let definition = try procedure("""
            <startEvent id="s"/><parallelGateway id="f"/><task id="a"/><task id="b"/><exclusiveGateway id="x" default="x-c"/>
            <task id="c"/><task id="d"/>
            <exclusiveGateway id="y"/><parallelGateway id="j" tb:join="\(join)"/><endEvent id="e"/>
            {s>f}{f>a}{f>b}{b>x}{x>c}{x>d: q = 1}{c>y}{d>y}{y>j}{a>j}{j>e}
            """)
        #expect(definition.check() == [])
    }

    @Test("many states are looked at up to the bound, and then it says so")
    func large() throws {
        let names = (0..<18).map { "t\($0)" }
        let definition = try procedure("""
            <startEvent id="s"/><parallelGateway id="f"/><parallelGateway id="j"/><endEvent id="e"/>{s>f}{j>e}
            \(names.map { "<task id='\($0)'/><task id='\($0)x'/>{f>\($0)}{\($0)>\($0)x}{\($0)x>j}" }.joined())
            """)
        #expect(definition.check(states: 500).map(\.code) == [.tooLarge])
        #expect(definition.check(states: 500).first?.isWarning == true)
    }

    @Test("every finding has its words in both languages")
    func words() throws {
        for language in ["zh", "en"] {
            let texts = try Words.texts(language)
            for code in Finding.Code.allCases { #expect(texts["workflow.check.\(code.rawValue)"] != nil, "\(code)") }
        }
    }
}

import Foundation
import Kernel
import Testing
@testable import Workflow
import XML

/// The worked example of docs/extend/procedures.md.
enum Example {
    static func bytes() throws -> [UInt8] {
        let file = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        return Array(try Data(contentsOf: file.appending(path: "Fixtures/food-operation.bpmn")))
    }

    static func definition() throws -> ProcessDefinition { try ProcessDefinition(reading: bytes()) }
}

@Suite("Files of procedures")
struct FileTests {
    @Test("export gives back what was read, diagram and the extensions of others included")
    func export() throws {
        let bytes = try Example.bytes()
        #expect(try Example.definition().exported() == bytes)
        #expect(String(decoding: bytes, as: UTF8.self).contains("note:author"))
        #expect(try ProcedureCommands.export(bytes) == bytes)
    }

    @Test("a file without a diagram gets one, and nothing else in it changes")
    func diagram() throws {
        let plain = bpmn("<startEvent id='s'/><userTask id='a' name='审查'/><endEvent id='e'/>{s>a}{a>e}")
        let drawn = try ProcessDefinition(reading: ProcedureCommands.export(Array(plain.utf8)))
        #expect(drawn.isDrawn)
        let (before, after) = (try XMLDocument(reading: Array(plain.utf8)).root, drawn.document.root)
        #expect(after.children.dropLast().map(\.name) == before.children.map(\.name))
        #expect(after.children.last?.name == "BPMNDiagram")
        #expect(drawn.diagram == Layout(drawn).diagram())
    }

    @Test("the example is read whole, is sound, and keeps its promise")
    func example() throws {
        let definition = try Example.definition()
        #expect(definition.roles == ["clerk", "officer", "inspector", "chief"])
        #expect(definition.check(roles: definition.roles, expressions: Comparisons()) == [])
        #expect(Budget(definition).total == 10 && definition.promise == 10)
        #expect(definition.dataObjects == [DataObject(id: "application", name: "申请书")])
    }

    @Test("what can't be run is refused by its element", arguments: [
        ("<startEvent id='s'/><transaction id='t'/>", "unsupported", "t"),
        ("<startEvent id='s'/><complexGateway id='t'/>", "unsupported", "t"),
        ("<startEvent id='s'/><task/>", "no_id", "task"), ("<startEvent id='s'/><task id='s'/>", "same_id", "s"),
        ("<startEvent id='s'/>{s>nowhere}", "dangling", "s-nowhere"), ("<task id='a'/>", "no_start", "p"),
        ("<startEvent id='s'/><subProcess id='u'><task id='a'/></subProcess>", "no_start", "u"),
        ("<startEvent id='s'/><subProcess id='u'><startEvent id='s2'/></subProcess>{s>s2}", "crossing", "s-s2"),
        ("<startEvent id='s'/><task id='a' tb:days='soon'/>", "extension", "a"),
        ("<startEvent id='s'/><task id='a' tb:join='most'/>", "extension", "a"),
        ("<startEvent id='s'/><intermediateCatchEvent id='c'/>", "event", "c"),
        ("<startEvent id='s'/><intermediateCatchEvent id='c'><timerEventDefinition/></intermediateCatchEvent>", "event", "c"),
        ("<startEvent id='s'/><endEvent id='c'><timerEventDefinition/></endEvent>", "unsupported", "c"),
        ("<startEvent id='s'/><boundaryEvent id='c' attachedToRef='s'><errorEventDefinition/></boundaryEvent>", "dangling", "c"),
        ("<startEvent id='s'/><task id='a'><multiInstanceLoopCharacteristics/></task>", "repetition", "a"),
        ("<startEvent id='s'/><exclusiveGateway id='x' default='no'/>", "dangling", "x"),
    ])
    func refused(_ body: String, _ code: String, _ element: String) throws {
        let problem = #expect(throws: Problem.self) { try procedure(body) }
        #expect(problem?.code == "workflow.\(code)" && problem?.arguments["element"] == element)
        #expect(try Words.texts("zh")["workflow.\(code)"] != nil)
    }

    @Test("what is no BPMN, or has not the process asked for, is refused")
    func others() throws {
        #expect(throws: Problem("workflow.not_bpmn", .invalid)) { try ProcessDefinition(reading: Array("<definitions/>".utf8)) }
        #expect(throws: Problem("xml.doctype", .invalid)) { try ProcessDefinition(reading: Array("<!DOCTYPE a><a/>".utf8)) }
        let two = bpmn("<startEvent id='s'/>", beside: "<process id='q'><startEvent id='s'/></process>")
        #expect(try ProcessDefinition(reading: Array(two.utf8)).id == "p")
        #expect(try ProcessDefinition(reading: Array(two.utf8), process: "q").id == "q")
        #expect(throws: Problem("workflow.no_process", .invalid)) { try ProcessDefinition(reading: Array(two.utf8), process: "r") }
    }

    @Test("files with random changes are read or refused, and never a crash")
    func noise() throws {
        let whole = try Example.bytes(), random = SeededRandom(seed: 3)
        let words = [
            "parallelGateway", "exclusiveGateway", "inclusiveGateway", "userTask", "subProcess", "boundaryEvent", "startEvent", "endEvent",
        ].map { "bpmn:\($0)" }
        for _ in 0..<150 {
            var text = String(decoding: whole, as: UTF8.self)
            for _ in 0..<(1 + random.number(below: 4)) {
                text = text.replacing(words[random.number(below: words.count)], with: words[random.number(below: words.count)])
            }
            fuzzBPMN(Array(text.utf8))
            var bytes = Array(text.utf8)
            bytes[random.number(below: bytes.count)] = random.bytes(1)[0]
            fuzzBPMN(bytes)
        }
    }

    @Test("the commands say in words what they found")
    func commands() throws {
        let say = try Words.say()
        let report = try ProcedureCommands.check(Example.bytes(), roles: ["clerk", "officer", "inspector"], say: say)
        #expect(!report.isSound)
        #expect(report.lines == [
            "错误 decide: “决定”（decide）的办理角色“chief”不存在。", "共 19 个元素，1 个错误，0 个提醒",
        ])
        let walks = try ProcedureCommands.simulate(Example.bytes(), walks: 100, seed: 1, Comparisons(), say: say)
        #expect(walks.isSound && walks.lines.last?.hasPrefix("共 100 次，0 次未能办结") == true)
        #expect(walks == (try ProcedureCommands.simulate(Example.bytes(), walks: 100, seed: 1, Comparisons(), say: say)))
    }
}

import Kernel
import Testing
@testable import Workflow
import XML

@Suite("Pictures of procedures")
struct PictureTests {
    @Test("every node and every flow is drawn once, with a name for those who can't see it")
    func whole() throws {
        let definition = try Example.definition()
        let svg = try read(ProcessPicture(definition, say: Words.say()).svg)
        #expect(svg["role"] == "img" && svg.text(of: "title") == "食品经营许可（新办）")
        #expect(svg.text(of: "desc")?.contains("现场核查") == true)
        let drawn = svg.children("g").compactMap { $0["data-element"] }
        #expect(drawn.sorted() == (definition.nodes.map(\.id) + definition.flows.map(\.id)).sorted())
        for group in svg.children("g") where group["class"]?.hasPrefix("node") == true { #expect(group.child("title") != nil) }
    }

    @Test("nothing in it runs, is fetched, or needs a style that a strict policy forbids")
    func safe() throws {
        let hostile = try procedure("<startEvent id='s'/><userTask id='a' name='&lt;script&gt;alert(1)&lt;/script&gt;&quot;'/>{s>a}")
        let text = try ProcessPicture(hostile, say: Words.say()).svg
        let svg = try read(text)
        #expect(!text.contains("<script") && !text.contains("href") && !text.contains("url("))
        #expect(all(svg).allSatisfy { $0["style"] == nil && !$0.attributes.contains { $0.name.hasPrefix("on") } })
    }

    @Test("done, under way, suspended and cut off each show in sign and words, with their days")
    func progress() throws {
        var bench = try Bench(procedure("""
            <startEvent id="s"/><userTask id="a" name="受理"/><parallelGateway id="f"/>
            <userTask id="b" name="审查"/><userTask id="c" name="核查"/>
            <parallelGateway id="j" tb:join="veto"/><userTask id="d" name="决定"/>{s>a}{a>f}{f>b}{f>c}{b>j}{c>j}{j>d}
            """))
        try bench.done("a")
        try bench.done("b", "reject")
        try bench.take(.suspend())
        let svg = try read(ProcessPicture(bench.definition, bench.instance, say: Words.say()).svg)
        let classes = Dictionary(uniqueKeysWithValues: svg.children("g").map { ($0["data-element"] ?? "", $0["class"] ?? "") })
        #expect(classes["a"] == "node done" && classes["c"] == "node cancelled" && classes["d"] == "node held")
        #expect(classes["s-a"] == "flow done" && classes["c-j"] == "flow")
        #expect(svg.text(of: "desc") == "受理：已办（2026-09-21 至 2026-09-21）；审查：已办（2026-09-21 至 2026-09-22）；"
            + "核查：中止（2026-09-21 至 2026-09-22）；决定：挂起（2026-09-22 起在本环节）")
    }

    @Test("a file's own diagram is kept to; one that lacks a node is not")
    func own() throws {
        let definition = try Example.definition()
        #expect(definition.diagram == Diagram(reading: definition.document.root))
        var document = definition.document
        document.root.nodes.removeAll { if case .element(let element) = $0 { element.name == "BPMNDiagram" } else { false } }
        let bare = try ProcessDefinition(document)
        #expect(!bare.isDrawn && definition.nodes.allSatisfy { bare.diagram.shapes[$0.id] != nil })
    }

    @Test("in our own layout no two nodes lie on one another, and what is inside stays inside")
    func layout() throws {
        for seed in 1...60 {
            let definition = try RandomProcedure.make(SeededRandom(seed: UInt64(seed)), size: 25)
            let diagram = definition.diagram
            let boxes = definition.nodes.filter { !$0.isBoundary }.map { ($0, diagram.shapes[$0.id]) }
            for (place, (node, box)) in boxes.enumerated() {
                let box = try #require(box)
                if let holder = node.scope.flatMap({ diagram.shapes[definition.nodes[$0].id] }) {
                    #expect(holder.x < box.x && holder.y < box.y && box.right < holder.right && box.bottom < holder.bottom, "seed \(seed)")
                }
                for (other, second) in boxes[..<place] where other.scope == node.scope {
                    let second = try #require(second)
                    let isApart = box.right < second.x || second.right < box.x || box.bottom < second.y || second.bottom < box.y
                    #expect(isApart, "seed \(seed): \(node.id) and \(other.id)")
                }
            }
            #expect(definition.flows.allSatisfy { (diagram.edges[$0.id]?.count ?? 0) > 1 })
        }
    }

    @Test("names are broken where Chinese is, and cut where there is no room", arguments: [
        ("材料审查", 100.0, 3, ["材料审查"]), ("食品经营许可现场核查", 70, 3, ["食品经营许", "可现场核查"]), ("现场核查", 20, 2, ["现", "…"]),
        ("Site inspection", 60, 3, ["Site", "inspection"]), ("", 60, 3, []),
    ])
    func lettering(_ text: String, _ width: Double, _ limit: Int, _ expected: [String]) {
        #expect(Lettering.lines(text, width: width, size: 13, limit: limit) == expected)
    }

    private func read(_ svg: String) throws -> XMLElement { try XMLDocument(reading: Array(svg.utf8)).root }

    private func all(_ element: XMLElement) -> [XMLElement] { [element] + element.children.flatMap(all) }
}

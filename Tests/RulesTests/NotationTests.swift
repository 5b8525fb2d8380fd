import Foundation
import Kernel
import Rules
import Testing

/// What to hand in for a food operation permit (食品经营许可), as DMN, as YAML and on a sheet.
@Suite("One table in three notations") struct NotationTests {
    private static func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(filePath: #filePath).appending(path: "../Fixtures/\(name)").standardized))
    }

    private static func models() throws -> [DecisionModel] {
        let yaml = try String(decoding: bytes("food-operation-permit.yml"), as: UTF8.self)
        return [try DecisionModel(reading: bytes("food-operation-permit.dmn")).checked(), try DecisionModel(yaml: yaml).checked()]
    }

    private static func sheet() throws -> DecisionModel { try DecisionModel(xlsx: bytes("food-operation-permit.xlsx")).checked() }

    @Test("the worked example of docs/extend/rules.md is the city's own table")
    func documentation() throws {
        let root = URL(filePath: #filePath).appending(path: "../../..").standardized
        let page = try String(decoding: Data(contentsOf: root.appending(path: "docs/extend/rules.md")), as: UTF8.self)
        let table = try Data(contentsOf: root.appending(path: "Data/kaifeng/items/food-operation-permit/rules.yml"))
        let example = try #require(page.split(separator: "```yaml\n").dropFirst().first?.split(separator: "```").first)
        #expect(String(decoding: table, as: UTF8.self).hasSuffix(example))
        let inputs: JSON = .object(["kind": "catering", "area": "large", "special": "no"])
        let answer = try DecisionModel(yaml: String(example)).checked().evaluate("materials", json: inputs)
        #expect(answer.value.array?.contains("equipment-list") == true && answer.warnings == [])
        #expect(answer.explanation.decisions.first?.tables.first?.rules.map(\.number) == [1, 2, 3, 4, 8, 9])
    }

    private static let always = ["经营场所平面图", "食品安全管理制度目录", "从业人员健康证明"]

    @Test("all ask for the same materials", arguments: [
        ("餐饮", 86, false, [], 1), ("餐饮", 200, true, ["主要设备设施清单", "专间（专用操作区）说明"], 3), ("销售", 86, true, ["食品贮存与温控说明"], 2),
        ("食堂", 150, false, ["食堂承包（委托经营）合同"], 1),
    ] as [(String, Double, Bool, [String], Double)])
    func materials(_ kind: String, _ area: Double, _ isSpecial: Bool, _ expected: [String], _ required: Double) throws {
        let inputs = JSON.object(["业态": .string(kind), "面积": .number(area), "制售高风险食品": .bool(isSpecial)])
        for model in try Self.models() + [Self.sheet()] {
            let answer = try model.evaluate("材料", json: inputs)
            #expect(answer.value.array?.compactMap { $0.object?["材料"]?.string } == Self.always + expected)
            #expect(answer.warnings == [])
        }
        for model in try Self.models() { #expect(try model.evaluate("必交份数", json: inputs).value == .number(required)) }
    }

    @Test("all say by which article a material is asked for")
    func reasons() throws {
        let inputs = JSON.object(["业态": "餐饮", "面积": .number(200), "制售高风险食品": .bool(false)])
        for model in try Self.models() + [Self.sheet()] {
            let table = try #require(model.evaluate("材料", json: inputs).explanation.decisions.first?.tables.first)
            #expect(table.rules.map(\.number) == [1, 2, 3, 4])
            #expect(table.rules[3].annotations.map(\.text) == ["食品经营许可和备案管理办法 第十三条"])
            #expect(table.inputs.map(\.text) == ["\"餐饮\"", "200", "false"])
        }
    }
}

import Kernel
import Organisations
import Testing

@Suite("Importing bodies")
struct BodyImportTests {
    @Test("the city's bodies are without a fault and are found by region")
    func kaifeng() async throws {
        let directory = try await Town.filled().organisations.directory
        #expect(directory.bodies.count > 40)
        #expect(directory.bodies(in: "410200000000").contains { $0.kind == .hall })
        #expect(directory.bodies.allSatisfy { directory.region($0.region) != nil })
        #expect(directory.name(ofBody: "11410200MBKF00019K") == "开封市行政审批和政务信息管理局")
    }

    @Test("a wrong row is refused with its reason, and the others stay", arguments: [
        (#"{"code": "11410200MBKF00019X", "name": "甲局", "region": "410200000000"}"#, "uscc.check"),
        (#"{"code": "1141", "name": "甲局", "region": "410200000000"}"#, "uscc.length"),
        (#"{"code": "11410200MB00000197", "name": "", "region": "410200000000"}"#, "import.name"),
        (#"{"code": "11410200MB00000197", "name": "甲局", "region": "990000000000"}"#, "body.region"),
        (#"{"code": "11410200MB00000197", "name": "甲局", "region": "410200000000", "kind": "pub"}"#, "body.kind"),
        (#"{"code": "11410200MB00000197", "name": "甲局", "region": "410200000000", "parent": "12410200MB00000194"}"#, "body.parent"),
        (#"{"code": "11410200MB00000197", "name": "甲局", "region": "410200000000", "parent": "11410200MB00000197"}"#, "body.parent"),
        (#"{"code": 7}"#, "import.unreadable"),
    ])
    func hostile(row: String, code: String) async throws {
        let town = try await Town()
        _ = try await town.organisations.importRegions(json: file("Data/kaifeng/regions.json"), by: clerk)
        let good = #"{"code": "91410200MA0000015G", "name": "乙局", "region": "410200000000"}"#
        let report = try await town.organisations.importBodies(json: Array("[\(row), \(good)]".utf8), by: clerk)
        #expect(report.refused.map(\.row) == [1] && report.refused.map(\.reason.code) == [code])
        #expect(town.organisations.directory.bodies.map(\.name) == ["乙局"])
    }

    @Test("a later upload cannot close a circle")
    func circle() async throws {
        let town = try await Town()
        _ = try await town.organisations.importRegions(json: file("Data/kaifeng/regions.json"), by: clerk)
        let above = #"{"code": "91410200MA0000015G", "name": "上", "region": "410200000000"}"#
        let below = #"{"code": "92410200MA0000015D", "name": "下", "region": "410200000000", "parent": "91410200MA0000015G"}"#
        #expect(try await town.organisations.importBodies(json: Array("[\(below), \(above)]".utf8), by: clerk).added == 2)
        let turned = above.replacing("}", with: #", "parent": "92410200MA0000015D"}"#)
        let report = try await town.organisations.importBodies(json: Array("[\(turned)]".utf8), by: clerk)
        #expect(report.refused.map(\.reason.code) == ["body.parent"])
    }
}

import Catalogue
import Forms
import Foundation
import Kernel
import Organisations
import Standards
import Storage
import Testing

@Suite("Publishing") struct PublishTests {
    @Test("an item is published, sent again is unchanged, and changed is its next version")
    func versions() async throws {
        let shelf = try await Shelf()
        #expect(try await shelf.publish(.array([foodPermit()])).added == 1)
        #expect(try await shelf.publish(.array([foodPermit()])).unchanged == 1)
        let changed = try await shelf.publish(.array([foodPermit(["phone": "0371-00000009"])]))
        #expect(changed.changed == 1 && changed.accepted == 1)
        let now = try #require(shelf.catalogue.current.item(slug: "food-operation-permit"))
        #expect(now.version == 2 && now.item.phone == "0371-00000009")
        #expect(try await shelf.published() == 2)
    }

    @Test("a case finds the version that it began with")
    func older() async throws {
        let shelf = try await Shelf()
        for phone in ["1", "2", "3"] { _ = try await shelf.publish(.array([foodPermit(["phone": .string(phone)])])) }
        let code = try item().code
        for version in 1...3 { #expect(try await shelf.catalogue.item(code, version: version).item.phone == "\(version)") }
        await #expect(throws: Problem("item.unknown", .notFound)) { try await shelf.catalogue.item(code, version: 4) }
        await #expect(throws: Problem("item.unknown", .notFound)) { try await shelf.catalogue.item("nothing", version: 1) }
    }

    @Test("bad rows are refused one by one with their reason; good rows stay")
    func rows() async throws {
        let shelf = try await Shelf()
        let noName = try foodPermit(["slug": "second", "basicCode": "410131001001", "name": .null])
        let noBody = try foodPermit(["slug": "third", "basicCode": "410131001002", "body": "11410200MBKF00999X"])
        let report = try await shelf.publish(.array([foodPermit(), noName, "食品", .null, .number(7), .array([]), noBody, .object([:])]))
        #expect(report.added == 1)
        #expect(report.refused.map(\.row) == [2, 3, 4, 5, 6, 7, 8])
        #expect(report.refused.first { $0.row == 2 }?.key == "second")
        #expect(report.refused.first { $0.row == 7 }?.reason.fields.contains { $0.code == "item.body_unknown" } == true)
        #expect(shelf.catalogue.current.items.count == 1)
    }

    @Test("a field of the wrong kind is named by its path")
    func path() async throws {
        let shelf = try await Shelf()
        let broken = try foodPermit(["materials": .array([.object(["key": "a"])])])
        let refusal = try #require(try await shelf.publish(.array([broken])).refused.first)
        #expect(refusal.reason.code == "import.field")
        #expect(refusal.reason.arguments["field"]?.hasPrefix("materials.1.") == true, "\(refusal.reason.arguments)")
    }

    @Test("a slug belongs to the item that had it first")
    func slugs() async throws {
        let shelf = try await Shelf()
        let rival = try foodPermit(["basicCode": "410131001009"])
        let report = try await shelf.publish(.array([foodPermit(), rival]))
        #expect(report.added == 1)
        #expect(report.refused.map(\.reason.fields.first?.code) == ["item.slug_taken"])
    }

    @Test("a file without a list of items is refused whole", arguments: ["", "null", "7", "{}", #"{"rows": []}"#, "[", "\u{0}"])
    func noList(text: String) async throws {
        let shelf = try await Shelf()
        #expect(throws: Problem.self) { try ItemFile.rows(Array(text.utf8), directory: shelf.organisations.directory, correctionDays: 10) }
    }

    @Test("life events replace those that were there")
    func lifeEvents() async throws {
        let shelf = try await Shelf()
        let events: [LifeEvent] = try JSONText.decode(from: file("Data/kaifeng/life-events.json"))
        try await shelf.catalogue.replace(lifeEvents: events, by: editor)
        #expect(shelf.catalogue.current.lifeEvents == events)
        try await shelf.catalogue.replace(lifeEvents: Array(events.prefix(1)), by: editor)
        #expect(shelf.catalogue.current.lifeEvents.map(\.key) == [events[0].key])
    }
}

@Suite("Outlines of open data") struct OutlineTests {
    @Test("an outline becomes an item that can be applied for with the plain form")
    func outline() async throws {
        let shelf = try await Shelf()
        #expect(try await shelf.publish(.array([Self.row()])).added == 1)
        let published = try #require(shelf.catalogue.current.item(slug: "kf-demo-0001")), item = published.item
        #expect(item.name == "保安员证核发" && item.promised.count == 1 && item.statutory.count == 60)
        #expect(try published.form.fields.map(\.key).contains("applicantName") && item.materials.map(\.name) == ["体检证明", "照片"])
        #expect(item.serviceObjects == ["1", "2"] && item.type == "01")
        #expect(try await shelf.publish(.array([Self.row()])).unchanged == 1)
    }

    @Test("what an outline gets wrong is said", arguments: [
        (["department": "洛阳市公安局"], "item.department_unknown"), (["item_type": "行政处罚"], "item.type_unknown"), (["id": "甲乙"], "item.id"),
        (["id": "KF-99999999999999999999"], "item.id"), (["id": "KF-100000"], "item.id"), (["name": " "], "item.name_missing"),
        (["id": "../0001"], "item.slug"),
    ] as [([String: Sketch], String)])
    func faults(changes: [String: Sketch], code: String) async throws {
        let shelf = try await Shelf()
        let report = try await shelf.publish(.array([Self.row(changes.mapValues(\.json))]))
        #expect(report.refused.flatMap(\.reason.fields).map(\.code).contains(code), "\(report)")
    }

    @Test("hostile numbers are refused, not computed with", arguments: [
        ["promised_limit": ["n": .number(1e18), "unit": "工作日"]], ["promised_limit": ["n": .number(-3), "unit": "工作日"]],
        ["legal_limit": ["n": .number(9e15), "unit": "个月"]], ["promised_limit": ["n": .number(4_000_000), "unit": "个月"]],
        ["visits": .number(1e300)],
    ] as [[String: Sketch]])
    func numbers(changes: [String: Sketch]) async throws {
        let shelf = try await Shelf()
        let report = try await shelf.publish(.array([Self.row(changes.mapValues(\.json))]))
        #expect(report.refused.count == 1, "\(report)")
    }

    static func row(_ changes: [String: JSON] = [:]) -> JSON {
        let row: [String: JSON] = [
            "id": "KF-DEMO-0001", "domain": "公安", "name": "保安员证核发", "item_type": "行政许可", "department": "开封市公安局",
            "service_objects": .array(["自然人", "企业法人"]), "legal_limit": .object(["n": .number(60), "unit": "工作日", "text": "60工作日"]),
            "promised_limit": .object(["n": .number(1), "unit": "工作日", "text": "1工作日"]), "visits": .number(0),
            "materials": .array(["体检证明", "照片"]), "conditions": .array(["年满18周岁"]), "legal_basis": .array(["保安服务管理条例 第十六条"]),
            "fee": .object(["charged": .bool(false), "detail": ""]), "result": "保安员证", "themes": .array(["就业创业"]),
        ]
        return .object(row.merging(changes) { $1 })
    }

    @Test("the open data of the reference city is taken in whole",
        .enabled(if: openData != nil, "set TONGBAN_SHARED to the folder of the open data"))
    func whole() async throws {
        let folder = try #require(openData), shelf = try await Shelf()
        let items = [UInt8](try Data(contentsOf: folder.appending(path: "service-items.json")))
        let rows = try ItemFile.rows(items, directory: shelf.organisations.directory, correctionDays: 10)
        let report = try await shelf.catalogue.publish(rows, by: editor)
        #expect(report.refused == [])
        #expect(report.added == 259)
        let regions = [UInt8](try Data(contentsOf: folder.appending(path: "kaifeng-regions.csv")))
        #expect(try await shelf.organisations.importRegions(csv: regions, by: editor).refused == [])
        #expect(shelf.organisations.directory.regions.count == 2672)
    }
}

/// Real files that are too large to be committed, if this machine has them.
let openData: URL? = {
    let named = ProcessInfo.processInfo.environment["TONGBAN_SHARED"].map { URL(filePath: $0) }
    let beside = packageRoot.appending(path: "../shared/data")
    let folders = [named?.appending(path: "data"), named, beside].compactMap { $0?.standardizedFileURL }
    return folders.first { FileManager.default.fileExists(atPath: $0.appending(path: "service-items.json").path) }
}()

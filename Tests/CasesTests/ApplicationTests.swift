import Cases
import Catalogue
import Kernel
import TestKit
import Testing

/// What is wrong with an application is said all at once, each where the page shows it.
@Suite("Applications") struct ApplicationTests {
    static let situation = ["kind": "sale", "area": "small", "special": "no"]

    @Test("a complete application has no fault and keeps what it was given")
    func complete() throws {
        let (content, materials, problems) = try Self.application().checked(against: KaifengItem.published(), for: Self.holder, today: day("2026-10-08"))
        #expect(problems == [])
        #expect(content.situation == Self.situation && content.promised == ["safety-system"])
        #expect(materials.map(\.key) == ["floor-plan", "health-certificates"])
        #expect(content.values["operatorName"] == "开封市龙亭区宋都小厨" && content.values["kitchenArea"] == nil)
    }

    @Test("each thing that is missing or wrong is named where it stands", arguments: [
        (Change { $0.situation["kind"] = nil }, "situation.kind", "situation.unanswered"),
        (Change { $0.situation["kind"] = "pub" }, "situation.kind", "situation.unanswered"),
        (Change { $0.values["operatorName"] = nil }, "form.operatorName", "answer.required"),
        (Change { $0.values["operatorCode"] = "92410202MAKF00015X" }, "form.operatorCode", "uscc.check"),
        (Change { $0.values["floorArea"] = .number(0) }, "form.floorArea", "answer.minimum"),
        (Change { $0.values["staff"] = .array([.object(["name": "王强", "certificate": "1"])]) },
         "form.staff[0].certificate", "answer.pattern_hint"),
        (Change { $0.values["truth"] = .bool(false) }, "form.truth", "answer.const_true"),
        (Change { $0.materials.removeAll { $0.key == "floor-plan" } }, "material.floor-plan", "material.missing"),
        (Change { $0.materials = []; $0.promised = ["floor-plan", "safety-system"] }, "material.floor-plan", "material.missing"),
        (Change { $0.promised = [] }, "material.safety-system", "material.promise"),
        (Change { $0.materials.removeAll { $0.key == "health-certificates" } }, "material.health-certificates", "material.missing"),
        (Change { $0.declared = false }, "declared", "case.not_declared"),
        (Change { $0.situation["kind"] = "packaged" }, "situation.kind", "case.not_eligible"),
    ] as [(Change, String, String)])
    func faults(change: Change, field: String, code: String) throws {
        var application = Self.application()
        change.make(&application)
        let problems = try application.checked(against: KaifengItem.published(), for: Self.holder, today: day("2026-10-08")).problems
        #expect(problems.contains { $0.field == field && $0.code == code }, "\(problems)")
    }

    @Test("what follows later may be promised; what is exempt needs nothing")
    func excused() throws {
        var application = Self.application()
        application.materials.removeAll { $0.key == "health-certificates" }
        application.promised = ["safety-system", "health-certificates"]
        #expect(try application.checked(against: KaifengItem.published(), for: Self.holder, today: day("2026-10-08")).problems == [])
    }

    @Test("what was not asked for is not kept")
    func surplus() throws {
        var application = Self.application()
        application.values["secret"] = "x"
        application.situation["more"] = "x"
        application.promised += ["nothing"]
        application.materials.append(Self.material("equipment-list"))
        let (content, materials, problems) = try application.checked(against: KaifengItem.published(), for: Self.holder, today: day("2026-10-08"))
        #expect(problems == [] && content.values["secret"] == nil && content.situation == Self.situation)
        #expect(content.promised == ["safety-system"])
        #expect(!materials.map(\.key).contains("equipment-list"))
    }

    @Test("files are counted by their row, whatever number they claim")
    func places() throws {
        var application = Self.application()
        application.materials += [Self.material("floor-plan"), Self.material("floor-plan")]
        let materials = try application.checked(against: KaifengItem.published(), for: Self.holder, today: day("2026-10-08")).materials
        #expect(materials.filter { $0.key == "floor-plan" }.map(\.place) == [1, 2, 3])
    }

    static let holder = CaseHolder(kind: .person, name: "李晓梅", code: "410204198512120022", contactName: "李晓梅", mobile: "13800000001")

    static func application() -> Application {
        Application(
            situation: situation,
            values: [
                "operatorName": "开封市龙亭区宋都小厨", "operatorCode": "92410202MAKF00015N", "representative": "李晓梅",
                "representativeId": "410204198512120022", "mobile": "13800000001", "region": "410202001000", "address": "宋都御街 12 号",
                "floorArea": .number(86), "kitchenArea": .number(20), "businessForm": "shop", "saleScope": .array(["loose"]),
                "online": .bool(false), "truth": .bool(true),
                "safetyManager": "李晓梅", "safetyManagerMobile": "13800000001", "employees": .number(3),
            ],
            materials: [material("floor-plan"), material("health-certificates")], promised: ["safety-system"], declared: true)
    }

    static func material(_ key: String) -> CaseMaterial {
        CaseMaterial(key: key, place: 1, fileName: "\(key).pdf", digest: String(repeating: "0", count: 64), size: 1,
                     mediaType: "application/pdf", uploadedAt: Timestamp(milliseconds: 0))
    }
}

/// Something done to an application that was complete.
struct Change: Sendable {
    let make: @Sendable (inout Application) -> Void
    init(_ make: @escaping @Sendable (inout Application) -> Void) { self.make = make }
}

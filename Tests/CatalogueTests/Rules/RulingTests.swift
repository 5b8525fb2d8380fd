import Catalogue
import Kernel
import Standards
import TestKit
import Testing

/// What the food permit's rules say of a situation, and rules of our own in its place.
@Suite("Rulings") struct RulingTests {
    private static let small = ["kind": "sale", "area": "small", "special": "no"]
    private static let large = ["kind": "catering", "area": "large", "special": "yes"]
    private static let always = ["business-licence", "id-card", "floor-plan", "safety-system", "health-certificates"]

    @Test("the situation cuts the materials to what applies, and says why")
    func cutting() throws {
        let permit = try KaifengItem.published()
        #expect(permit.decisions.ruling(Self.small).materials.map(\.key) == Self.always)
        let ruling = permit.decisions.ruling(Self.large)
        #expect(ruling.materials.map(\.key)
            == ["business-licence", "id-card", "floor-plan", "equipment-list", "special-room", "safety-system", "health-certificates"])
        #expect(ruling.reasons["equipment-list"]?.contains("第十三条") == true && ruling.reasons["id-card"] == nil)
    }

    @Test("while questions are open, what may come is listed, and what will come is certain")
    func outlook() throws {
        let decisions = try KaifengItem.published().decisions
        let open = decisions.outlook(["kind": "sale"])
        #expect(open.materials.map(\.key) == Array(Self.always.prefix(3)) + ["equipment-list", "storage-plan"] + Self.always.suffix(2))
        #expect(open.certain == Set(Self.always) && open.obstacles.isEmpty)
        #expect(decisions.outlook(Self.small).materials.map(\.key) == Self.always)
    }

    @Test("who can't apply is told so, beside the answer that it comes of")
    func eligibility() throws {
        let decisions = try KaifengItem.published().decisions
        #expect(decisions.ruling(Self.large).obstacles.isEmpty)
        let obstacle = try #require(decisions.outlook(["kind": "packaged"]).obstacles.first)
        #expect(obstacle.field == "situation.kind" && obstacle.reason.contains("备案") && obstacle.reason(english: true).contains("filing"))
    }

    @Test("fees are those of the situation; the item's list where that isn't known")
    func fees() throws {
        let transfer = try KaifengItem.published("property-transfer")
        #expect(transfer.decisions.outlook(["use": "home"]).fees.map(\.amount) == ["80", "10"])
        #expect(transfer.decisions.outlook(["use": "other"]).fees.map(\.amount) == ["550", "10"])
        #expect(transfer.decisions.outlook([:]).fees == transfer.item.fees)
    }

    @Test("a rule may ask more or less strictly than the list; of two, the stricter counts", arguments: [
        ("{material: floor-plan, need: optional}", Material.Need.optional),
        ("{material: floor-plan}", .required),
        ("{material: floor-plan, need: optional}\n      - {material: floor-plan, need: deferrable}", .deferrable),
    ])
    func needs(rows: String, need: Material.Need) throws {
        let ruling = try ruled(RulingTests.table("materials", "[{name: material, type: string}, {name: need, type: string}]", rows))
            .decisions.ruling(Self.small)
        #expect(ruling.materials.map(\.key) == ["floor-plan"] && ruling.materials.map(\.need) == [need])
    }

    @Test("the promise is that of the situation, never longer than the law's", arguments: [("1", 1), ("15", 15), ("99", 20)])
    func limits(days: String, promised: Int) throws {
        let item = try ruled(RulingTests.table("limit", "[{name: days, type: number}]", "{kind: sale, days: \(days)}", policy: "U"))
        #expect(item.decisions.ruling(Self.small).promised == (try Limit(promised)))
        #expect(item.decisions.ruling(Self.large).promised == item.item.promised)
        #expect(item.decisions.outlook([:]).promised.count == max(promised, item.item.promised.count))
    }

    @Test("what can't be worked out asks for everything, and refuses nobody", arguments: [
        "nonsense", "name: 空",
        RulingTests.table("materials", "[{name: material, type: string}]", "{material: =1 + kind}"),
        RulingTests.table("eligibility", "[{name: reason, type: string}]", "{reason: =1 + kind}"),
        RulingTests.table("fees", "[{name: name, type: string}, {name: amount, type: number}]", "{name: 费, amount: 1 + kind}"),
        RulingTests.table("limit", "[{name: days, type: number}]", "{days: 1 + kind}", policy: "F"),
        RulingTests.table("limit", "[{name: days, type: number}]", "{days: -3}", policy: "F"),
    ])
    func failing(rules: String) throws {
        let item = try ruled(rules), ruling = item.decisions.ruling(Self.small)
        #expect(ruling.materials == item.item.materials && ruling.fees == item.item.fees)
        #expect(ruling.obstacles.isEmpty && ruling.promised == item.item.promised)
    }

    @Test("what depends on the form is asked for until the form says otherwise")
    func form() throws {
        let rules = RulingTests.table("materials", "[{name: material, type: string}]", """
            {material: floor-plan}
                  - {floorArea: "> 150", material: equipment-list}
            """, inputs: "{name: floorArea, type: number}")
        let decisions = try ruled(rules).decisions
        #expect(decisions.ruling(Self.small, form: ["floorArea": .number(86)]).materials.map(\.key) == ["floor-plan"])
        #expect(decisions.ruling(Self.small, form: ["floorArea": .number(200)]).materials.map(\.key) == ["floor-plan", "equipment-list"])
        let open = decisions.outlook(Self.small)
        #expect(try open.materials.count == item().materials.count && open.certain == ["floor-plan"])
    }

    @Test("a submission costs no more than a look into a table", .timeLimit(.minutes(1)))
    func speed() throws {
        let decisions = try KaifengItem.published().decisions
        _ = decisions.ruling(Self.large)
        let clock = ContinuousClock()
        let time = clock.measure { for _ in 0..<10_000 { _ = decisions.ruling(Self.large) } }
        #expect(time < .seconds(2), "10,000 rulings took \(time)")
    }

    static func table(
        _ name: String, _ outputs: String, _ rows: String, policy: String = "C", inputs: String = "{name: kind, type: string}"
    ) -> String {
        """
        name: 规则
        decisions:
          - name: \(name)
            hit policy: \(policy)
            inputs: [\(inputs)]
            outputs: \(outputs)
            rules:
              - \(rows.replacing("\n      - ", with: "\n      - "))
        """
    }
}

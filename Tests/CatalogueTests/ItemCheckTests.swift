import Catalogue
import Kernel
import TestKit
import Testing

@Suite("What keeps an item from being published") struct ItemCheckTests {
    static let food = "11410200MBKF000359"

    @Test("a sound item has no fault")
    func sound() throws { #expect(try publishingFaults(in: item()) == []) }

    @Test("each fault is named", arguments: [
        (["name": "  "], "name", "item.name_missing"),
        (["slug": "Food Permit"], "slug", "item.slug"), (["slug": "../food"], "slug", "item.slug"), (["slug": ""], "slug", "item.slug"),
        (["slug": .string(String(repeating: "a", count: 81))], "slug", "item.slug"), (["slug": "food-"], "slug", "item.slug"),
        (["basicCode": "4101310010"], "basicCode", "item.basic_code"), (["basicCode": "41013100100X"], "basicCode", "item.basic_code"),
        (["body": "11410200MBKF000434"], "body", "item.body_unknown"), (["level": "33"], "level", "item.code"),
        (["level": "x"], "level", "item.code"),
        (["projectType": "3"], "projectType", "item.project_type"), (["projectType": ""], "projectType", "item.project_type"),
        (["promised": ["count": .number(21), "unit": "working_day"]], "promised", "item.promise_over_statutory"),
        (["procedure": ["stages": [["key": "accept", "name": "受理", "role": "window", "days": .number(4)]]]],
         "procedure", "workflow.check.over_promise"),
        (["procedure": ["stages": [["key": "accept", "name": "受理", "role": "nobody", "days": .number(0)]]]],
         "procedure", "workflow.check.unknown_role"),
        (["procedure": "<no-bpmn/>"], "procedure", "workflow.not_bpmn"),
    ] as [([String: Sketch], String, String)])
    func faults(changes: [String: Sketch], field: String, code: String) throws {
        let problems = try publishingFaults(in: item(changes.mapValues(\.json)))
        #expect(problems.contains { $0.field == field && $0.code == code }, "\(problems)")
    }

    @Test("a promise is held against the law by the days on which both end", arguments: [
        // Fifteen working days and the Spring Festival are more than twenty days.
        (15, "working_day", 20, "calendar_day", "item.promise_ends_later"), (9, "working_day", 20, "calendar_day", nil),
        (10, "working_day", 20, "calendar_day", "item.promise_ends_later"),
        (20, "calendar_day", 20, "working_day", nil), (60, "calendar_day", 20, "working_day", "item.promise_ends_later_calendar"),
        (60, "calendar_day", 60, "calendar_day", nil), (61, "calendar_day", 60, "calendar_day", "item.promise_over_statutory"),
    ] as [(Int, String, Int, String, String?)])
    func promise(count: Int, unit: String, lawful: Int, lawfulUnit: String, code: String?) throws {
        let limit = { (count: Int, unit: String) in try JSON(parsing: Array(#"{"count": \#(count), "unit": "\#(unit)"}"#.utf8)) }
        let changed = try item(["promised": limit(count, unit), "statutory": limit(lawful, lawfulUnit)])
        let problems = try publishingFaults(in: changed)
        #expect(problems.filter { $0.field == "promised" }.map(\.code) == [code].compactMap(\.self))
    }

    @Test("steps in working days fit into a promise in days of the calendar also round the longest holiday",
          arguments: [(8, true), (9, false)])
    func steps(days: Int, fits: Bool) throws {
        let stages = #"""
            {"stages": [{"key": "accept", "name": "受理", "role": "window", "days": 0},
                {"key": "review", "name": "审查", "role": "officer", "days": \#(days)},
                {"key": "decide", "name": "决定", "role": "chief", "days": 1}]}
            """#
        let changed = try KaifengItem.item("identity-card", ["procedure": JSON(parsing: Array(stages.utf8))])
        let problems = try ItemCheck.problems(in: changed, bodies: [changed.body], calendar: kaifengCalendar())
        #expect(problems.contains { $0.code == "workflow.check.over_promise" } != fits, "\(problems)")
    }

    @Test("a form that wouldn't do what it says is refused, with the words of its lint", arguments: [
        (#""type": "string", "pattern": "([""#, #"{"pages": [{"key": "p", "title": "一", "fields": ["f"]}]}"#, "lint.pattern"),
        (#""type": "string", "format": "no-such""#, #"{"pages": [{"key": "p", "title": "一", "fields": ["f"]}]}"#, "lint.format"),
        (#""type": "string""#, #"{"pages": [{"key": "p", "title": "一", "fields": ["f", "nowhere"]}]}"#, "lint.field_unknown"),
        (#""type": "string""#, #"{"pages": [{"title": "一", "fields": ["f"]}]}"#, "layout.page"),
        (##""type": "string", "$ref": "#/nowhere""##, #"{"pages": [{"key": "p", "title": "一", "fields": ["f"]}]}"#, "schema.reference"),
    ])
    func forms(field: String, layout: String, code: String) throws {
        let problems = try publishingFaults(in: item(["form": form(field, layout: layout)]))
        #expect(problems.contains { $0.field == "form" && $0.code == code }, "\(problems)")
        #expect(try publishingFaults(in: item(["form": form(#""type": "string""#)])) == [])
    }

    @Test("a material that stands twice is named")
    func parts() throws {
        let permit = try foodPermit()
        let material = try #require(permit.object?["materials"]?.array?.first)
        let twice = try item(["materials": .array([material, material]), "rules": .null])
        #expect(try publishingFaults(in: twice).map(\.code) == ["item.material_twice"])
    }

    @Test("a list of stages that can't be a procedure is refused when it is read", arguments: [
        ["stages": []],
        ["stages": [["key": "a", "name": "受理", "role": "window", "days": .number(0)],
            ["key": "a", "name": "决定", "role": "chief", "days": .number(0)]]],
    ] as [Sketch])
    func stages(_ procedure: Sketch) throws {
        let row = ItemFile.item(try foodPermit(["procedure": procedure.json]).object ?? [:], correctionDays: 10, beside: beside)
        guard case .failure(let problem) = row else { return #expect(Bool(false), "it was taken") }
        #expect(problem.fields.map(\.code) == ["workflow.stages"] && problem.fields.map(\.field) == ["procedure"])
    }

    @Test("what cases can't do with a procedure is named by element", arguments: [
        ("tb:outcomes=\"accept correct decline\"",
         "tb:outcomes=\"accept correct decline\" tb:body=\"11410200MBKF000434\"", "item.procedure.body"),
        ("tb:result=\"granted\"", "tb:result=\"approved\"", "item.procedure.result"),
        ("name=\"supplement\"", "name=\"payment\"", "item.procedure.message"),
        ("tb:outcomes=\"grant refuse\"", "tb:outcomes=\"yes no\"", "item.procedure.lacking.grant"),
        ("tb:outcomes=\"accept correct decline\"", "tb:outcomes=\"pass\"", "item.procedure.lacking.accept"),
        ("<userTask id=\"review\" name=\"审查\" tb:stage=\"review\" tb:role=\"officer\" tb:days=\"2\"/>",
         "<serviceTask id=\"review\" tb:operation=\"money.move\"/>", "item.procedure.operation"),
        ("<userTask id=\"review\" name=\"审查\" tb:stage=\"review\" tb:role=\"officer\" tb:days=\"2\"/>",
         "<callActivity id=\"review\" calledElement=\"another\"/>", "item.procedure.called"),
        ("<userTask id=\"review\" name=\"审查\" tb:stage=\"review\" tb:role=\"officer\" tb:days=\"2\"/>",
         "<businessRuleTask id=\"review\" tb:decision=\"nothing\"/>", "item.procedure.decision"),
    ])
    func contract(old: String, new: String, code: String) throws {
        let text = try item().procedure
        #expect(text.contains(old), "\(text)")
        let problems = try publishingFaults(in: item(["procedure": .string(text.replacing(old, with: new))]))
        #expect(problems.contains { $0.field == "procedure" && $0.code == code }, "\(problems)")
    }
}

/// JSON as one can sketch it in a table.
indirect enum Sketch: Sendable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    case value(JSON)
    case list([Sketch])
    case fields([(String, Sketch)])

    init(stringLiteral text: String) { self = .value(.string(text)) }
    init(arrayLiteral elements: Sketch...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, Sketch)...) { self = .fields(elements) }
    static func string(_ text: String) -> Sketch { .value(.string(text)) }
    static func number(_ number: Double) -> Sketch { .value(.number(number)) }

    var json: JSON {
        switch self {
        case .value(let value): value
        case .list(let elements): .array(elements.map(\.json))
        case .fields(let fields): .object(Dictionary(fields.map { ($0.0, $0.1.json) }) { $1 })
        }
    }
}

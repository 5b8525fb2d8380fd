import Kernel
import XML

/// Our attributes on an element of BPMN, in the namespace `urn:tongban:bpmn`.
struct Extensions {
    private let element: XMLElement

    init(_ element: XMLElement) { self.element = element }

    subscript(_ name: String) -> String? {
        guard let value = element[BPMN.extensions, name]?.trimmed, !value.isEmpty else { return nil }
        return value
    }

    /// What the element says, and where it says nothing what stands outside it (its lane).
    func duty(outer: Duty) throws(Problem) -> Duty {
        var duty = outer
        duty.stage = self["stage"] ?? outer.stage
        duty.role = self["role"] ?? outer.role
        duty.body = self["body"] ?? outer.body
        // On an event the days are its timer's.
        if !element.name.hasSuffix("Event") { duty.days = try days("days") ?? outer.days }
        duty.isSpecial = self["special"] == "true"
        duty.documents = list("documents")
        duty.outcomes = list("outcomes")
        duty.passing = self["pass"] ?? Duty.pass
        if let text = self["join"] {
            guard let rule = JoinRule(text) else { throw wrong("join", text) }
            duty.join = rule
        }
        return duty
    }

    /// A number of working days, 0 to 3660.
    func days(_ name: String) throws(Problem) -> Int? {
        guard let text = self[name] else { return nil }
        guard let days = Int(text), (0...3660).contains(days) else { throw wrong(name, text) }
        return days
    }

    private func list(_ name: String) -> [String] {
        self[name]?.split { $0 == " " || $0 == "," || $0 == "，" || $0 == "、" }.map(String.init) ?? []
    }

    private func wrong(_ name: String, _ value: String) -> Problem {
        .definition("extension", element["id"] ?? element.name, line: element.line, ["attribute": "tb:\(name)", "value": value])
    }
}

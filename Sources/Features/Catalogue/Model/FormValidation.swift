import Kernel
import Standards

extension FormDefinition {
    /// What an applicant typed, as values of the schema, and everything that is wrong with it. Fields that don't apply to
    /// the situation, and fields that the form doesn't know, are dropped.
    /// - Parameter today: for formats that speak of the past, such as a date of birth.
    public func check(
        _ answers: [String: JSON], situation: [String: String], today: LocalDate
    ) -> (values: [String: JSON], problems: [FieldProblem]) {
        var values: [String: JSON] = [:]
        var problems: [FieldProblem] = []
        for (key, field) in properties where field.when?.holds(situation) ?? true {
            let value = field.normalised(answers[key] ?? .null)
            if value.isBlank {
                if isRequired(key) { problems.append(FieldProblem(key, "field.required", ["field": field.title])) }
            } else if let problem = field.problem(with: value, key: key, today: today) {
                problems.append(problem)
                values[key] = value
            } else {
                values[key] = value
            }
        }
        return (values, problems.sorted { $0.field < $1.field })
    }
}

extension FormField {
    /// A form on paper or in a browser gives text; this makes of it what the schema wants, and leaves what can't be made.
    func normalised(_ value: JSON) -> JSON {
        switch (type, value) {
        case (.string, .string(let text)): .string(format == nil ? text.trimmed : text.trimmed.uppercasedIfCode(format))
        case (.number, .string(let text)), (.integer, .string(let text)):
            decimal(text.trimmed).map(JSON.number) ?? .string(text.trimmed)
        case (.boolean, .string(let text)): text.isEmpty ? .null : .bool(["true", "on", "1", "yes"].contains(text))
        case (.array, .string(let text)): .array(text.trimmed.isEmpty ? [] : [.string(text.trimmed)])
        case (.array, .array(let elements)): .array(elements.map { $0.string.map { .string($0.trimmed) } ?? $0 }.filter { !$0.isBlank })
        default: value
        }
    }

    /// Figures as people write them: Swift alone would also read `inf`, `nan` and hexadecimal.
    private func decimal(_ text: String) -> Double? { Pattern.matches(text, "^[-+]?[0-9]+([.][0-9]+)?$") ? Double(text) : nil }

    /// The first thing that is wrong with a value that is there.
    func problem(with value: JSON, key: String, today: LocalDate) -> FieldProblem? {
        let wrong: (String, [String: String]) -> FieldProblem = { code, more in
            FieldProblem(key, code, more.merging(["field": title]) { first, _ in first })
        }
        switch (type, value) {
        case (.string, .string(let text)):
            if let (code, arguments) = tooLong(text) { return wrong(code, arguments) }
            if let minLength, text.unicodeScalars.count < minLength { return wrong("field.too_short", ["min": "\(minLength)"]) }
            if text.unicodeScalars.contains(where: { $0.value < 32 && $0 != "\n" && $0 != "\r" && $0 != "\t" }) {
                return wrong("field.control_characters", [:])
            }
            if let options, !options.contains(text) { return wrong("field.not_offered", [:]) }
            if let pattern, !Pattern.matches(text, pattern) { return wrong("field.pattern", ["hint": patternHint ?? pattern]) }
            return format.flatMap { FormFormat.problem(text, format: $0, today: today) }.map { wrong($0, [:]) }
        case (.number, .number(let number)), (.integer, .number(let number)):
            if !number.isFinite || (type == .integer && Int64(exactly: number) == nil) { return wrong("field.integer", [:]) }
            if let minimum, number < minimum { return wrong("field.minimum", ["min": JSON.number(minimum).text]) }
            if let maximum, number > maximum { return wrong("field.maximum", ["max": JSON.number(maximum).text]) }
            return nil
        case (.number, _), (.integer, _): return wrong("field.number", [:])
        case (.boolean, .bool): return nil
        case (.array, .array(let elements)):
            if elements.count > 100 { return wrong("field.too_many", ["max": "100"]) }
            if let options, !elements.allSatisfy({ $0.string.map(options.contains) ?? false }) { return wrong("field.not_offered", [:]) }
            if !elements.allSatisfy({ $0.string != nil }) { return wrong("field.type", [:]) }
            return elements.lazy.compactMap { $0.string.flatMap(tooLong) }.first.map(wrong)
        default: return wrong("field.type", [:])
        }
    }

    private func tooLong(_ text: String) -> (code: String, arguments: [String: String])? {
        let count = text.unicodeScalars.count, limit = maxLength ?? 2000
        return count > limit ? ("field.too_long", ["limit": "\(limit)", "count": "\(count)"]) : nil
    }
}

/// The formats that a text field may name: those of the standard that we meet, and ours.
enum FormFormat {
    /// The message key of what is wrong, or `nil`. An unknown format asserts nothing, as the specification says.
    static func problem(_ text: String, format: String, today: LocalDate) -> String? {
        switch format {
        case "citizen-id": (try? CitizenID(checking: text, today: today)) == nil ? "field.citizen_id" : nil
        case "uscc": CreditCode(text) == nil ? "field.uscc" : nil
        case "mobile-cn": MobileNumber(text) == nil ? "field.mobile" : nil
        case "region-code": RegionCode(text) == nil ? "field.region" : nil
        case "date": LocalDate(text) == nil ? "field.date" : nil
        case "money": Money(text) == nil ? "field.money" : nil
        case "email": Pattern.matches(text, "^[^@\\s]+@[^@\\s]+[.][^@\\s]+$") ? nil : "field.email"
        default: nil
        }
    }
}

extension String {
    /// Codes are written in capitals; other texts stay as they were typed.
    fileprivate func uppercasedIfCode(_ format: String?) -> String {
        format == "citizen-id" || format == "uscc" ? uppercased() : self
    }
}

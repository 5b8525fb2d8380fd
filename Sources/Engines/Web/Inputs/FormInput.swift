import Kernel

/// What a visitor sent in a form. The getters return values and collect what is wrong with them; ``check()`` at the end
/// throws all of it at once, so that a form shows every mistake the first time.
///
/// ```swift
/// var form = try await context.form(request)
/// let shop = form.text("shop", limit: 60)
/// let area = form.integer("area", in: 1...100_000)
/// try form.check()
/// ```
public struct FormInput: Sendable {
    private var values: [String: [String]]
    /// What is wrong so far: what can't be read, then the rest in the order in which the fields were asked for.
    public private(set) var problems: [FieldProblem] = []

    public init(_ values: [String: [String]] = [:]) { self.values = values }

    /// What a request brings comes in here: the edge that ``FreeText`` guards.
    mutating func add(_ name: String, _ value: String) {
        guard !Self.exact.contains(name) else { return values[name, default: []].append(value) }
        let text = FreeText.cleaned(value)
        values[name, default: []].append(text)
        if let problem = FieldProblem.unreadable(text, in: name), !problems.contains(problem) { problems.append(problem) }
    }

    /// Fields whose very bytes count: passwords, and receipts that prove something by them.
    private static let exact: Set = ["password", "again", "present", "current", "receipt"]

    /// The value as it was typed, without blanks at its ends; empty when the field was not sent. For drawing the form again.
    public subscript(name: String) -> String { values[name]?.first?.trimmed ?? "" }

    public func all(_ name: String) -> [String] { values[name] ?? [] }

    /// The names of the fields sent, without ours.
    public var names: [String] { values.keys.filter { !$0.begins(with: "_") }.sorted() }

    public var isValid: Bool { problems.isEmpty }

    /// Throws ``Problem`` `input.fields` when anything was wrong.
    public func check() throws {
        guard isValid else { throw Problem.fields(problems) }
    }

    /// Notes something wrong that only the feature can know.
    public mutating func reject(_ field: String, _ code: String, _ arguments: [String: String] = [:]) {
        problems.append(FieldProblem(field, code, arguments))
    }

    /// Notes what a rule found wrong, such as the problem that a command threw.
    public mutating func reject(_ found: [FieldProblem]) { problems += found }
}

extension FormInput {
    /// One line of at most `limit` characters; empty when it is missing and need not be there.
    public mutating func text(_ name: String, required: Bool = true, limit: Int = 200) -> String {
        let value = FreeText.cleaned(self[name], lines: false), count = value.unicodeScalars.count
        if value.isEmpty {
            if required { reject(name, "field.required") }
        } else if count > limit {
            reject(name, "field.too_long", ["limit": String(limit), "count": String(count)])
        }
        return value
    }

    public mutating func integer(_ name: String, required: Bool = true, in range: ClosedRange<Int> = 0...999_999_999) -> Int? {
        parsed(name, required, "field.integer") { Int(halfWidth($0)) }.flatMap { value in
            inside(name, value, range.contains(value), "\(range.lowerBound)", "\(range.upperBound)")
        }
    }

    public mutating func number(_ name: String, required: Bool = true, in range: ClosedRange<Double> = 0...1e12) -> Double? {
        parsed(name, required, "field.number") { plainNumber(halfWidth($0)) }.flatMap { value in
            inside(name, value, range.contains(value), JSON.number(range.lowerBound).text, JSON.number(range.upperBound).text)
        }
    }

    /// A date, `YYYY-MM-DD`, as date fields send it.
    public mutating func date(_ name: String, required: Bool = true, in range: ClosedRange<LocalDate>? = nil) -> LocalDate? {
        parsed(name, required, "field.date") { LocalDate(halfWidth($0)) }.flatMap { value in
            inside(name, value, range?.contains(value) ?? true, range?.lowerBound.description ?? "", range?.upperBound.description ?? "")
        }
    }

    /// One of the values offered.
    public mutating func choice(_ name: String, of offered: some Collection<String>, required: Bool = true) -> String? {
        parsed(name, required, "field.choice", missing: "field.choose") { typed in offered.first { $0.hasSameBytes(as: typed) } }
    }

    /// One of the cases of an enumeration, by its raw value.
    public mutating func choice<Value: RawRepresentable>(_ name: String, as type: Value.Type = Value.self, required: Bool = true)
    -> Value? where Value.RawValue == String {
        parsed(name, required, "field.choice", missing: "field.choose", Value.init)
    }

    /// Any of the values offered, in the order sent, each once.
    public mutating func choices(_ name: String, of offered: some Collection<String>, required: Bool = true) -> [String] {
        let chosen = all(name).reduce(into: [String]()) { if !$1.isEmpty, !$0.contains($1) { $0.append($1) } }
        if chosen.isEmpty, required { reject(name, "field.choose") }
        if !chosen.allSatisfy(offered.contains) { reject(name, "field.choice") }
        return chosen.filter(offered.contains)
    }

    /// Whether a box is ticked. `required` asks that it is, as for a promise.
    public mutating func flag(_ name: String, required: Bool = false) -> Bool {
        let isOn = !["", "0", "false", "off", "no"].contains(self[name].asciiLowercased)
        if required, !isOn { reject(name, "field.tick") }
        return isOn
    }

    /// A value read by a parser of the feature's own; `code` says what is wrong when it gives `nil`.
    public mutating func value<Value>(_ name: String, required: Bool = true, _ code: String, _ parse: (String) -> Value?) -> Value? {
        parsed(name, required, code, parse)
    }

    /// A key of ours.
    public mutating func id<Subject>(_ name: String, of: Subject.Type = Subject.self, required: Bool = true) -> ID<Subject>? {
        parsed(name, required, "field.choice") { ID<Subject>($0) }
    }

    private mutating func parsed<Value>(_ name: String, _ required: Bool, _ code: String, missing: String = "field.required",
                                        _ parse: (String) -> Value?) -> Value? {
        let text = self[name]
        guard !text.isEmpty else {
            if required { reject(name, missing) }
            return nil
        }
        guard let value = parse(text) else {
            reject(name, code)
            return nil
        }
        return value
    }

    private mutating func inside<Value>(_ name: String, _ value: Value, _ isInside: Bool, _ low: String, _ high: String) -> Value? {
        if !isInside { reject(name, "field.range", ["low": low, "high": high]) }
        return isInside ? value : nil
    }
}

/// Digits and signs as Chinese keyboards write them (１２３．５－) in the form that machines read; thousands' commas fall out.
func halfWidth(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.compactMap { scalar in
        switch scalar.value {
        case 0x2C, 0xFF0C: nil
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)
        default: scalar
        }
    }))
}

/// A number written with digits, a sign and a point only: no exponents, no hexadecimal, no "nan".
private func plainNumber(_ text: String) -> Double? {
    text.utf8.allSatisfy { (48...57).contains($0) || $0 == 45 || $0 == 46 } ? Double(text) : nil
}

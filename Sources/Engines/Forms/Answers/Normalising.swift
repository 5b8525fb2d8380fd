import Kernel
import Standards

extension FieldDefinition {
    /// What a person typed or a program sent, as a value of the schema: blanks at the ends gone, figures of full width narrowed, codes in
    /// their one writing. What can't be made is left as it is, for the schema to say what is wrong.
    public func normalised(_ value: JSON) -> JSON {
        switch (kind, value) {
        case (.text, .string(let typed)):
            let text = cleaned(typed)
            return .string(text.isTrimmed && isWritten(text) ? text : written(text.trimmed))
        case (.number, .string(let text)), (.integer, .string(let text)): return number(text.trimmed)
        case (.boolean, .string(let text)):
            if ["true", "on", "1", "yes", "是"].contains(text) { return .bool(true) }
            return ["false", "off", "0", "no", "否"].contains(text) ? .bool(false) : .string(text)
        case (.list, .string(let text)): return .array(text.trimmed.isEmpty ? [] : [choice(text.trimmed)])
        case (.list, .array(let elements)):
            let values = elements.map { element in element.string.map { choice(FreeText.cleaned($0).trimmed) } ?? element }
            return .array(values.filter { !$0.isBlank })
        case (.group, .object(let members)): return .object(each(members))
        case (.rows, .array(let rows)): return .array(rows.map { row in row.object.map { .object(each($0)) } ?? row })
        default: return value
        }
    }

    /// Only a field of several lines keeps its lines. Names stand in fields of one, and in those the dot between Han characters is one
    /// and the same; what an account's name would be filled into is a person's.
    private func cleaned(_ text: String) -> String {
        if widget == .multiline { return FreeText.cleaned(text) }
        return prefill?.account == "account.name" ? NameText.normal(text) : NameText.dotted(FreeText.cleaned(text, lines: false))
    }

    private func each(_ members: [String: JSON]) -> [String: JSON] {
        members.reduce(into: [:]) { kept, member in
            let value = fields.first { $0.key == member.key }?.normalised(member.value) ?? member.value
            kept[member.key] = if nameKey == member.key, let name = value.string { .string(NameText.normal(name)) } else { value }
        }
    }

    /// Which part of `urn:tongban:person` and its kin is a person's name.
    private var nameKey: String? {
        switch widget {
        case .person: "name"
        case .legalPerson: "representative"
        default: nil
        }
    }

    /// A chosen value by what a browser sends for it: numbers come as texts.
    private func choice(_ text: String) -> JSON { choices.first { $0.value.text == text }?.value ?? .string(text) }

    /// Whether a text is surely in its one writing already, which spares reading it twice.
    private func isWritten(_ text: String) -> Bool {
        guard let format = limits.format, let length = Self.codeLengths[format] else { return limits.format == nil }
        return text.utf8.count == length && text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
    }

    private static let codeLengths = ["citizen-id": 18, "uscc": 18, "region-code": 12, "mobile-cn": 11]

    private func written(_ text: String) -> String {
        switch limits.format {
        case "citizen-id": CitizenID(text.narrowed)?.text ?? text
        case "uscc": CreditCode(text.narrowed)?.text ?? text
        case "region-code": RegionCode(text.narrowed)?.text ?? text
        case "mobile-cn": MobileNumber(text.narrowed)?.text ?? text
        case "licence-id": LicenceIdentifier(text.narrowed)?.text ?? text
        case "money": Money(text.narrowed)?.description.replacing(",", with: "") ?? text
        case "date": Self.date(text.narrowed) ?? text
        default: text
        }
    }

    /// 2026-10-09, as people also write it: 2026年10月9日, 2026/10/9, 2026.10.9.
    private static func date(_ text: String) -> String? {
        guard let match = text.wholeMatch(of: /(\d{4})[-年\/.](\d{1,2})[-月\/.](\d{1,2})日?/),
              let year = Int(match.1), let month = Int(match.2),
              let day = Int(match.3) else { return nil }
        return LocalDate(year: year, month: month, day: day)?.description
    }

    /// Figures as people write them: 1,234.50, ¥12 where money is asked for.
    private func number(_ text: String) -> JSON {
        if let chosen = choices.first(where: { $0.value.text == text }) { return chosen.value }
        var figures = text.narrowed
        if widget == .money || limits.format == "money" { figures = figures.filter { $0 != "¥" && $0 != "￥" && $0 != "元" } }
        if figures.wholeMatch(of: /-?\d{1,3}(,\d{3})+(\.\d+)?/) != nil { figures.removeAll { $0 == "," } }
        if figures.hasPrefix("+") { figures.removeFirst() }
        guard figures.utf8.count <= 100, figures.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?/) != nil, let decimal = ExactDecimal(figures) else {
            return text.isEmpty ? .null : .string(text)
        }
        return JSON(decimal)
    }
}

extension String {
    /// Whether there is surely no blank at either end.
    fileprivate var isTrimmed: Bool {
        let isBlank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace || scalar == "\u{FEFF}" }
        guard let first = unicodeScalars.first, let last = unicodeScalars.last else { return true }
        return !isBlank(first) && !isBlank(last)
    }

    /// Figures and signs of full width (１２３，．－) as their plain ones.
    var narrowed: String {
        var text = ""
        for scalar in unicodeScalars {
            let isWide = (0xFF01...0xFF5E).contains(scalar.value)
            text.unicodeScalars.append(isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
        }
        return text
    }
}

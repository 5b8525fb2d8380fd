import Kernel
import Standards

/// A form's page as HTML that needs no script: every input has its label, groups are fieldsets, errors stand beside the field and in a
/// summary that leads to them. Everything that comes from outside is escaped.
public struct FormHTML: Sendable {
    let texts: FormTexts
    private let regions: @Sendable (_ above: String?) -> [(code: String, name: String)]

    public init(_ context: PageContext) { (texts, regions) = (context.texts, context.regions) }

    /// The summary of errors, the sections and the buttons: what stands within a `<form>`.
    public func page(_ page: FormPage) -> String {
        let sections = page.sections.map(section).joined(separator: "\n")
        let back = page.number > 1 ? button("back", "1", texts.text("answer.back")) : ""
        return enterKey + summary(page.errors) + sections + "\n<p class=\"buttons\">" + button("next", "1", texts.text("answer.next"))
            + back + button("save", "1", texts.text("answer.save")) + "</p>"
    }

    /// The enter key presses the first button of a form, which would take a row away if it had one.
    private var enterKey: String {
        "<button class=\"unseen\" name=\"next\" value=\"1\" tabindex=\"-1\" aria-hidden=\"true\">"
            + escape(texts.text("answer.next")) + "</button>"
    }

    private func summary(_ errors: [FormPage.ErrorView]) -> String {
        guard !errors.isEmpty else { return "" }
        let lines = errors.map { "<li><a href=\"#\(escape($0.id))\">\(escape($0.text))</a></li>" }.joined()
        return """
            <div class="errors" role="alert" aria-labelledby="errors-title" tabindex="-1">
            <h2 id="errors-title">\(escape(texts.text("answer.summary")))</h2><ul>\(lines)</ul></div>

            """
    }

    private func section(_ section: FormPage.SectionView) -> String {
        let fields = section.fields.map(field).joined(separator: "\n")
        let hint = section.hint.map { "<p class=\"hint\">\(escape($0))</p>" } ?? ""
        guard let title = section.title else { return "<div\(live(section.when))>\(hint)\n\(fields)\n</div>" }
        return "<fieldset\(live(section.when))><legend><h2>\(escape(title))</h2></legend>\(hint)\n\(fields)\n</fieldset>"
    }

    func field(_ field: FormPage.FieldView) -> String {
        switch field.widget {
        case .group, .address, .person, .legalPerson, .mapPoint: fieldset(field, field.parts.map(self.field).joined(separator: "\n"))
        case .rows: fieldset(field, rows(field))
        case .table: fieldset(field, table(field))
        case .choice where field.options.count > 5: labelled(field, select(field))
        case .choice: fieldset(field, boxes(field))
        case .choices where !field.options.isEmpty: fieldset(field, boxes(field))
        case .tick, .promise: tick(field)
        case .region: labelled(field, regionPicker(field))
        default: labelled(field, input(field))
        }
    }

    // MARK: - Frames

    private func labelled(_ field: FormPage.FieldView, _ control: String) -> String {
        let statement = field.statement.map { "<p class=\"statement\">\(escape($0))</p>" } ?? ""
        return "<div class=\"field\"\(live(field.when))>\(statement)<label for=\"\(escape(field.id))\">\(title(field))</label>"
            + notes(field) + control + unit(field) + "</div>"
    }

    private func fieldset(_ field: FormPage.FieldView, _ inside: String) -> String {
        let described = field.attributes.first { $0.name == "aria-describedby" }.map(written) ?? ""
        return "<fieldset class=\"field\" id=\"\(escape(field.id))\" tabindex=\"-1\"\(described)\(live(field.when))>"
            + "<legend>\(title(field))</legend>\(notes(field))\(inside)</fieldset>"
    }

    func title(_ field: FormPage.FieldView) -> String {
        escape(field.label) + (field.isRequired ? "" : " <span class=\"optional\">\(escape(texts.text("answer.optional")))</span>")
    }

    private func notes(_ field: FormPage.FieldView) -> String {
        let id = escape(field.id)
        return (field.hint.map { "<p class=\"hint\" id=\"\(id)-hint\">\(escape($0))</p>" } ?? "")
            + (field.source.map { "<p class=\"source\">\(escape($0))</p>" } ?? "")
            + error(field)
    }

    func error(_ field: FormPage.FieldView) -> String {
        field.error.map { "<p class=\"error\" id=\"\(escape(field.id))-error\">\(escape($0))</p>" } ?? ""
    }

    func unit(_ field: FormPage.FieldView) -> String { field.unit.map { " <span class=\"unit\">\(escape($0))</span>" } ?? "" }

    // MARK: - Controls

    func input(_ field: FormPage.FieldView) -> String {
        switch field.widget {
        case .multiline, .choices:
            return "<textarea rows=\"4\"\(common(field))>\(escape(field.values.joined(separator: "\n")))</textarea>"
        case .file:
            let kept = field.values.map { "<input type=\"hidden\" name=\"\(escape(field.name))\" value=\"\(escape($0))\">" }.joined()
            return kept + "<input type=\"file\" id=\"\(escape(field.id))\" name=\"file:\(escape(field.name))\"\(attributes(field))>"
        default:
            let type = field.widget == .date ? "date" : "text"
            return "<input type=\"\(type)\" value=\"\(escape(field.value))\"\(common(field))>"
        }
    }

    func select(_ field: FormPage.FieldView) -> String {
        let options = field.options.map { option($0.value, $0.label, $0.isChosen) }.joined()
        let none = option("", texts.text("answer.choose"), false)
        return "<select\(common(field))\(field.isLocked ? " disabled" : "")>\(none)\(options)</select>"
    }

    /// The four levels one after the other, as far as they are chosen; the last that is chosen is what is sent.
    private func regionPicker(_ field: FormPage.FieldView) -> String {
        let offered = Set(regions(nil).map(\.code))
        let chain = RegionCode(field.value).map { sequence(first: $0) { $0.parent }.map(\.text) } ?? []
        let chosen: [String?] = [nil] + chain.reversed().drop { !offered.contains($0) }.map { Optional($0) }
        let lists = chosen.enumerated().compactMap { level, above -> String? in
            let regions = regions(above)
            guard !regions.isEmpty else { return nil }
            let next = level + 1 < chosen.count ? chosen[level + 1] : nil
            let options = regions.map { option($0.code, $0.name, $0.code == next) }.joined()
            let identity = level == 0 ? common(field) : " name=\"\(escape(field.name))\" aria-label=\"\(escape(field.label)) \(level + 1)\""
            // A level left open sends the level above it, so that what was chosen stays.
            return "<select\(identity)>\(option(above ?? "", texts.text("answer.choose"), next == nil))\(options)</select>"
        }
        return lists.isEmpty ? input(field) : lists.joined()
    }

    private func boxes(_ field: FormPage.FieldView) -> String {
        let type = field.widget == .choices ? "checkbox" : "radio"
        return field.options.enumerated().map { place, option in
            let id = "\(field.id)-\(place)"
            let state = (option.isChosen ? " checked" : "") + (field.isLocked ? " disabled" : "")
            return "<div class=\"box\"><input type=\"\(type)\" id=\"\(escape(id))\" name=\"\(escape(field.name))\" "
                + "value=\"\(escape(option.value))\"\(state)><label for=\"\(escape(id))\">\(escape(option.label))</label></div>"
        }.joined()
    }

    private func tick(_ field: FormPage.FieldView) -> String {
        let statement = field.statement.map { "<p class=\"statement\">\(escape($0))</p>" } ?? ""
        let state = field.values.isEmpty ? "" : " checked"
        return "<div class=\"field box\"\(live(field.when))>\(statement)\(notes(field))"
            + "<input type=\"checkbox\" value=\"1\"\(common(field))\(state)>"
            + "<label for=\"\(escape(field.id))\">\(escape(field.label))</label></div>"
    }

    private func option(_ value: String, _ label: String, _ isChosen: Bool) -> String {
        "<option value=\"\(escape(value))\"\(isChosen ? " selected" : "")>\(escape(label))</option>"
    }

    func button(_ name: String, _ value: String, _ label: String) -> String {
        "<button name=\"\(name)\" value=\"\(escape(value))\">\(escape(label))</button>"
    }

    // MARK: - Attributes

    private func common(_ field: FormPage.FieldView) -> String {
        " id=\"\(escape(field.id))\" name=\"\(escape(field.name))\"\(attributes(field))"
    }

    private func attributes(_ field: FormPage.FieldView) -> String {
        field.attributes.map(written).joined() + (field.isLocked && ![.choice, .region, .tick].contains(field.widget) ? " readonly" : "")
    }

    private func written(_ attribute: FormPage.Attribute) -> String { " \(attribute.name)=\"\(escape(attribute.value))\"" }
    private func live(_ when: String?) -> String { when.map { " data-when=\"\(escape($0))\"" } ?? "" }
    func escape(_ text: String) -> String { text.escapedForHTML }
}

extension String {
    /// Safe between tags and within quoted attributes.
    var escapedForHTML: String {
        var escaped = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

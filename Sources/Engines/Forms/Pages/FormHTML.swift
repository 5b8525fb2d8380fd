import Kernel

/// A form's page as HTML in the classes of the design system, which needs no script: every input has its label, groups are fieldsets,
/// errors stand beside the field and in a summary that leads to them. Everything that comes from outside is escaped.
public struct FormHTML: Sendable {
    let texts: FormTexts
    let regions: @Sendable (_ above: String?) -> [(code: String, name: String)]
    private let icons: (error: String, source: String)

    public init(_ context: PageContext) { (texts, regions, icons) = (context.texts, context.regions, context.icons) }

    /// The summary of errors, the sections and the buttons: what stands within a `<form>` that is the form's alone.
    public func page(_ page: FormPage) -> String {
        let back = page.number > 1 ? " " + button("back", "1", texts.text("answer.back"), "button quiet") : ""
        return enterKey + summary(page.errors) + sections(page) + "\n<p class=\"actions\">"
            + button("next", "1", texts.text("answer.next"), "button") + back + " "
            + button("save", "1", texts.text("answer.save"), "button quiet") + "</p>"
    }

    /// What is asked, without summary and buttons.
    public func sections(_ page: FormPage) -> String { page.sections.map(section).joined(separator: "\n") }

    /// 错误汇总, each line leading to its field; empty when nothing is wrong.
    public func summary(_ errors: [FormPage.ErrorView]) -> String {
        guard !errors.isEmpty else { return "" }
        let lines = errors.map { "<li><a href=\"#\(escape($0.id))\">\(escape($0.text))</a></li>" }.joined()
        return """
            <div class="notice seal summary" role="alert" aria-labelledby="summary-title" tabindex="-1">
            <h2 id="summary-title">\(escape(texts.text("answer.summary")))</h2><ul>\(lines)</ul></div>

            """
    }

    /// The enter key presses the first button of a form, which would take a row away if it had one.
    private var enterKey: String {
        "<button class=\"skip\" name=\"next\" value=\"1\" tabindex=\"-1\" aria-hidden=\"true\">"
            + escape(texts.text("answer.next")) + "</button>"
    }

    private func section(_ section: FormPage.SectionView) -> String {
        let fields = section.fields.map(field).joined(separator: "\n")
        let hint = section.hint.map { "<p class=\"soft\">\(escape($0))</p>" } ?? ""
        guard let title = section.title else { return "<div\(live(section.when))>\(hint)\n\(fields)\n</div>" }
        return "<fieldset class=\"section\"\(live(section.when))><legend><h2>\(escape(title))</h2></legend>\(hint)\n\(fields)\n</fieldset>"
    }

    func field(_ field: FormPage.FieldView) -> String {
        switch field.widget {
        case .group, .address, .person, .legalPerson, .mapPoint:
            fieldset(field, "group", field.parts.map(self.field).joined(separator: "\n"))
        case .rows: fieldset(field, "group", rows(field))
        case .table: fieldset(field, "group wide", table(field))
        case .choice where field.options.count > 5: labelled(field, select(field))
        case .choice: fieldset(field, "", boxes(field))
        case .choices where !field.options.isEmpty: fieldset(field, "", boxes(field))
        case .tick, .promise: tick(field)
        case .region: region(field)
        default: labelled(field, line(field))
        }
    }

    // MARK: - Frames

    func labelled(_ field: FormPage.FieldView, _ control: String) -> String {
        framed(field, "\(statement(field))<label for=\"\(escape(field.id))\">\(title(field))</label>\(notes(field))\(control)")
    }

    /// The id is the fieldset's, so that the summary leads to it.
    func fieldset(_ field: FormPage.FieldView, _ kind: String, _ inside: String) -> String {
        let described = field.attributes.first { $0.name == "aria-describedby" }.map(written) ?? ""
        return framed(field, "<fieldset class=\"\(kind)\" id=\"\(escape(field.id))\" tabindex=\"-1\"\(described)>"
            + "<legend>\(title(field))</legend>\(notes(field))\(inside)</fieldset>")
    }

    private func framed(_ field: FormPage.FieldView, _ inside: String) -> String {
        let state = (field.error == nil ? "" : " wrong") + (field.source == nil ? "" : " known")
        return "<div class=\"field\(state)\"\(live(field.when))>\(inside)\(source(field))</div>"
    }

    func title(_ field: FormPage.FieldView) -> String {
        escape(field.label) + (field.isRequired ? "" : " <span class=\"optional\">\(escape(texts.text("answer.optional")))</span>")
    }

    private func notes(_ field: FormPage.FieldView) -> String {
        (field.hint.map { "<p class=\"hint\" id=\"\(escape(field.id))-hint\">\(escape($0))</p>" } ?? "") + error(field)
    }

    func error(_ field: FormPage.FieldView) -> String {
        let mark = "\(icons.error)<span class=\"skip\">\(escape(texts.text("answer.error")))</span>"
        return field.error.map { "<p class=\"error\" id=\"\(escape(field.id))-error\">\(mark)\(escape($0))</p>" } ?? ""
    }

    private func source(_ field: FormPage.FieldView) -> String {
        field.source.map { "<p class=\"source\" id=\"\(escape(field.id))-source\">\(icons.source)\(escape($0))</p>" } ?? ""
    }

    private func statement(_ field: FormPage.FieldView) -> String {
        field.statement.map { "<p class=\"statement\">\(escape($0))</p>" } ?? ""
    }

    func unit(_ field: FormPage.FieldView) -> String { field.unit.map { " <span class=\"unit\">\(escape($0))</span>" } ?? "" }

    // MARK: - Controls

    func line(_ field: FormPage.FieldView) -> String { "<div class=\"line\">\(input(field))\(unit(field))</div>" }

    func input(_ field: FormPage.FieldView) -> String {
        switch field.widget {
        case .multiline, .choices:
            return "<textarea rows=\"4\"\(common(field))>\n\(escape(field.values.joined(separator: "\n")))</textarea>"
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

    private func boxes(_ field: FormPage.FieldView) -> String {
        let type = field.widget == .choices ? "checkbox" : "radio"
        return field.options.enumerated().map { place, option in
            let state = (option.isChosen ? " checked" : "") + (field.isLocked ? " disabled" : "")
            let attributes = " name=\"\(escape(field.name))\" value=\"\(escape(option.value))\"\(state)"
            return box(type, id: "\(field.id)-\(place)", attributes, option.label)
        }.joined()
    }

    private func tick(_ field: FormPage.FieldView) -> String {
        let attributes = " value=\"1\" name=\"\(escape(field.name))\"\(attributes(field))\(field.values.isEmpty ? "" : " checked")"
        return framed(field, statement(field) + notes(field) + box("checkbox", id: field.id, attributes, field.label))
    }

    private func box(_ type: String, id: String, _ attributes: String, _ label: String) -> String {
        "<div class=\"option\"><input type=\"\(type)\" id=\"\(escape(id))\"\(attributes)>"
            + "<label for=\"\(escape(id))\">\(escape(label))</label></div>"
    }

    func option(_ value: String, _ label: String, _ isChosen: Bool) -> String {
        "<option value=\"\(escape(value))\"\(isChosen ? " selected" : "")>\(escape(label))</option>"
    }

    func button(_ name: String, _ value: String, _ label: String, _ look: String) -> String {
        "<button class=\"\(look)\" name=\"\(name)\" value=\"\(escape(value))\">\(escape(label))</button>"
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
    func escape(_ text: String) -> String { escapeHTML(text) }
}

/// Rows of a list: one below the other, or as a table, with buttons that add and remove them without a script.
extension FormHTML {
    func rows(_ field: FormPage.FieldView) -> String {
        field.rows.map { row in
            let legend = texts.text("answer.row", ["field": field.label, "number": "\(row.number)"])
            return "<fieldset class=\"entry\"\(identity(row))><legend>\(escape(legend))</legend>\(mark(row))"
                + "\(row.fields.map(self.field).joined())\(removal(field, row))</fieldset>"
        }.joined() + addition(field)
    }

    func table(_ field: FormPage.FieldView) -> String {
        guard let first = field.rows.first else { return addition(field) }
        let heads = first.fields.map { "<th scope=\"col\">\(title($0))\(unit($0))</th>" }.joined()
        let rows = field.rows.map { row in
            let cells = row.fields.map { "<td data-label=\"\(escape($0.label))\">\(cell($0, row))</td>" }.joined()
            let head = "<th scope=\"row\">\(row.number)\(mark(row))</th>"
            return "<tr\(identity(row))>\(head)\(cells)<td>\(removal(field, row))</td></tr>"
        }.joined()
        let number = "<th scope=\"col\">\(escape(texts.text("answer.number")))</th>"
        return "<div class=\"scroll\"><table class=\"cards\"><thead><tr>\(number)\(heads)<td></td></tr></thead>"
            + "<tbody>\(rows)</tbody></table></div>" + addition(field)
    }

    /// In a table the column's head is what one sees; a screen reader is told the row as well.
    private func cell(_ field: FormPage.FieldView, _ row: FormPage.RowView) -> String {
        guard [.text, .number, .money, .date, .choice].contains(field.widget) else { return self.field(field) }
        return "<label class=\"skip\" for=\"\(escape(field.id))\">\(escape(field.label)) \(row.number)</label>"
            + (field.widget == .choice ? select(field) : input(field)) + error(field)
    }

    /// So that a page can lead to a row that has just come.
    private func identity(_ row: FormPage.RowView) -> String { " id=\"\(escape(FieldBuilder.id(row.name)))\" tabindex=\"-1\"" }

    private func mark(_ row: FormPage.RowView) -> String { "<input type=\"hidden\" name=\"\(escape(row.name))\" value=\"\">" }

    private func removal(_ field: FormPage.FieldView, _ row: FormPage.RowView) -> String {
        let label = texts.text("answer.remove_row", ["number": "\(row.number)"])
        return field.isLocked ? "" : button("remove", row.name, label, "button danger slim")
    }

    private func addition(_ field: FormPage.FieldView) -> String {
        let label = texts.text("answer.add_row", ["field": field.label])
        return field.canAddRow ? "<p>" + button("add", field.name, label, "button quiet slim") + "</p>" : ""
    }
}

/// Rows of a list: one below the other, or as a table, with buttons that add and remove them without a script.
extension FormHTML {
    func rows(_ field: FormPage.FieldView) -> String {
        field.rows.map { row in
            let legend = texts.text("answer.row", ["field": field.label, "number": "\(row.number)"])
            return "<fieldset class=\"entry\" id=\"\(escape(FieldBuilder.id(row.name)))\" tabindex=\"-1\"><legend>\(escape(legend))</legend>\(mark(row))\(row.fields.map(self.field).joined())"
                + removal(field, row) + "</fieldset>"
        }.joined() + addition(field)
    }

    func table(_ field: FormPage.FieldView) -> String {
        guard let first = field.rows.first else { return addition(field) }
        let heads = first.fields.map { "<th scope=\"col\">\(title($0))\(unit($0))</th>" }.joined()
        let rows = field.rows.map { row in
            let cells = row.fields.map { "<td data-label=\"\(escape($0.label))\">\(cell($0, row))</td>" }.joined()
            return "<tr id=\"\(escape(FieldBuilder.id(row.name)))\" tabindex=\"-1\"><th scope=\"row\">\(row.number)\(mark(row))</th>\(cells)<td>\(removal(field, row))</td></tr>"
        }.joined()
        let label = escape(texts.text("answer.number"))
        return "<div class=\"scroll\"><table class=\"cards\"><thead><tr><th scope=\"col\">\(label)</th>\(heads)<td></td></tr></thead><tbody>\(rows)</tbody></table></div>"
            + addition(field)
    }

    /// In a table the column's head is what one sees; a screen reader is told the row as well.
    private func cell(_ field: FormPage.FieldView, _ row: FormPage.RowView) -> String {
        guard [.text, .number, .money, .date, .choice].contains(field.widget) else { return self.field(field) }
        return "<label class=\"skip\" for=\"\(escape(field.id))\">\(escape(field.label)) \(row.number)</label>"
            + (field.widget == .choice ? select(field) : input(field)) + error(field)
    }

    private func mark(_ row: FormPage.RowView) -> String { "<input type=\"hidden\" name=\"\(escape(row.name))\" value=\"\">" }

    private func removal(_ field: FormPage.FieldView, _ row: FormPage.RowView) -> String {
        field.isLocked ? "" : button("remove", row.name, texts.text("answer.remove_row", ["number": "\(row.number)"]), "button danger slim")
    }

    private func addition(_ field: FormPage.FieldView) -> String {
        field.canAddRow ? "<p>" + button("add", field.name, texts.text("answer.add_row", ["field": field.label]), "button quiet slim") + "</p>" : ""
    }
}

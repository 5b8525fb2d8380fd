/// One line of a table for spreadsheets (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front;
/// every cell stands in quotes, and the quotes within it are doubled.
func csvLine(_ cells: [String]) -> String {
    cells.map { cell in
        let quoted = (isFormula(cell) ? "'\(cell)" : cell).utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
        return "\"\(String(decoding: quoted, as: UTF8.self))\""
    }.joined(separator: ",") + "\r\n"
}

/// Begins with a sign that opens a formula, half-width or full-width as Chinese keyboards write it. What a spreadsheet drops at the
/// beginning (blanks, marks that can't be seen) doesn't count; a tab or a line's end by itself opens a cell of its own.
private func isFormula(_ cell: String) -> Bool {
    for scalar in cell.unicodeScalars {
        switch scalar {
        case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
        default: guard scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint else { return false }
        }
    }
    return false
}

private let quote = UInt8(ascii: "\"")

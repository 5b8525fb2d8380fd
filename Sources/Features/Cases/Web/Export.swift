import Hummingbird
import Kernel
import Web

extension TongbanContext {
    /// A table with its watermark (谁、何时、编号) in a column of its own, the last of each row: it survives sorting, and a few rows copied
    /// out of the table still say whose they are. Parsers see a table with one column more.
    public func table(_ name: String, header: [String], rows: [[String]], _ mark: ExportMark) -> Response {
        let words = text("case.export.mark", ["who": mark.who, "when": longMoment(mark.at), "number": mark.id.text])
        return csv(name, header: header + [text("case.export.column")], rows: rows.map { $0 + [words] })
    }
}

import Kernel
import Rules
import Testing
import Zip

@Suite("Tables on sheets") struct SheetTests {
    /// A workbook with one sheet of these rows, as texts within the cells.
    private static func workbook(_ rows: [[String]]) throws -> [UInt8] {
        let cells = rows.enumerated().map { number, row in
            let texts = row.enumerated().map { place, text in
                "<c r=\"\(["A", "B", "C", "D"][place])\(number + 1)\" t=\"inlineStr\"><is><t>\(Fixtures.escaped(text))</t></is></c>"
            }
            return "<row>\(texts.joined())</row>"
        }
        let sheet = "<worksheet><sheetData>\(cells.joined())</sheetData></worksheet>"
        return try ZipContainer.write([ZipFile("xl/worksheets/sheet1.xml", Array(sheet.utf8))])
    }

    @Test("inputs, outputs and reasons are told by the second row")
    func columns() throws {
        let model = try DecisionModel(xlsx: Self.workbook([
            ["费用", "F"], ["input", "输出", "because"], ["面积", "费用", ""], ["number", "number", ""],
            ["> 150", "面积 * 2", "第三条"], ["", "100", ""],
        ]))
        #expect(model.problems == [])
        #expect(try model.answer("费用", ["面积": 200]) == "400")
        #expect(try model.answer("费用", ["面积": 86]) == "100")
        let outcome = try model.evaluate("费用", ["面积": 200], explained: true)
        #expect(outcome.explanation.decisions[0].tables[0].rules[0].annotations.map(\.text) == ["第三条"])
    }

    @Test("what isn't such a sheet is refused with its row", arguments: [
        ([[""]], "1"), ([["a"], ["nothing"]], "2"), ([["a"], ["input"], ["x"]], "2"), ([["a"], ["output"], [""]], "3"),
    ])
    func refused(_ rows: [[String]], _ row: String) throws {
        let bytes = try Self.workbook(rows)
        do {
            _ = try DecisionModel(xlsx: bytes)
            Issue.record("it was read")
        } catch {
            #expect(error.code == "rules.xlsx" && error.arguments["row"] == row)
        }
    }

    @Test("what is no workbook is refused")
    func foreign() throws {
        #expect(throws: Problem("zip.malformed", .invalid)) { try DecisionModel(xlsx: [1, 2, 3]) }
        let empty = try ZipContainer.write([ZipFile("a", [1])])
        #expect(throws: Problem("rules.xlsx", .invalid)) { try DecisionModel(xlsx: empty) }
    }
}

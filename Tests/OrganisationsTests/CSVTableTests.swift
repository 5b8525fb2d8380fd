import Kernel
import Organisations
import Testing

@Suite("A table in CSV")
struct CSVTableTests {
    @Test("fields are read as RFC 4180 writes them", arguments: [
        ("a,b\n1,2", ["1", "2"]),
        ("a,b\r\n1,2\r\n", ["1", "2"]),
        ("\u{FEFF}a,b\n1,2\n", ["1", "2"]),
        ("a,b\n\"1,5\",2", ["1,5", "2"]),
        ("a,b\n\"say \"\"yes\"\"\",2", ["say \"yes\"", "2"]),
        ("a,b\n\"two\nlines\",开封", ["two\nlines", "开封"]),
        ("a,b\n,", ["", ""]),
        ("a,b\n\n1,2\n\n", ["1", "2"]),
    ])
    func reads(text: String, fields: [String]) throws {
        let table = try CSVTable(Array(text.utf8))
        #expect(table.rows.map(\.fields) == [fields])
        #expect(table.field("a", of: table.rows[0]) == (fields[0].isEmpty ? nil : fields[0]))
    }

    @Test("what is no such table is refused with its reason", arguments: [
        ("", "csv.empty"), ("\n\n", "csv.empty"),
        ("a,b\n\"1,2", "csv.quote"), ("a,b\n\"1\"2,3", "csv.quote"), ("a,b\n1\"2,3", "csv.quote"), ("a,b\n1\r2,3", "csv.quote"),
        ("a,a\n1,2", "csv.column_twice"), ("a,c\n1,2", "csv.columns_missing"), ("a,b\n\u{0},2", "csv.encoding"),
    ])
    func refuses(text: String, code: String) {
        #expect(throws: Problem(code, .invalid)) { try CSVTable(Array(text.utf8), requiring: ["a", "b"]) }
    }

    @Test("GB18030 is recognised as not UTF-8")
    func encoding() {
        let kaifeng: [UInt8] = [0xBF, 0xAA, 0xB7, 0xE2, 0x2C, 0x62]
        #expect(throws: Problem("csv.encoding", .invalid)) { try CSVTable(kaifeng) }
    }

    @Test("rows are counted as a spreadsheet counts them")
    func numbers() throws {
        let table = try CSVTable(Array("a\n\"x\ny\"\nz\n".utf8))
        #expect(table.rows.map(\.number) == [2, 3])
    }
}

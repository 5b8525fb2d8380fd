import Foundation
import Kernel
import Standards
import Testing

@Suite("码表")
struct CodeTableTests {
    @Test("the tables of the city hold the codes of the standards", arguments: [
        ("item_type", "01", "行政许可"), ("use_level", "3", "市级"), ("project_type", "2", "承诺件"), ("service_object", "6", "其他组织"),
        ("handle_form", "1", "窗口办理"), ("material_source", "10", "申请人自备"), ("result_type", "10", "证照"),
        ("holder_code_type", "111", "居民身份证"),
        ("satisfaction", "5", "非常不满意"), ("licence_state", "-5", "已作废"), ("no_such_table", "7", "7"), ("use_level", "8", "8"),
    ])
    func names(table: String, code: String, name: String) throws { #expect(try tables().name(of: code, in: table) == name) }

    @Test("every entry has both names and a source")
    func complete() throws {
        let tables = try tables()
        for entry in tables.keys.compactMap({ tables[$0] }).flatMap(\.entries) {
            #expect(!entry.code.isEmpty && !entry.name.isEmpty && !entry.nameEnglish.isEmpty && !entry.source.isEmpty, "\(entry)")
        }
    }

    @Test("seven item types are applied for")
    func onApplication() throws {
        #expect(try tables()["item_type"]?.entries(in: "on_application").map(\.code) == ["01", "05", "07", "08", "09", "10", "20"])
    }

    @Test("a field may hold several codes, each of which must exist")
    func several() throws {
        let levels = try #require(tables()["use_level"])
        #expect(try levels.several("3, 4").map(\.name) == ["市级", "县级"])
        #expect(fault { try levels.several("3,8") } == "code_table.unknown")
    }

    @Test("a code named twice and a file that is none are refused", arguments: [
        (#"{"a": [\#(entry), \#(entry)]}"#, "code_table.repeated"),
        (#"{"a": [{"code": 1}]}"#, "code_tables.json"), ("[]", "code_tables.json"), ("{", "code_tables.json"),
    ])
    func refused(json: String, expected: String) { #expect(fault { try CodeTables(json: Data(json.utf8)) } == expected) }

    private static let entry = #"{"code": "1", "name": "", "name_en": "", "source": ""}"#

    private func tables() throws -> CodeTables { try CodeTables(json: Files.data("Data/kaifeng/codes.json")) }
}

import Storage
import Testing
@testable import StoragePostgres

@Suite("PostgreSQL's form of a statement")
struct DialectTests {
    @Test("a quote in a literal is doubled, whatever stands beside it", arguments: [
        ("a'b", "'a''b'"), ("'\u{301}; DROP TABLE x --", "'''\u{301}; DROP TABLE x --'"), ("\u{600}'", "'\u{600}'''"), ("", "''"),
    ])
    func literals(text: String, literal: String) { #expect(Array(quoted(text).utf8) == Array(literal.utf8)) }

    @Test("numbers its values, and leaves what stands in quotes and comments", arguments: [
        ("SELECT ?, ?", "SELECT $1, $2"),
        ("a = '?' AND b = ?", "a = '?' AND b = $1"),
        ("a = 'it''s ?' AND b = ?", "a = 'it''s ?' AND b = $1"),
        ("\"a?\" = ?", "\"a?\" = $1"),
        ("a /* it's ? */ = ?", "a /* it's ? */ = $1"),
        ("a -- it's ?\n = ?", "a \n = $1"),
        ("a -- it's ?", "a "),
        ("'没有 ? 值' || ?", "'没有 ? 值' || $1"),
        ("? IS NULL OR a = ?", "$1::text IS NULL OR a = $2"),
        ("a = 'open", "a = 'open"),
        ("a /* open ?", "a /* open ?"),
        ("?", "$1"), ("", ""), ("'", "'"), ("/", "/"), ("-", "-"),
    ])
    func values(_ text: String, _ wanted: String) { #expect(Dialect.translate(text) == wanted) }

    @Test("has the words for locks")
    func locks() {
        let query: SQL = "SELECT a FROM t WHERE b = \(1) \(.forUpdate)"
        #expect(Dialect.translate(query.text) == "SELECT a FROM t WHERE b = $1  FOR UPDATE")
        #expect(Dialect.translate(SQL.skipLocked.text) == " FOR UPDATE SKIP LOCKED")
    }
}

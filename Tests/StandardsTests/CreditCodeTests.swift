import Foundation
import Kernel
import Standards
import Testing

@Suite("统一社会信用代码, GB 32100")
struct CreditCodeTests {
    @Test("published codes pass, and so do their inner organisation codes", arguments: [
        "9144030071526726XG", "914403001922038216", "91330100799655058B", "91110000802100433B", "91110108551385082Q",
        "11100000MB0143028R", "11100000MB03271699", "11100000000013338W",
    ])
    func published(code: String) throws {
        #expect(try CreditCode(checking: code).organisationCodeAgrees)
    }

    @Test("codes made for tests pass", arguments: [
        "11410200MB00000197", "12410200MB00000194", "91410200MA0000015G", "92410200MA0000015D", "52410200MB00000190",
        "54410200MB0000019R",
    ])
    func synthetic(code: String) { #expect(CreditCode(code)?.text == code) }

    @Test("what is wrong is told", arguments: [
        ("9144030071526726X", "uscc.length"), ("9144030071526726XGG", "uscc.length"), ("", "uscc.length"),
        ("9I44030071526726XG", "uscc.character"), ("9144030071526726X统", "uscc.character"),
        ("91410102MA\u{212A}000001X", "uscc.character"), ("91440300715２6726XG", "uscc.character"),
        ("9144030071526726XH", "uscc.check"), ("9144030071526727XG", "uscc.check"),
    ])
    func wrong(code: String, expected: String) { #expect(fault { try CreditCode(checking: code) } == expected) }

    @Test("the error says which character and where")
    func place() {
        let expected = StandardError("uscc.character", ["character": "I", "position": "2"])
        #expect(throws: expected) { try CreditCode(checking: "9I44030071526726XG") }
    }

    @Test("lower case and white space around are taken")
    func normal() { #expect(CreditCode("　9144030071526726xg ")?.text == "9144030071526726XG") }

    @Test("the parts are where the standard puts them")
    func parts() throws {
        let code = try CreditCode(checking: "9144030071526726XG")
        #expect(code.registrar == "9" && code.category == "91" && code.regionDigits == "440300" && code.organisationCode == "71526726X")
    }

    @Test("an inner code that fails its check is only a warning")
    func inner() throws {
        let seventeen = "91410200MA0000016"
        let code = try CreditCode(checking: seventeen + String(#require(CreditCode.check(of: seventeen))))
        #expect(!code.organisationCodeAgrees)
    }

    @Test("every single changed character is caught")
    func changes() {
        let letters = Array("9144030071526726XG")
        for place in letters.indices {
            for other in "0123456789ABCDEFGHJKLMNPQRTUWXY" where other != letters[place] {
                var changed = letters
                changed[place] = other
                #expect(CreditCode(String(changed)) == nil)
            }
        }
    }

    @Test("it is stored as its text, and a wrong one is not read back")
    func stored() throws {
        let code = try CreditCode(checking: "9144030071526726XG")
        let json = try JSONEncoder().encode([code])
        #expect(String(decoding: json, as: UTF8.self) == #"["9144030071526726XG"]"#)
        #expect(try JSONDecoder().decode([CreditCode].self, from: json) == [code])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([CreditCode].self, from: Data(#"["9144030071526726XH"]"#.utf8)) }
    }
}

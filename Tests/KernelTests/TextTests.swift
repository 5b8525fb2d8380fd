import Kernel
import Testing

@Suite("Words")
struct TextTests {
    @Test("names are masked but for their ends", arguments: [("李晓梅", "李*梅"), ("李梅", "李*"), ("李", "*"), ("", ""), ("欧阳修远", "欧**远")])
    func names(name: String, masked: String) { #expect(Mask.name(name) == masked) }

    @Test("numbers are masked in their middle", arguments: [
        ("410202199003077814", "4102**********7814"), ("12345678", "12****78"), ("123", "***"), ("", ""),
    ])
    func numbers(number: String, masked: String) { #expect(Mask.number(number) == masked) }

    @Test("blanks at the ends go, full-width ones too")
    func trimmed() { #expect("\u{3000} 开封 市\t\n".trimmed == "开封 市" && " \u{FEFF}".trimmed.isEmpty) }

    @Test("a secret doesn't print itself")
    func secret() {
        let secret = Secret("ckph-3357")
        #expect(!"\(secret)".contains("ckph") && !String(reflecting: secret).contains("ckph"))
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!dumped.contains("ckph") && secret.reveal() == "ckph-3357")
    }

    @Test("JSON values say what they are", arguments: [
        (#""x""#, JSON.string("x")), ("86", .number(86)), ("true", .bool(true)), ("null", .null), ("[1]", .array([.number(1)])),
        (#"{"a":[]}"#, .object(["a": .array([])])),
    ])
    func json(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text.utf8) == value)
        #expect(try JSONText.encode(value) == text)
    }
}

import Kernel
import Testing

@Suite("Keys and chance")
struct KeyTests {
    enum Thing {}

    @Test("keys sort by the time they were made")
    func order() {
        let random = SeededRandom(seed: 1)
        let keys = (0..<200).map { ID<Thing>(at: Timestamp(milliseconds: 1_790_000_000_000 + $0), random) }
        #expect(keys == keys.sorted() && Set(keys).count == 200)
        #expect(keys.allSatisfy { ID<Thing>($0.text) == $0 })
        #expect(keys.map(\.time.milliseconds) == (0..<200).map { 1_790_000_000_000 + $0 })
        #expect(ID<Thing>.first(at: Timestamp(milliseconds: 0)).time.milliseconds == 0)
    }

    @Test("what is no key is none", arguments: [
        "", "01J", String(repeating: "I", count: 26), String(repeating: "0", count: 27), "0'; DROP TABLE cases; --   ",
    ])
    func refused(text: String) { #expect(ID<Thing>(text) == nil) }

    @Test("every letter is drawn, none that isn't offered, and as many as asked")
    func letters() {
        let text = SeededRandom(seed: 2).text(5000, from: "234")
        #expect(text.count == 5000 && Set(text) == ["2", "3", "4"])
        for letter in Set(text) { #expect(abs(text.count { $0 == letter } - 1667) < 150) }
        #expect(SeededRandom(seed: 3).text(0, from: "a").isEmpty)
    }

    @Test("bytes come back from their hexadecimal form")
    func hexadecimal() {
        let bytes = SystemRandom().bytes(33)
        #expect(bytes.count == 33 && [UInt8](hex: bytes.hex) == bytes && [UInt8](hex: bytes.hex.uppercased()) == bytes)
        #expect([0x0A, 0xFF, 0x00].hex == "0aff00" && [UInt8](hex: "0g") == nil && [UInt8](hex: "abc") == nil)
    }
}
